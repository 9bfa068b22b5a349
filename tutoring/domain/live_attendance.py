"""Who was at a live session: the sheet of who held it, and the minutes that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.corrections import withdraw_line
from courses.domain.progress import complete_lesson
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from people.models import User
from tutoring.models import LiveAttendance, LiveSession

SHEET_MOST = 300


@dataclass(frozen=True)
class LiveRow:
    enrolment: Enrolment
    was_present: bool | None  # None while nobody has recorded it.


def live_sheet(session: LiveSession, people: QuerySet[Enrolment]) -> list[LiveRow]:
    """Return a row for each of ``people`` who studies in the cohort, by name, in two queries."""
    recorded = dict(session.attendances.values_list("enrolment", "was_present"))
    rows = (
        people.studying()
        .filter(cohort=session.cohort_id)
        .select_related("participant", "affiliation__organisation")
        .order_by("participant__surname_1", "participant__surname_2", "participant__given_names")
    )
    return [LiveRow(one, recorded.get(one.pk)) for one in rows[:SHEET_MOST]]


@transaction.atomic
def record_live_attendance(
    session: LiveSession,
    marks: Mapping[Enrolment, bool],
    *,
    by: User,
    now: datetime | None = None,
) -> int:
    """Write down who was there, and who was not; return how many marks are new or changed.

    Presence completes the item and credits its minutes once, on the day of the session; when it is
    taken back and no other session vouches for it, so are the minutes. Again: no change.
    """
    now = now or timezone.now()
    session = LiveSession.objects.select_for_update(of=("self",)).with_place().get(pk=session.pk)
    if session.is_cancelled:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
    if session.starts_at > now:
        raise RuleViolation(_("The session has not begun yet."), code="too_early")
    if session.cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    before = dict(session.attendances.values_list("enrolment", "was_present"))
    changed = {one: came for one, came in marks.items() if before.get(one.pk) is not came}
    LiveAttendance.objects.bulk_create(
        [
            LiveAttendance(
                session=session, enrolment=one, was_present=came, recorded_by=by, recorded_at=now
            )
            for one, came in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["was_present", "recorded_by", "recorded_at"],
    )
    for one, came in changed.items():
        one.cohort = session.cohort
        if came:
            complete_lesson(one, session.lesson, by=by, now=session.starts_at)
        elif before.get(one.pk):
            _take_back(one, session, by=by)
    return len(changed)


def _take_back(enrolment: Enrolment, session: LiveSession, *, by: User) -> None:
    """Take the minutes back, unless they come from elsewhere or another date vouches for them."""
    others = enrolment.live_attendances.filter(was_present=True, session__lesson=session.lesson_id)
    entry = enrolment.hours_entries.in_force().filter(
        source_kind=HoursEntry.Source.LESSON,
        source_id=session.lesson_id,
        evidence=HoursEntry.Evidence.PLATFORM,
    )
    if not others.exists() and (line := entry.first()):
        withdraw_line(enrolment, line, by=by, reason=str(_("Was not at the live session.")))
