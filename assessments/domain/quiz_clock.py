"""How long an attempt may take: only where the quiz sets a limit, by the server's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import QuizAttempt

GRACE = timedelta(minutes=1)  # What was sent in time may arrive later on a slow line.
SHORT = 5  # Minutes.


@dataclass(frozen=True)
class Clock:
    ends_at: datetime
    now: datetime

    @property
    def minutes_left(self) -> int:
        """Whole minutes, rounded down: nobody is promised more than there is."""
        return max(0, int((self.ends_at - self.now).total_seconds() // 60))

    @property
    def is_short(self) -> bool:
        return self.minutes_left < SHORT

    @property
    def is_over(self) -> bool:
        return self.now >= self.ends_at

    @property
    def takes_answers(self) -> bool:
        return self.now < self.ends_at + GRACE


def clock_of(attempt: QuizAttempt, *, now: datetime | None = None) -> Clock | None:
    """Return the clock of an attempt loaded ``with_allowances``; None where there is no limit."""
    if attempt.quiz.time_limit is None:
        return None
    minutes = attempt.quiz.time_limit + attempt.extra_minutes
    return Clock(attempt.started_at + timedelta(minutes=minutes), now or timezone.now())
