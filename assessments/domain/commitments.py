"""The plan with which the course ends: three commitments for six months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Commitment
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, Lesson
from lms.lib.errors import RuleViolation
from people.models import User


@dataclass(frozen=True)
class Promise:
    """What one row of the plan says."""

    action: str = ""
    with_whom: str = ""
    until: date | None = None
    evidence: str = ""


def commitments_of(enrolment: Enrolment) -> list[Commitment]:
    """Return the three rows of the plan, empty where nothing has been written."""
    written = {row.position: row for row in enrolment.commitments.all()}
    return [
        written.get(position) or Commitment(enrolment=enrolment, position=position)
        for position in range(1, Commitment.COUNT + 1)
    ]


@transaction.atomic
def save_commitments(
    enrolment: Enrolment,
    lesson: Lesson,
    promises: Sequence[Promise],
    *,
    by: User,
    now: datetime | None = None,
) -> bool:
    """Keep the rows as they are, finished or not; three complete ones complete the item.

    Say whether the plan is complete. Saving the same again changes nothing.
    """
    now = now or timezone.now()
    if lesson.closed_by != Lesson.ClosedBy.PLAN:
        raise RuleViolation(_("This item takes no commitments."), code="closed_otherwise")
    check_open(enrolment)
    rows = [
        Commitment(enrolment=enrolment, position=position, saved_at=now, **vars(promise))
        for position, promise in enumerate(promises[: Commitment.COUNT], start=1)
    ]
    Commitment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["enrolment", "position"],
        update_fields=["action", "with_whom", "until", "evidence", "saved_at"],
    )
    is_complete = len(rows) == Commitment.COUNT and all(row.is_complete for row in rows)
    if is_complete:
        complete_lesson(enrolment, lesson, by=by, now=now)
    return is_complete
