"""The team pages: who sees them, inviting, ending, and nobody's own role."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Membership, User
from tests.factories import (
    HostFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TEAM, INVITE = "/gestion/equipo/", "/gestion/equipo/invitar/"


@pytest.fixture
def staff(client):
    membership = MembershipFactory(role="staff")
    client.force_login(membership.person)
    return membership


def answers(**changes):
    return {
        "role": "tutor",
        "given_names": "Renata",
        "surname_1": "Tun",
        "email": "renata@x.mx",
    } | changes


def test_the_list_shows_the_host_and_the_partners_but_not_another_host(client, staff):
    ours = MembershipFactory(organisation=staff.organisation, role="tutor")
    partners = MembershipFactory(organisation=OrganisationFactory(), role="coordinator")
    MembershipFactory(organisation=HostFactory(), role="tutor")

    page = client.get(TEAM).context["page"]

    assert {row.pk for row in page} == {staff.pk, ours.pk, partners.pk}
    assert {row.pk for row in page if row.may_end} == {ours.pk, partners.pk}


def test_the_list_is_narrowed_by_name_and_role(client, staff):
    MembershipFactory(
        organisation=staff.organisation, role="tutor", person=UserFactory(surname_1="Canché")
    )

    def found(query):
        return [row.role for row in client.get(f"{TEAM}?{query}").context["page"]]

    assert found("q=canche") == ["tutor"]
    assert found("role=staff") == ["staff"]
    assert found("q=nobody") == []
    assert len(found("role=nonsense")) == 2


@pytest.mark.parametrize(
    "role", ["coordinator", "observer", "tutor", "facilitator", "author", None]
)
def test_nobody_but_staff_comes_in(client, role):
    if role:
        organisation = (
            OrganisationFactory() if role in {"coordinator", "observer"} else HostFactory()
        )
        person = MembershipFactory(role=role, organisation=organisation).person
    else:
        person = UserFactory()
    client.force_login(person)

    assert client.get(TEAM).status_code == 404
    assert client.get(INVITE).status_code == 404
    assert client.post(INVITE, answers()).status_code == 404


def test_an_invitation_is_mailed_once_and_the_list_says_so(
    client, staff, django_capture_on_commit_callbacks
):
    until = timezone.localdate() + timedelta(days=60)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(INVITE, answers(until=until.isoformat()))

    assert response.url == TEAM
    membership = Membership.objects.get(role="tutor")
    assert (membership.until, membership.person.is_active) == (until, False)
    assert membership.organisation == staff.organisation
    assert [letter.to for letter in mail.outbox] == [["renata@x.mx"]]
    assert "/invitacion/" in mail.outbox[0].body


def test_sending_the_form_twice_makes_one_role(client, staff):
    client.post(INVITE, answers())
    client.post(INVITE, answers())

    assert Membership.objects.filter(role="tutor").count() == 1
    assert User.objects.filter(email="renata@x.mx").count() == 1


def test_a_coordinator_needs_a_partner(client, staff):
    partner = OrganisationFactory()

    refused = client.post(INVITE, answers(role="coordinator"))
    client.post(INVITE, answers(role="coordinator", partner=partner.pk))

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["partner"]
    assert Membership.objects.get(role="coordinator").organisation == partner


def test_a_colleague_belongs_to_the_host_whatever_partner_is_sent(client, staff):
    client.post(INVITE, answers(role="staff", partner=OrganisationFactory().pk))

    assert Membership.objects.get(person__email="renata@x.mx").organisation == staff.organisation


@pytest.mark.parametrize(
    "change",
    [
        {"role": "superuser"},
        {"email": "renata"},
        {"given_names": ""},
        {"until": "2020-01-01"},
        {"until": "tomorrow"},
    ],
)
def test_wrong_answers_are_refused_and_kept(client, staff, change):
    response = client.post(INVITE, answers(surname_2="Canché") | change)

    assert response.status_code == 422
    assert "Canché" in response.content.decode()
    assert Membership.objects.count() == 1


def test_staff_cannot_give_themselves_a_role(client, staff):
    response = client.post(INVITE, answers(email=staff.person.email))

    assert response.status_code == 422
    assert Membership.objects.count() == 1


def test_no_field_makes_a_superuser(client, staff):
    client.post(INVITE, answers(is_superuser="on", is_staff="on", is_active="on"))

    person = User.objects.get(email="renata@x.mx")
    assert (person.is_superuser, person.is_staff, person.is_active) == (False, False, False)


def end(membership):
    return f"/gestion/equipo/{membership.public_id}/terminar/"


def test_ending_a_role_asks_first(client, staff):
    membership = MembershipFactory(
        organisation=staff.organisation,
        role="tutor",
        since=timezone.localdate() - timedelta(days=3),
    )

    assert client.get(end(membership)).status_code == 200
    membership.refresh_from_db()
    assert membership.until is None
    assert client.post(end(membership)).url == TEAM
    membership.refresh_from_db()
    assert membership.until < timezone.localdate()


def test_staff_cannot_end_their_own_role(client, staff):
    assert client.post(end(staff)).status_code == 403
    staff.refresh_from_db()
    assert staff.until is None


def test_a_superuser_cannot_end_their_own_role_either(client):
    own = MembershipFactory(role="staff", person=UserFactory(is_superuser=True))
    client.force_login(own.person)

    client.post(end(own))

    own.refresh_from_db()
    assert own.until is None


def test_roles_of_another_host_are_not_there(client, staff):
    other = MembershipFactory(organisation=HostFactory(), role="tutor")

    assert client.post(end(other)).status_code == 404


def test_the_invitation_is_sent_again_on_request(client, staff, django_capture_on_commit_callbacks):
    client.post(INVITE, answers())
    membership = Membership.objects.get(role="tutor")
    early = timezone.now() - timedelta(hours=1)
    membership.person.invitations.update(created_at=early)

    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            client.post(f"/gestion/equipo/{membership.public_id}/reenviar/")

    assert membership.person.invitations.count() == 2
    assert len(mail.outbox) == 1


def test_the_list_costs_the_same_for_one_and_for_many(client, staff):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(TEAM)
        return len(queries)

    client.get(TEAM)
    one = cost()
    for _number in range(3):
        MembershipFactory(organisation=OrganisationFactory(), role="observer")

    assert cost() == one
    assert one <= 12
