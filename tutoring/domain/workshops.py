"""Workshops outside courses: keeping them, counting who came, and adding the counts up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_import import stored_catalogue
from courses.domain.enrolment_places import Catalogue
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import Membership, Organisation, Territory, User
from tutoring.models import Workshop, WorkshopCount

MOST = 100_000


@dataclass(frozen=True)
class Counted:
    """What somebody counted in one territory; nobody at all takes the line away."""

    people: int
    institutions: int = 0


@dataclass(frozen=True)
class WorkshopTotals:
    workshops: int
    municipalities: int  # Each once, however many workshops its people came to.
    people: int
    institutions: int


def team_of(hosts: Iterable[Organisation]) -> QuerySet[User]:
    """Return who may facilitate a workshop: facilitators and staff on the team of a host."""
    roles = [Membership.Role.FACILITATOR, Membership.Role.STAFF]
    on_the_team = Membership.objects.current().filter(organisation__in=hosts, role__in=roles)
    return User.objects.filter(pk__in=on_the_team.values("person"))


@transaction.atomic
def save_workshop(
    workshop: Workshop, *, by: User, facilitators: Iterable[User], **facts: Any
) -> Workshop:
    """Add or change a workshop. The same ``key`` again returns the first result."""
    is_new = workshop.pk is None
    earlier = Workshop.objects.filter(key=facts.get("key")).first() if is_new else None
    if earlier:
        if earlier.host != facts["host"]:
            raise RuleViolation(_("Open this page again and send the form."), code="key_used")
        return earlier
    for name, value in facts.items():
        setattr(workshop, name, value)
    if workshop.until and workshop.until < workshop.held_on:
        raise RuleViolation(_("The last day is before the first."), code="until")
    workshop.save()
    workshop.facilitators.set(facilitators)
    record(by, "add" if is_new else "edit", workshop)
    return workshop


def catalogue_of(workshop: Workshop) -> Catalogue:
    """Return the municipalities by whatever name people write; its own state goes first."""
    home = workshop.territory
    state = home.code[:2] if home.kind != Territory.Kind.COUNTRY else ""
    return stored_catalogue(state)


@transaction.atomic
def count_people(
    workshop: Workshop,
    counts: Mapping[int, Counted],
    *,
    by: User,
    today: date | None = None,
) -> int:
    """Keep the counts of some territories (key → counts); return how many changed.

    The same counts again change nothing; a correction keeps in the log who made it and what
    stood before. Other territories stay as they are.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.held_on > (today or timezone.localdate()):
        raise RuleViolation(_("This workshop is still to come."), code="future")
    if any(max(each.people, each.institutions) > MOST for each in counts.values()):
        raise RuleViolation(_("A count has at most 100,000."), code="too_many")
    before = {row.territory_id: row for row in workshop.counts.filter(territory__in=counts)}
    changed = {pk: each for pk, each in counts.items() if _differs(before.get(pk), each)}
    workshop.counts.filter(territory__in=changed).delete()
    WorkshopCount.objects.bulk_create(
        WorkshopCount(
            workshop=workshop,
            territory_id=pk,
            people=each.people,
            institutions=each.institutions,
            counted_by=by,
        )
        for pk, each in changed.items()
        if each.people or each.institutions
    )
    if changed:
        corrected = [before[pk] for pk in changed if pk in before]
        words = "; ".join(f"{row.territory_id}: {row.people}" for row in corrected)
        record(by, "count", workshop, reason=words)
    return len(changed)


def _differs(row: WorkshopCount | None, counted: Counted) -> bool:
    now = (row.people, row.institutions) if row else (0, 0)
    return now != (counted.people, counted.institutions)


def held_between(
    workshops: QuerySet[Workshop], since: date | None, until: date | None
) -> QuerySet[Workshop]:
    """Narrow to the workshops that began in a period; both ends count."""
    if since:
        workshops = workshops.filter(held_on__gte=since)
    return workshops.filter(held_on__lte=until) if until else workshops


def totals_over(workshops: QuerySet[Workshop]) -> WorkshopTotals:
    """Add up workshops, in two queries."""
    municipal = Q(territory__kind=Territory.Kind.MUNICIPALITY, people__gt=0)
    sums = WorkshopCount.objects.filter(workshop__in=workshops.order_by().values("pk")).aggregate(
        municipalities=Count("territory", distinct=True, filter=municipal),
        people=Sum("people", default=0),
        institutions=Sum("institutions", default=0),
    )
    return WorkshopTotals(workshops=workshops.count(), **sums)
