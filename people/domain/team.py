"""The team: inviting people to work for the host or for a partner."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from people.domain.invitations import invite, renew
from people.domain.membership import appoint
from people.domain.people import find_or_make_person
from people.models import Invitation, Membership, Organisation, User

Role = Membership.Role
HOST_ROLES = (Role.STAFF, Role.TUTOR, Role.FACILITATOR, Role.AUTHOR)
PARTNER_ROLES = (Role.OBSERVER, Role.COORDINATOR)


class Newcomer(NamedTuple):
    """Who is invited, as somebody typed it."""

    email: str
    given_names: str
    surname_1: str = ""
    surname_2: str = ""
    language: str = "es-mx"


@transaction.atomic
def invite_to_team(
    newcomer: Newcomer,
    *,
    organisation: Organisation,
    role: str,
    by: User,
    until: date | None = None,
    now: datetime | None = None,
) -> Membership:
    """Give somebody a role, with an account that opens once they accept the invitation.

    Somebody with an account has the role at once and needs no invitation. Inviting again somebody
    who holds the role changes its last day and, if they never accepted, makes a new link.
    """
    if organisation.is_host != (role in HOST_ROLES):
        raise RuleViolation(
            _("This role does not belong to this kind of organisation."), code="role"
        )
    person, _is_new = find_or_make_person(**newcomer._asdict())
    membership = appoint(person, organisation=organisation, role=role, by=by, until=until)
    if not person.is_active:
        membership.invitation = invite(person, purpose=Invitation.Purpose.TEAM, by=by, now=now)
        membership.save(update_fields=["invitation"])
        # Every role that waits is opened by the newest link, whichever was offered first.
        person.memberships.filter(invitation__isnull=False).update(invitation=membership.invitation)
    return membership


@transaction.atomic
def invite_again(membership: Membership, *, by: User, now: datetime | None = None) -> Invitation:
    """Send somebody who has not accepted a new link, to the address of the first."""
    if membership.invitation is None or membership.person.is_active:
        raise RuleViolation(_("This person has an account already."), code="accepted")
    return renew(membership.invitation, by=by, now=now)
