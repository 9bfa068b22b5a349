"""Every page that a role can reach from its bar is in order, on a desk and on phones."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve
from django.utils.translation import override

from completion.models import Certificate
from courses.models import Cohort, EnrolmentList
from lms.demo.world import PASSWORD
from lms.navigation import BARS
from tests.journeys.places import deeper_pages
from tests.live import SIDEWAYS, Visitor

# Login, and where the bar of its role leads first.
ROLES = {
    "participante": "/inicio/",
    "tutora": "/tutoria/",
    "pnud": "/gestion/",
    "contraparte": "/reportes/",
    "observadora": "/reportes/",
    "facilitadora": "/sesiones/",
    "autora": "/gestion/cursos/",
    "admin": "/gestion/",
}
WIDTHS = (1280, 390)
SMALLEST = 320
# Files, and the same page in English.
OTHER = re.compile(
    r"descargar|plantilla|/pdf/$|/archivos/.+|schema.json$|\.ics$|/reportes/descargas/.+"
    r"|/manuales/[0-9a-f]{8}-|^/en/"
)
# Who is signed in makes no difference to these pages; the first role looks at them for all.
ALIKE = re.compile(r"^(account|mfa)_|^(help|privacy)$")
# Two addresses with the same view and different values of these show different pages.
TELLING = ("ver", "filas", "estado")

pytestmark = pytest.mark.journey
# Building the world takes longer than looking at a page; two processes share the work.
half = pytest.mark.xdist_group("pages of the roles")
other_half = pytest.mark.xdist_group("other pages")


@pytest.fixture(scope="module")
def sessions():
    """The cookies of who has signed in: once is enough."""
    return {}


@pytest.fixture(scope="module")
def alike():
    """The pages that are the same for everybody and were seen."""
    return set()


@pytest.fixture
def visit(world, chromium, sessions):
    """Return a function that gives somebody a browser, signed in unless it is a visitor."""
    visitors = {}

    def arrive(who: str) -> Visitor:
        if who in visitors:
            return visitors[who]
        visitors[who] = Visitor(chromium, world, storage_state=sessions.get(who))
        if who and who not in sessions:
            visitors[who].sign_in(f"{who}@demo.test", PASSWORD)
            sessions[who] = visitors[who].context.storage_state()
        return visitors[who]

    yield arrive

    for visitor in visitors.values():
        visitor.leave()


def kind_of(address: str) -> tuple[str, ...]:
    """Return what tells one page from another: its view, and the side of it that is shown."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    return (
        resolve(parts.path).view_name,
        *(f"{name}={asked[name][0]}" for name in TELLING if name in asked),
        "page" if "pagina" in asked else "",
    )


def links_in(visitor: Visitor, place: str) -> list[str]:
    """Return the addresses of pages of the site that are linked from ``place``."""
    found = visitor.page.locator(f"{place} a[href]").evaluate_all("links => links.map(a => a.href)")
    inside = [
        address.partition("#")[0].removeprefix(visitor.site.address)
        for address in found
        if address.startswith(visitor.site.address + "/")
    ]
    return [address for address in dict.fromkeys(inside) if not OTHER.search(address)]


def pages_from_the_bar(visitor: Visitor, home: str, alike: set | None = None) -> Iterator[str]:
    """Go to every page of the bar, and to one of each kind that those lead to.

    What is the same for everybody, and in ``alike`` since it was seen before, is left out.
    """
    visitor.go(home)
    seen = {kind_of(home), *(alike or ())}
    yield home
    below = links_in(visitor, "main")
    for section in links_in(visitor, "header"):
        if kind_of(section) in seen:
            continue
        visitor.go(section)
        here = visitor.page.url.removeprefix(visitor.site.address)
        if kind_of(here) not in seen:  # The first page leads each role to its own.
            seen |= {kind_of(section), kind_of(here)}
            yield section
            below += links_in(visitor, "main")
    for address in below:
        if kind_of(address) not in seen:
            seen.add(kind_of(address))
            answer = visitor.go(address)
            assert answer.status == 200, f"{answer.status} {address}"
            yield address
    if alike is not None:
        alike |= {kind for kind in seen if ALIKE.match(kind[0])}


