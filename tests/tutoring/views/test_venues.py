import pytest
from django.urls import reverse

from people.models import Territory
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
    VenueFactory,
)
from tutoring.models import Venue

pytestmark = pytest.mark.django_db
LIST, NEW = "/en/gestion/sedes/", "/en/gestion/sedes/nueva/"


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation__is_host=True)
    client.force_login(membership.person)
    return membership


@pytest.fixture
def temoaya():
    state = TerritoryFactory(name="México", code="15")
    return Territory.objects.create(name="Temoaya", code="15087", kind="municipality", parent=state)


def form(host, **facts):
    return {
        "host": host.public_id,
        "name": "Centro de aprendizaje",
        "kind": "learning_centre",
        "place": "Temoaya, México",
        "capacity": "20",
        "computers": "12",
    } | facts


def test_a_learning_centre_is_registered_found_and_corrected(client, staff, temoaya):
    host = staff.organisation

    assert client.post(NEW, form(host)).status_code == 302
    venue = Venue.objects.get()
    assert (venue.municipality, venue.computers, venue.host) == (temoaya, 12, host)
    twice = client.post(NEW, form(host))
    assert twice.status_code == 422
    assert "There is already a venue" in twice.content.decode()
    page = client.get(LIST, {"q": "temoaya"}).content.decode()
    assert "Centro de aprendizaje" in page
    client.post(venue.get_absolute_url(), form(host, name="CCA", capacity="", is_in_use="on"))
    venue.refresh_from_db()
    assert (venue.name, venue.capacity, venue.is_in_use) == ("CCA", None, True)


@pytest.mark.parametrize(
    "wrong", [{"place": "Narnia"}, {"name": ""}, {"computers": "-1"}, {"kind": "cave"}]
)
@pytest.mark.usefixtures("temoaya")
def test_what_cannot_be_a_venue_comes_back_as_typed(client, staff, wrong):
    response = client.post(NEW, form(staff.organisation, note="Pedir la llave") | wrong)

    assert response.status_code == 422
    assert "Pedir la llave" in response.content.decode()
    assert not Venue.objects.exists()


def test_venues_of_another_host_are_not_found_nor_offered(client, staff):
    foreign = VenueFactory()
    session = InPersonSessionFactory(cohort__host=staff.organisation)
    edit = reverse("tutoring:session-edit", args=[session.cohort.code, session.planned.code])

    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert foreign.name not in client.get(LIST).content.decode()
    sent = {
        "day": "2030-01-05",
        "hour": "10:00",
        "registered_venue": foreign.public_id,
    }
    assert client.post(edit, sent).status_code == 422


def test_a_session_takes_place_and_size_from_the_register_and_warns_when_too_small(client, staff):
    session = InPersonSessionFactory(cohort__host=staff.organisation)
    EnrolmentFactory.create_batch(2, cohort=session.cohort)
    venue = VenueFactory(host=staff.organisation, capacity=1, address="Juárez 5")
    edit = reverse("tutoring:session-edit", args=[session.cohort.code, session.planned.code])
    sent = {"day": "2030-01-05", "hour": "10:00", "registered_venue": venue.public_id}

    assert client.post(edit, sent | {"registered_venue": ""}).status_code == 422
    assert client.post(edit, sent).status_code == 302

    session.refresh_from_db()
    assert (session.venue, session.municipality) == (venue.written, venue.municipality)
    page = client.get(
        reverse("tutoring:cohort-sessions", args=[session.cohort.code])
    ).content.decode()
    assert "The place holds 1 people and the cohort has 2." in page
    kept = client.get(edit).content.decode()
    assert f'value="{venue.public_id}" selected' in kept


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(client, staff, django_assert_num_queries, count):
    VenueFactory.create_batch(count, host=staff.organisation)
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_participants_take_their_session_into_their_calendar(client):
    session = InPersonSessionFactory()
    enrolment = EnrolmentFactory(cohort=session.cohort)
    gone = EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    address = reverse("tutoring:session-calendar", args=[session.cohort.code, session.public_id])
    client.force_login(enrolment.participant)

    file = client.get(address)

    assert file.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{session.public_id}@aula-ods" in file.content.decode()
    session.state = "cancelled"
    session.save()
    assert client.get(address).status_code == 404
    for person in (gone.participant, UserFactory()):
        client.force_login(person)
        assert client.get(address).status_code == 404
