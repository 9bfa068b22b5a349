"""The submissions that wait for a verdict, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Submission
from courses.models import Cohort

SLOW_AFTER_DAYS = 7  # Five working days.


@dataclass(frozen=True)
class Waiting:
    """A line of the queue."""

    submission: Submission
    days: int

    @property
    def is_slow(self) -> bool:
        return self.days > SLOW_AFTER_DAYS


def cohorts_of(submissions: QuerySet[Submission]) -> QuerySet[Cohort]:
    """Return the cohorts that these submissions come from, to choose one."""
    ids = submissions.order_by().values("project__cohort")
    return Cohort.objects.filter(pk__in=ids).order_by("name")


def waiting_lines(
    submissions: Iterable[Submission], *, now: datetime | None = None
) -> list[Waiting]:
    """Say of each submission for how many days it has waited."""
    today = timezone.localdate(now)
    return [
        Waiting(submission, max((today - timezone.localdate(submission.submitted_at)).days, 0))
        for submission in submissions
    ]
