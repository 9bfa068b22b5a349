"""Moving everything that a cohort has ahead by some days, and taking the last move back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.calendar_days import (
    Moved,
    calendar_of,
    days_moved,
    fact_of,
    is_over,
    put,
)
from assessments.signals import calendar_move_undone, calendar_moved
from courses.models import CalendarMove, Cohort, DueExtension, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import Message, User
from tutoring.models import CohortTutor, SessionFacilitator

MOST_DAYS = 366


@dataclass(frozen=True)
class Plan:
    """What a move would do, and who would be told of it."""

    days: int
    moving: list[Moved]
    staying: list[Moved]
    participants: int
    tutors: int
    facilitators: int
    without_address: int  # Of all of them: they must be told otherwise.
    with_more_time: int  # Extensions in force: they stay as they are.
    seen: str  # Says whether a later plan is the same.

    @property
    def told(self) -> int:
        return self.participants + self.tutors + self.facilitators - self.without_address


def plan_move(cohort: Cohort, days: int, *, now: datetime | None = None) -> Plan:
    """Say what moving the calendar by ``days`` would change; nothing is written.

    Raises RuleViolation for a closed cohort, when nothing lies ahead, and when something would
    lie in the past, or end before it begins.
    """
    now = now or timezone.now()
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if not days or abs(days) > MOST_DAYS:
        raise RuleViolation(
            _("Write by how many days, at most %(most)s."),
            code="days",
            params={"most": MOST_DAYS},
        )
    calendar = list(calendar_of(cohort, days, now))
    moving = [each for each in calendar if not each.why_it_stays]
    _check(cohort, moving, now)
    people = people_concerned(cohort, moving)
    roles = [role for role, _person in people]
    return Plan(
        days=days,
        moving=moving,
        staying=[each for each in calendar if each.why_it_stays],
        participants=roles.count("participant"),
        tutors=roles.count("tutor"),
        facilitators=roles.count("facilitator"),
        without_address=sum(not person.email for _role, person in people),
        with_more_time=DueExtension.objects.in_force()
        .filter(enrolment__cohort=cohort, due_at__gt=now)
        .count(),
        seen=hashlib.sha256(repr(sorted(map(fact_of, calendar))).encode()).hexdigest(),
    )


@transaction.atomic
def move_calendar(
    cohort: Cohort,
    days: int,
    *,
    reason: str,
    by: User,
    key: UUID,
    seen: str = "",
    now: datetime | None = None,
) -> CalendarMove:
    """Move everything that lies ahead by ``days``; who is concerned is told.

    The same ``key`` again returns the first move. With ``seen`` of a plan it refuses when the
    calendar has become another since. What is over, and sessions with attendance, stay.
    """
    now = now or timezone.now()
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    earlier = CalendarMove.objects.filter(key=key, cohort=cohort).first()
    if earlier:
        return earlier
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    plan = plan_move(cohort, days, now=now)
    if seen and seen != plan.seen:
        raise RuleViolation(
            _("The calendar has changed since you looked. Look at the new days and confirm again."),
            code="changed",
        )
    _put_all(cohort, plan.moving, back=False, now=now)
    move = CalendarMove.objects.create(
        cohort=cohort,
        days=days,
        reason=reason[:300],
        moved=[fact_of(each) for each in plan.moving],
        key=key,
        moved_by=by,
        moved_at=now,
    )
    record(by, "move calendar", cohort, reason=f"{days:+}: {reason}")
    announce(calendar_moved, move=move)
    return move


@transaction.atomic
def undo_move(move: CalendarMove, *, by: User, now: datetime | None = None) -> list[Moved]:
    """Take the last move of a cohort back, and return what stays where the move put it.

    That is what somebody has given another day since, or what has been held. Refuses when a day
    that people count on would lie in the past. Again: no change.
    """
    now = now or timezone.now()
    cohort = Cohort.objects.select_for_update().get(pk=move.cohort_id)
    move = CalendarMove.objects.get(pk=move.pk)
    if move.undone_at:
        return []
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    later = cohort.calendar_moves.filter(undone_at=None, pk__gt=move.pk)
    if later.exists():
        raise RuleViolation(_("The calendar has been moved again since."), code="moved_again")
    moved = days_moved(move)
    if any(is_over(each.before, cohort, now) for each in moved if each.kind != "opening"):
        raise RuleViolation(
            _("Some of the former days have passed. Move the calendar by other days instead."),
            code="past",
        )
    stuck = _put_all(cohort, moved, back=True, now=now)
    CalendarMove.objects.filter(pk=move.pk).update(undone_by=by, undone_at=now)
    record(by, "undo calendar move", cohort, reason=f"{move.days:+}: {move.reason}")
    announce(calendar_move_undone, move=move)
    return stuck


def _put_all(cohort: Cohort, moved: Iterable[Moved], *, back: bool, now: datetime) -> list[Moved]:
    """Put each thing where it goes, or back; return what did not stand where it was expected.

    What goes later goes from the last on, so that nothing ends before it begins on the way.
    """
    ways = [
        (each, each.after, each.before) if back else (each, each.before, each.after)
        for each in moved
    ]
    if ways and ways[0][1] < ways[0][2]:
        ways.reverse()
    try:
        with transaction.atomic():
            return [
                each
                for each, before, after in ways
                if not put(cohort, each.kind, each.key, before, after, now=now)
            ]
    except IntegrityError as backwards:
        raise RuleViolation(
            _("Something would end before it begins."), code="backwards"
        ) from backwards


def people_concerned(cohort: Cohort, moving: list[Moved]) -> list[tuple[str, User]]:
    """Return who is to be told, each once: participants, tutors, facilitators of what moves."""
    sessions = [each.key for each in moving if each.kind == "session"]
    active = cohort.enrolments.filter(status=Enrolment.Status.ACTIVE)
    tutors = CohortTutor.objects.current().filter(cohort=cohort)
    facilitators = SessionFacilitator.objects.filter(session__public_id__in=sessions)
    by_role = (
        ("participant", [each.participant for each in active.select_related("participant")]),
        ("tutor", [each.tutor for each in tutors.select_related("tutor")]),
        ("facilitator", [each.person for each in facilitators.select_related("person")]),
    )
    people: dict[int, tuple[str, User]] = {}
    for role, persons in by_role:
        for person in persons:
            people.setdefault(person.pk, (role, person))
    return list(people.values())


def messages_about(move: CalendarMove) -> QuerySet[Message]:
    """Return what was written to people about a move; their keys begin alike."""
    return Message.objects.filter(key__startswith=f"calendar-{move.public_id}-")


def _check(cohort: Cohort, moving: list[Moved], now: datetime) -> None:
    """Refuse to put anything into the past: so nothing can end before it begins, either.

    Whatever has begun stays, and what moves keeps its distance from what moves with it.
    """
    if not any(each.kind == "end" for each in moving):
        raise RuleViolation(
            _("The last day of this cohort has passed. Change it in its settings first."),
            code="over",
        )
    counted = (each for each in moving if each.kind != "opening")
    gone = next((each for each in counted if is_over(each.after, cohort, now)), None)
    if gone:
        name = f"{gone.code} {gone.title}".strip() or _("The cohort")
        raise RuleViolation(
            _("%(what)s would lie in the past, on %(day)s."),
            code="past",
            params={"what": name, "day": f"{gone.after:%d/%m/%Y}"},
        )
