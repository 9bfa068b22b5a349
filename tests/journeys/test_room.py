"""A full room: eighty people checked in with the code on the wall and from the signed list."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode
from urllib.request import Request, build_opener

import pytest
from django.conf import settings
from django.db.models import Sum
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from courses.models import HoursEntry
from people.domain.people import confirm_email
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tests.live import Visitor
from tutoring.models import Attendance, SessionFacilitator

PEOPLE, ON_PAPER, AT_ONCE = 80, 30, 4
PASSWORD = "un sol de agua clara"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("a full room")]


@pytest.fixture
def visit(site, chromium):
    visitors = []

    def arrive(person=None, *, width: int, scripts: bool = True) -> Visitor:
        visitors.append(Visitor(chromium, site, width=width, scripts=scripts))
        if person:
            visitors[-1].enter_as(person)
        return visitors[-1]

    yield arrive

    for visitor in visitors:
        visitor.leave()


def a_room():
    """Return a session that began a quarter of an hour ago, and the people of its cohort."""
    now = timezone.now()
    session = InPersonSessionFactory(
        starts_at=now - timedelta(minutes=15), ends_at=now + timedelta(minutes=165)
    )
    people = [
        EnrolmentFactory(
            cohort=session.cohort,
            participant__given_names=f"Persona {chr(65 + number // 26)}{chr(65 + number % 26)}",
            participant__surname_1="López",
        )
        for number in range(PEOPLE)
    ]
    return session, people


def give_password(person) -> None:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        person.set_password(PASSWORD)
    person.save()
    confirm_email(person)


def cookie_of(person) -> str:
    """Return the session of somebody who signed in a moment ago."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def check_in_over_http(address: str, cookie: str) -> int:
    """Do what a phone does: read the page behind the code, and press its one button."""
    opener = build_opener()
    with opener.open(Request(address, headers={"Cookie": cookie})) as page:  # noqa: S310 -- ours
        [token] = TOKEN.findall(page.read().decode())
        kept = [each.partition(";")[0] for each in page.headers.get_all("Set-Cookie")]
    form = urlencode({"csrfmiddlewaretoken": token}).encode()
    headers = {"Cookie": "; ".join([cookie, *kept]), "Origin": address.partition("/a/")[0]}
    with opener.open(Request(address, form, headers)) as answer:  # noqa: S310 -- our own server
        return answer.status


@pytest.mark.parametrize("width", [1280, 390])
def test_a_facilitator_checks_eighty_people_in_with_the_code_and_from_the_list(visit, width):
    session, people = a_room()
    facilitator = SessionFacilitator.objects.create(session=session, person=UserFactory()).person
    by_code, on_paper = people[:-ON_PAPER], people[-ON_PAPER:]
    desk = visit(facilitator, width=width)

    # The wall.
    desk.open(session.get_absolute_url())
    desk.follow("Mostrar el código QR")
    code = desk.page.locator(".big [aria-hidden]").inner_text().replace(" ", "")
    address = f"{desk.site.address}/a/{code}/"

    # Three phones: one signed in, one that signs in first, and one without scripts.
    ready = visit(by_code[0].participant, width=390)
    ready.open(f"/a/{code}/")
    ready.press("Registrar mi asistencia")
    assert "Su asistencia está registrada" in ready.text
    slow = by_code[1].participant
    give_password(slow)
    phone = visit(width=390)
    phone.open(f"/a/{code}/")
    phone.fill(login=slow.email, password=PASSWORD)
    phone.press("Entrar", exact=True)
    phone.press("Registrar mi asistencia")
    assert "Su asistencia está registrada" in phone.text
    stranger = visit(UserFactory(given_names="Rutilio"), width=390, scripts=False)
    stranger.open("/a/")
    stranger.fill(codigo=f"{code[:3]} {code[3:]}".lower())
    stranger.press("Seguir")
    stranger.press("Dejar mi nombre")
    assert "Su nombre quedó anotado." in stranger.text

    # The other phones of the room, some at the same time.
    cookies = [cookie_of(each.participant) for each in by_code[2:]]
    with ThreadPoolExecutor(AT_ONCE) as phones:
        answers = set(phones.map(lambda cookie: check_in_over_http(address, cookie), cookies))
    assert answers == {HTTPStatus.OK}
    desk.follow("Actualizar ahora")
    assert f"{len(by_code)} de {PEOPLE} personas registradas" in desk.text

    # Who signed on paper.
    desk.follow("Volver a la lista")
    desk.follow("Papel y archivos")
    rows = "\n".join(each.participant.full_name for each in on_paper)
    desk.fill(pasted=f"Nombre completo\n{rows}")
    desk.press("Ver qué dice")
    desk.press(f"Registrar a {ON_PAPER} personas")

    figures = desk.figures()
    assert (figures["Presentes"], figures["Sin registro"]) == (str(PEOPLE), "0")
    assert "Fuera de la lista 1" in desk.text
    desk.follow("Fuera de la lista")
    assert "Rutilio" in desk.text
    minutes = dict(
        HoursEntry.objects.filter(enrolment__in=people)
        .order_by()
        .values_list("enrolment")
        .annotate(sum=Sum("minutes"))
    )
    assert minutes == {each.pk: session.minutes for each in people}
    assert Attendance.objects.filter(session=session).count() == PEOPLE
