"""Who acts for an organisation: appointing, and ending it."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.access import Person
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import Invitation, Membership, Organisation, User


def organisations_where(person: Person, *roles: str) -> QuerySet[Organisation]:
    """Return the organisations for which ``person`` acts today in one of ``roles``."""
    if not person.is_authenticated:
        return Organisation.objects.none()
    current = Membership.objects.current().filter(person=person, role__in=roles)
    return Organisation.objects.filter(pk__in=current.values("organisation"))


@transaction.atomic
def appoint(
    person: User,
    *,
    organisation: Organisation,
    role: str,
    by: User,
    until: date | None = None,
    invitation: Invitation | None = None,
    today: date | None = None,
) -> Membership:
    """Give ``person`` a role in ``organisation`` until ``until`` (included) or for good.

    Appointing again somebody who has the role changes only its end. Nobody appoints themselves.
    """
    today = today or timezone.localdate()
    if person == by:
        raise RuleViolation(_("You cannot give a role to yourself."), code="own_role")
    if until and until < today:
        raise RuleViolation(_("The last day is in the past."), code="past")
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    membership = (
        Membership.objects.current(today)
        .filter(person=person, organisation=organisation, role=role)
        .first()
    )
    if membership:
        membership.until = until
        membership.save(update_fields=["until"])
    else:
        membership = Membership.objects.create(
            person=person,
            organisation=organisation,
            role=role,
            since=today,
            until=until,
            granted_by=by,
            invitation=invitation,
        )
    record(by, "appoint", membership, reason=f"{role}: {person.pk}")
    return membership


@transaction.atomic
def dismiss(membership: Membership, *, by: User, today: date | None = None) -> None:
    """End a role as of yesterday, so that it opens nothing from now on. Again: no change."""
    today = today or timezone.localdate()
    if membership.person_id == by.pk:
        raise RuleViolation(_("You cannot end your own role."), code="own_role")
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.until and membership.until < today:
        return
    membership.until = max(today - timezone.timedelta(days=1), membership.since)
    if membership.until == today:
        # Given and taken back on the same day: it never took effect.
        record(by, "dismiss", membership, reason=membership.role)
        membership.delete()
        return
    membership.save(update_fields=["until"])
    record(by, "dismiss", membership, reason=membership.role)


def needs_second_factor(person: User) -> bool:
    """Say whether the person could change other people's data at large."""
    staff = Membership.objects.current().filter(person=person, role=Membership.Role.STAFF)
    return person.is_superuser or staff.exists()
