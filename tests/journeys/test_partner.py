"""From a letter to a ministry to thirty names that the team confirms."""

import pytest

from courses.domain.partnerships import send_letter
from people.domain.people import confirm_email
from people.models import User
from tests.courses.lists import HEADERS, cohort_in_mexico
from tests.factories import (
    HostFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)
from tests.live import Visitor, wait_for

NAMED, SEATS = 30, 28

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("a partner")]


@pytest.fixture
def visit(site, chromium):
    visitors = []

    def arrive(person=None, *, width: int) -> Visitor:
        visitors.append(Visitor(chromium, site, width=width))
        if person:
            visitors[-1].enter_as(person)
        return visitors[-1]

    yield arrive

    for visitor in visitors:
        visitor.leave()


def thirty_rows(width: int) -> str:
    """Return a list as it is pasted, with a municipality to correct in its last row."""
    places = ["Toluca", "Lerma"] * (NAMED // 2)
    places[-1] = "Tolca"
    rows = [
        f"Ana,Peña{n},Ruiz,ana{n}.{width}@toluca.example,{place},Regidora"
        for n, place in enumerate(places, start=1)
    ]
    return (HEADERS + "\n".join(rows)).replace(",", "\t")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_partner_accepts_names_thirty_and_the_team_confirms(visit, site, width):
    staff = MembershipFactory(person=UserFactory(language="es-mx"), organisation=HostFactory())
    partnership = PartnershipFactory(
        cohort=cohort_in_mexico(host=staff.organisation),
        partner=OrganisationFactory(),
        focal_point=UserFactory(email=f"sofia{width}@planeacion.example", is_active=False),
    )
    PartnershipQuotaFactory(partnership=partnership, seats=SEATS)
    link = send_letter(partnership, by=staff.person)
    site.manage("shell", "-c", f"from courses.tasks import render_letter; render_letter({link.pk})")

    # The letter, without an account.
    focal = visit(width=width)
    focal.open(site.link_to(link.email, "/carta/"))
    focal.fill(answer="yes", message="Con gusto.")
    focal.press("Enviar la respuesta")
    assert "Gracias" in focal.text

    # The names, once there is an account.
    coordinator = User.objects.get(pk=link.person_id)
    coordinator.is_active = True
    coordinator.save()
    confirm_email(coordinator)
    desk = visit(coordinator, width=width)
    desk.open("/contrapartes/")
    desk.follow("Nombrar personas")
    desk.fill(pasted=thirty_rows(width))
    desk.press("Leer la lista")
    desk.press("Usar")
    desk.press(f"Nombrar a {NAMED} personas")
    address = desk.page.url

    # The team leaves one out; of the others one finds no seat.
    team = visit(staff.person, width=width)
    team.open(partnership.cohort.get_absolute_url())
    team.follow("Ver los nombres")
    team.page.get_by_role("checkbox").first.check()
    team.fill(reason="Cambió de puesto.")
    team.press("Confirmar e inscribir")
    wait_for(lambda: partnership.cohort.enrolments.count() == SEATS, what="the people are enrolled")
    desk.open(address)
    assert desk.figures()["En lista de espera"] == "1"
    assert "Cambió de puesto." in desk.text
    desk.open(partnership.get_absolute_url())
    assert f"{SEATS}" in desk.text
