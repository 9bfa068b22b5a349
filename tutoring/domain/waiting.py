"""How long a question has waited: 48 hours counted on working days, Monday to Friday.

Only whole days are left out (Saturday and Sunday of the cohort's time zone); public holidays are
not known. Pure functions: no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from django.utils import timezone

from tutoring.models import Question

LIMIT = 48  # Hours within which a tutor answers.
SATURDAY = 5


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # In UTC, so that differences are real hours also on days when the clock is changed.
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _working_spans(start: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield the working days from ``start`` on, as pairs of moments, without end."""
    day = start.astimezone(zone).date()
    while True:
        following = day + timedelta(days=1)
        if day.weekday() < SATURDAY:
            yield max(start.astimezone(UTC), _midnight(day, zone)), _midnight(following, zone)
        day = following


def working_hours_between(start: datetime, end: datetime, zone_name: str) -> float:
    """Return the hours from ``start`` to ``end`` that fall on working days; 0 if end is first."""
    spans = takewhile(lambda span: span[0] < end, _working_spans(start, ZoneInfo(zone_name)))
    total = sum((min(closes, end) - opens for opens, closes in spans), timedelta())
    return total / timedelta(hours=1)


def deadline(asked_at: datetime, zone_name: str, *, hours: int = LIMIT) -> datetime:
    """Return the moment at which ``hours`` working hours have passed since ``asked_at``."""
    left = timedelta(hours=hours)
    spans = _working_spans(asked_at, ZoneInfo(zone_name))
    opens, closes = next(spans)
    while left > closes - opens:
        left -= closes - opens
        opens, closes = next(spans)
    return opens + left


@dataclass(frozen=True)
class Wait:
    """How long one question waits or waited, in whole working hours, and until when it may."""

    asked_at: datetime
    due_at: datetime
    hours: int
    is_over: bool  # Answered or closed: nobody waits any more.
    is_overdue: bool
    is_due_today: bool
    limit: int = LIMIT

    @property
    def hours_left(self) -> int:
        return max(0, self.limit - self.hours)

    @property
    def hours_late(self) -> int:
        return max(0, self.hours - self.limit)


def wait_between(
    asked_at: datetime, zone_name: str, *, now: datetime, until: datetime | None = None
) -> Wait:
    """Return the wait since ``asked_at``: up to ``until`` if it is over, else up to ``now``."""
    due_at = deadline(asked_at, zone_name)
    end = until or now
    is_overdue = end > due_at
    return Wait(
        asked_at=asked_at,
        due_at=due_at,
        hours=int(working_hours_between(asked_at, end, zone_name)),
        is_over=until is not None,
        is_overdue=is_overdue,
        is_due_today=not is_overdue and timezone.localdate(due_at) == timezone.localdate(now),
    )


def wait_of(question: Question, *, now: datetime | None = None) -> Wait:
    """Return how long ``question`` waits; load ``enrolment__cohort`` with it."""
    return wait_between(
        question.asked_at,
        question.enrolment.cohort.time_zone,
        now=now or timezone.now(),
        until=question.answered_at or question.closed_at,
    )


@dataclass(frozen=True)
class Tally:
    """How many questions wait, and how many of them should not wait much longer."""

    waiting: int
    overdue: int
    due_today: int


def tally(waits: list[Wait]) -> Tally:
    return Tally(
        waiting=len(waits),
        overdue=sum(wait.is_overdue for wait in waits),
        due_today=sum(wait.is_due_today for wait in waits),
    )
