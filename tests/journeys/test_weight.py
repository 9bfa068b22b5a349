"""What pages weigh on their way to somebody who comes for the first time, as they are sent."""

from dataclasses import dataclass

import pytest

from assessments.models import Submission
from courses.models import Enrolment, Lesson
from lms.demo.world import PASSWORD
from tests.live import Visitor

LESSON = 60_000  # Everything that a first visit to a lesson brings, with its headers.
REQUESTS = 5
PAGE = 25_000
STYLES = 12_000

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("weight")]


@dataclass
class Parcel:
    """One answer of the server: what it is, and its bytes on the line."""

    kind: str
    address: str
    size: int = 0


class FirstVisit(Visitor):
    """Somebody whose browser has kept the session of an earlier day, and nothing else."""

    def weigh(self, address: str) -> list[Parcel]:
        """Open a page and return everything that came for it."""
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        parcels: dict[str, Parcel] = {}

        def begin(event: dict) -> None:
            if event["response"]["url"].startswith("http"):
                parcels[event["requestId"]] = Parcel(event["type"], event["response"]["url"])

        def end(event: dict) -> None:
            if event["requestId"] in parcels:
                parcels[event["requestId"]].size = event["encodedDataLength"]

        line.on("Network.responseReceived", begin)
        line.on("Network.loadingFinished", end)
        self.go(address, wait_until="networkidle")
        line.detach()
        return list(parcels.values())


@pytest.fixture(scope="module")
def sessions(world, chromium):
    """The cookies of the people whose pages are weighed."""
    cookies = {"": None}
    for who in ("participante", "tutora", "contraparte"):
        visitor = Visitor(chromium, world)
        visitor.sign_in(f"{who}@demo.test", PASSWORD)
        cookies[who] = visitor.context.storage_state()
        visitor.leave()
    return cookies


@pytest.fixture
def weigh(world, chromium, sessions):
    """Return a function that opens a page as somebody and says what came."""
    visitors = []

    def open_as(who: str, address: str) -> list[Parcel]:
        visitors.append(FirstVisit(chromium, world, width=390, storage_state=sessions[who]))
        return visitors[-1].weigh(address)

    yield open_as

    for visitor in visitors:
        visitor.leave()  # Says so if anything came from another host.


def lesson_address() -> str:
    mine = Enrolment.objects.select_related("cohort").get(
        participant__email="participante@demo.test"
    )
    # The longest of the lessons that are written out in full.
    lesson = max(
        Lesson.objects.of_edition(mine.cohort.edition_id).prefetch_related("texts"),
        key=lambda lesson: max((len(text.html) for text in lesson.texts.all()), default=0),
    )
    return f"/curso/{mine.cohort.code}/leccion/{lesson.public_id}/"


def test_first_visit_to_a_lesson_is_light(weigh):
    parcels = weigh("participante", lesson_address())

    assert sum(parcel.size for parcel in parcels) <= LESSON, parcels
    assert len(parcels) <= REQUESTS, parcels


def test_styles_are_light(weigh):
    styles = [parcel for parcel in weigh("", "/entrar/") if parcel.kind == "Stylesheet"]

    assert len(styles) == 1
    assert 0 < styles[0].size <= STYLES


def address_of(name: str) -> tuple[str, str]:
    """Return who looks at a page, and where it is."""
    cohort = Enrolment.objects.get(participant__email="participante@demo.test").cohort
    waiting = Submission.objects.waiting().filter(
        enrolment__tutor_assignments__tutor__email="tutora@demo.test",
        enrolment__tutor_assignments__until=None,
    )
    return {
        "sign-in": ("", "/entrar/"),
        "home": ("participante", "/inicio/"),
        "matrix": ("participante", f"/curso/{cohort.code}/proyecto/matriz/"),
        "grade": ("tutora", f"/tutoria/entrega/{waiting[0].public_id}/"),
        "report": ("contraparte", f"/reportes/cohorte/{cohort.code}/"),
    }[name]


@pytest.mark.parametrize("name", ["sign-in", "home", "matrix", "grade", "report"])
def test_page_is_light(weigh, name):
    who, address = address_of(name)

    document, *_others = weigh(who, address)

    assert document.kind == "Document"
    assert 0 < document.size <= PAGE
