from datetime import timedelta

import pytest
from django.utils import timezone

from courses.domain.enrolment_reading import limits
from lms.lib.tables import read_tables
from people.models import Territory
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
    WorkshopFactory,
)
from tutoring.models import Workshop, WorkshopCount

pytestmark = pytest.mark.django_db
LIST, NEW, FILE = "/en/talleres/", "/en/talleres/nuevo/", "/en/talleres/descargar/"


@pytest.fixture
def temoaya():
    state = TerritoryFactory(name="México", code="15")
    return Territory.objects.create(name="Temoaya", code="15087", kind="municipality", parent=state)


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation__is_host=True)
    client.force_login(membership.person)
    return membership


def counted(workshop, territory, people=4):
    return WorkshopCount.objects.create(
        workshop=workshop,
        territory=territory,
        people=people,
        institutions=1,
        counted_by=UserFactory(),
    )


def test_staff_opens_a_workshop_and_counts_by_hand_and_by_table(client, staff, temoaya):
    facilitator = MembershipFactory(organisation=staff.organisation, role="facilitator").person
    key = client.get(NEW).context["form"].fields["key"].initial
    form = {
        "title": "Taller regional",
        "held_on": timezone.localdate().isoformat(),
        "hours": "4.5",
        "modality": "in_situ",
        "where": "México",
        "facilitators": [facilitator.public_id],
        "key": key,
    }

    assert client.post(NEW, form | {"where": "Narnia"}).status_code == 422
    for _time in range(2):
        client.post(NEW, form)
    workshop = Workshop.objects.get()
    assert (workshop.minutes, workshop.host) == (270, staff.organisation)
    page = f"{LIST}{workshop.public_id}/"
    table = client.post(f"{page}tabla/", {"pasted": "Municipio\tPersonas\nTemoaya\t20"})
    assert 'name="place" value="15087"' in table.content.decode()
    assert not WorkshopCount.objects.exists()
    client.post(f"{page}contar/", {"place": ["15087"], "people": ["20"], "institutions": ["2"]})
    typed = {"place": ["Temoaya", "Narnia"], "people": ["21", "3"], "institutions": ["", ""]}
    wrong = client.post(f"{page}contar/", typed)

    assert wrong.status_code == 422
    assert 'value="Narnia"' in wrong.content.decode()
    assert [(row.people, row.institutions) for row in WorkshopCount.objects.all()] == [(20, 2)]
    edit = client.get(f"{page}editar/").content.decode()
    assert 'value="4.5"' in edit


def test_facilitator_counts_partner_reads_and_strangers_find_nothing(client, temoaya):
    partner = OrganisationFactory()
    workshop = WorkshopFactory(territory=temoaya.parent, partner=partner)
    counted(workshop, temoaya)
    facilitator = UserFactory()
    workshop.facilitators.add(facilitator)
    page = f"{LIST}{workshop.public_id}/"
    people = {
        "facilitator": (facilitator, 200, 302, 403),
        "coordinator": (
            MembershipFactory(organisation=partner, role="coordinator").person,
            200,
            403,
            403,
        ),
        "stranger": (UserFactory(), 404, 404, 404),
    }

    for person, view, count, edit in people.values():
        client.force_login(person)
        assert client.get(page).status_code == view
        sent = {"place": ["15087"], "people": ["5"], "institutions": ["1"]}
        assert client.post(f"{page}contar/", sent).status_code == count
        assert client.get(f"{page}editar/").status_code == edit
        assert (workshop.title in client.get(LIST).content.decode()) == (view == 200)
    assert WorkshopCount.objects.get().people == 5


def test_the_list_adds_up_a_period_and_the_file_has_the_same(client, staff, temoaya):
    for days in (1, 60):
        workshop = WorkshopFactory(
            host=staff.organisation,
            territory=temoaya.parent,
            held_on=timezone.localdate() - timedelta(days=days),
        )
        counted(workshop, temoaya, people=days)
    WorkshopFactory()
    since = {"desde": (timezone.localdate() - timedelta(days=10)).isoformat()}

    everything, lately = (client.get(LIST, query).context["totals"] for query in ({}, since))
    [sheet] = read_tables(client.get(FILE, since).content, name="x.xlsx", limits=limits())

    assert (everything.workshops, everything.municipalities, everything.people) == (2, 1, 61)
    assert (lately.workshops, lately.people) == (1, 1)
    [row] = [line.cells for line in sheet.lines[2:]]
    assert row[5:] == ("15087", "México", "Temoaya", "1", "1")


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(
    client, staff, temoaya, django_assert_num_queries, count
):
    workshops = WorkshopFactory.create_batch(
        count, host=staff.organisation, territory=temoaya.parent
    )
    for number in range(count):
        place = Territory.objects.create(
            name=f"M{number}", code=f"1500{number}", kind="municipality", parent=temoaya.parent
        )
        counted(workshops[0], place)
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)
    with django_assert_num_queries(7):
        client.get(f"{LIST}{workshops[0].public_id}/")
