"""More time for a person, a team or a group: granted with a reason, and taken back as a whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Trim
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.due import days_of
from assessments.models import ProjectMember
from assessments.signals import time_extended, time_taken_back
from courses.domain.progress import check_open
from courses.models import Cohort, DueExtension, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record_all
from people.models import User
from tutoring.models import TutorAssignment


def team_of(enrolment: Enrolment) -> list[Enrolment]:
    """Return everybody who works on the person's project now, the person first."""
    members = ProjectMember.objects.filter(
        left_at=None,
        project__members__enrolment=enrolment,
        project__members__left_at=None,
        enrolment__status__in=Enrolment.STUDYING,
    ).select_related("enrolment__cohort", "enrolment__participant")
    others = [member.enrolment for member in members if member.enrolment_id != enrolment.pk]
    return [enrolment, *others]


@dataclass(frozen=True)
class Group:
    """People of a cohort who can be given more time together: all, or those of one tutor."""

    key: str  # "all", or the address of the tutor
    tutor: str  # Their name, "" for all
    enrolments: tuple[Enrolment, ...]


def with_tutor(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Load the person, and annotate tutor_id (their address) and tutor_name, "" without one."""
    current = TutorAssignment.objects.current().filter(enrolment=OuterRef("pk")).order_by("since")
    name = Trim(Concat("tutor__given_names", Value(" "), "tutor__surname_1"))
    return enrolments.select_related("participant", "cohort").annotate(
        tutor_id=Subquery(current.values("tutor__public_id")[:1]),
        tutor_name=Coalesce(Subquery(current.values(name=name)[:1]), Value("")),
    )


def groups_of(people: Collection[Enrolment]) -> list[Group]:
    """Return everybody, and the group of each tutor. Load ``people`` with_tutor."""
    tutors = {each.tutor_id: each.tutor_name for each in people if each.tutor_id}
    groups = [Group("all", "", tuple(people))]
    for key, name in sorted(tutors.items(), key=lambda tutor: tutor[1]):
        groups.append(Group(str(key), name, tuple(each for each in people if each.tutor_id == key)))
    return groups


@transaction.atomic
def extend(
    enrolments: Collection[Enrolment],
    what: str,
    *,
    due_at: datetime,
    reason: str,
    by: User,
    key: UUID,
    now: datetime | None = None,
) -> int:
    """Give people of one cohort until ``due_at`` for something; return how many got more time.

    Whoever has that much time already keeps it and is left out; refuses when nobody would get
    more. The same ``key`` again changes nothing: it is the batch that is taken back as a whole.
    """
    now = now or timezone.now()
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    if not enrolments:
        raise RuleViolation(_("Choose at least one person."), code="nobody")
    for enrolment in enrolments:
        check_open(enrolment)
    # Two clicks on the button give the time once.
    Cohort.objects.select_for_update().get(pk=next(iter(enrolments)).cohort_id)
    if DueExtension.objects.filter(batch=key).exists():
        return 0
    if due_at <= now:
        raise RuleViolation(_("This day has passed."), code="past")
    days = days_of(enrolments, what)
    gaining = [each for each in enrolments if each.pk in days and days[each.pk] < due_at]
    if not gaining:
        raise RuleViolation(
            _("Nobody would get more time by this: they have it already, or nothing is due."),
            code="no_more",
        )
    DueExtension.objects.bulk_create(
        DueExtension(
            enrolment=enrolment,
            what=what,
            due_at=due_at,
            reason=reason[:300],
            batch=key,
            granted_by=by,
            granted_at=now,
        )
        for enrolment in gaining
    )
    record_all(by, "extend due day", gaining, reason=f"{what}: {reason}")
    announce(time_extended, batch=key)
    return len(gaining)


@transaction.atomic
def withdraw_extension(batch: UUID, *, by: User, now: datetime | None = None) -> int:
    """Take the time of a batch back from everybody who got it; again: nobody."""
    rows = DueExtension.objects.in_force().filter(batch=batch).select_for_update(of=("self",))
    taken = list(rows.select_related("enrolment").order_by("pk"))
    if not taken:
        return 0
    DueExtension.objects.filter(pk__in=[each.pk for each in taken]).update(
        withdrawn_by=by, withdrawn_at=now or timezone.now()
    )
    what = taken[0].what
    record_all(by, "withdraw extension", [each.enrolment for each in taken], reason=what)
    announce(time_taken_back, batch=batch)
    return len(taken)
