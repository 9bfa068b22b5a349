"""Inviting to the team, and the rules on giving and ending roles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.lib.errors import RuleViolation
from people.domain.invitations import accept
from people.domain.membership import appoint, dismiss, organisations_where
from people.domain.team import Newcomer, invite_again, invite_to_team
from people.models import AccessRecord, Membership
from tests.factories import HostFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

SOMEBODY = Newcomer("Renata@X.mx", "Renata", "Tun", "Canché")


def test_a_newcomer_waits_inactive_with_a_role_and_a_link():
    host = HostFactory()
    until = timezone.localdate() + timedelta(days=90)

    membership = invite_to_team(
        SOMEBODY, organisation=host, role="tutor", until=until, by=UserFactory()
    )

    person = membership.person
    assert (person.email, person.is_active) == ("renata@x.mx", False)
    assert (membership.role, membership.until) == ("tutor", until)
    assert membership.invitation.purpose == "team"
    assert AccessRecord.objects.filter(action="appoint").count() == 1


def test_somebody_with_an_account_has_the_role_at_once():
    person = UserFactory(email="renata@x.mx")
    host = HostFactory()

    membership = invite_to_team(SOMEBODY, organisation=host, role="staff", by=UserFactory())

    assert membership.invitation is None
    assert list(organisations_where(person, "staff")) == [host]


def test_two_roles_are_opened_by_the_newest_link():
    host, by = HostFactory(), UserFactory()
    invite_to_team(SOMEBODY, organisation=host, role="tutor", by=by)
    second = invite_to_team(SOMEBODY, organisation=host, role="facilitator", by=by)

    assert second.invitation.memberships.count() == 2


@pytest.mark.parametrize(
    ("role", "is_host"),
    [("staff", False), ("tutor", False), ("observer", True), ("coordinator", True)],
)
def test_a_role_belongs_to_its_kind_of_organisation(role, is_host):
    organisation = HostFactory() if is_host else OrganisationFactory()

    with pytest.raises(RuleViolation) as refusal:
        invite_to_team(SOMEBODY, organisation=organisation, role=role, by=UserFactory())

    assert refusal.value.code == "role"
    assert Membership.objects.count() == 0


def test_nobody_gives_a_role_to_themselves():
    staff = MembershipFactory(role="staff")

    with pytest.raises(RuleViolation) as refusal:
        invite_to_team(
            Newcomer(staff.person.email, "Me"),
            organisation=staff.organisation,
            role="tutor",
            by=staff.person,
        )

    assert refusal.value.code == "own_role"


def test_nobody_ends_or_prolongs_their_own_role():
    staff = MembershipFactory(role="staff")

    with pytest.raises(RuleViolation) as ending:
        dismiss(staff, by=staff.person)
    with pytest.raises(RuleViolation) as prolonging:
        appoint(
            staff.person, organisation=staff.organisation, role="staff", until=None, by=staff.person
        )

    assert (ending.value.code, prolonging.value.code) == ("own_role", "own_role")


def test_a_last_day_in_the_past_is_refused():
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(RuleViolation) as refusal:
        invite_to_team(
            SOMEBODY, organisation=HostFactory(), role="tutor", until=yesterday, by=UserFactory()
        )

    assert refusal.value.code == "past"


def test_an_ended_role_opens_nothing():
    membership = MembershipFactory(role="staff", since=timezone.localdate() - timedelta(days=5))

    dismiss(membership, by=UserFactory())
    dismiss(membership, by=UserFactory())

    assert not organisations_where(membership.person, "staff").exists()
    assert AccessRecord.objects.filter(action="dismiss").count() == 1


def test_who_has_accepted_is_not_invited_again():
    membership = invite_to_team(
        SOMEBODY, organisation=HostFactory(), role="tutor", by=UserFactory()
    )
    accept(membership.invitation)
    membership.refresh_from_db()

    with pytest.raises(RuleViolation) as refusal:
        invite_again(membership, by=UserFactory())

    assert refusal.value.code == "accepted"


def test_a_new_link_takes_the_roles_with_it():
    membership = invite_to_team(
        SOMEBODY, organisation=HostFactory(), role="tutor", by=UserFactory()
    )

    renewed = invite_again(membership, by=UserFactory(), now=timezone.now() + timedelta(minutes=11))

    membership.refresh_from_db()
    assert membership.invitation == renewed