def faults_at_every_width(visitor: Visitor, **media: str) -> list[str]:
    """Look at the page in front of us, with everything unfolded, at all widths."""
    page = visitor.page
    page.emulate_media(**media)
    page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = visitor.faults(in_colour=width == WIDTHS[0])
        faults += [f"{page.url} at {width} px: {fault}" for fault in found]
    page.set_viewport_size({"width": SMALLEST, "height": 640})
    wide = page.evaluate(SIDEWAYS)
    if wide > 0:
        faults.append(f"{page.url} at {SMALLEST} px: scrolls sideways by {wide} px")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return faults


@half
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_in_order(visit, alike, role):
    visitor = visit(role)

    faults = []
    pages = []
    for address in pages_from_the_bar(visitor, ROLES[role], alike):
        pages.append(address)
        faults += faults_at_every_width(visitor)

    assert faults == []
    assert len(pages) >= 3


@half
def test_pages_of_a_visitor_are_in_order(visit):
    visitor = visit("")

    faults = [
        fault
        for _page in pages_from_the_bar(visitor, "/")
        for fault in faults_at_every_width(visitor)
    ]
    folio = Certificate.objects.filter(state="ready").first().folio
    for address in (f"/v/{folio}/", "/entrar/", "/privacidad/", "/accesibilidad/"):
        visitor.go(address)
        faults += faults_at_every_width(visitor)

    assert faults == []


@other_half
def test_deeper_pages_are_in_order(visit):
    faults = []
    for who, address in deeper_pages().values():
        visitor = visit(who)
        answer = visitor.go(address)
        assert (answer.status, answer.url) == (200, visitor.site.address + address)
        faults += faults_at_every_width(visitor)

    assert faults == [], "\n".join(faults)


@other_half
def test_review_of_a_list_is_in_order(visit):
    visitor = visit("pnud")
    file = visitor.site.data / "personas.xlsx"
    visitor.site.manage("demo_spreadsheet", str(file))
    cohort = Cohort.objects.filter(state="open").latest("seats")

    visitor.open(f"/gestion/cohortes/{cohort.code}/importar/")
    faults = faults_at_every_width(visitor)
    visitor.page.set_input_files("input[name=file]", file)
    visitor.send(with_field="file")
    faults += faults_at_every_width(visitor)
    loaded = EnrolmentList.objects.filter(cohort=cohort).latest("uploaded_at")
    for side in ("?filas=atencion", "?filas=listas", "?filas=todas", "columnas/"):
        visitor.go(f"{loaded.get_absolute_url()}{side}")
        faults += faults_at_every_width(visitor)

    assert faults == []


@other_half
@pytest.mark.parametrize("look", ["in English", "in the dark"])
def test_main_pages_are_in_order_in_other_looks(visit, look):
    pages = deeper_pages()
    chosen = [pages["lesson"], pages["matrix"], pages["report"], pages["grade"]]
    chosen = [("", "/entrar/"), ("participante", "/inicio/"), *chosen]
    faults = []
    for who, address in chosen:
        visitor = visit(who)
        visitor.go(f"/en{address}" if "English" in look else address)
        scheme = "dark" if "dark" in look else "light"
        faults += faults_at_every_width(visitor, color_scheme=scheme)

    assert faults == []


def words_of_bars(language: str) -> set[str]:
    with override(language):
        return {str(label) for bar in BARS.values() for _name, label in bar}


@other_half
@pytest.mark.parametrize("role", ["", *ROLES])
def test_bar_speaks_one_language(visit, role):
    spanish, english = words_of_bars("es-mx"), words_of_bars("en")
    visitor = visit(role)
    home = ROLES.get(role, "/")

    visitor.go(home)
    in_spanish = set(visitor.page.locator("nav.nav a").all_inner_texts())
    visitor.page.get_by_role("link", name="English", exact=True).click()
    in_english = set(visitor.page.locator("nav.nav a").all_inner_texts())

    assert visitor.page.url.endswith(f"/en{home}")
    assert in_spanish
    assert in_spanish <= spanish
    assert in_english <= english
    assert in_spanish.isdisjoint(english - spanish)
    assert in_english.isdisjoint(spanish - english)
