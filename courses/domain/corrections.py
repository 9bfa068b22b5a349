"""Corrections of the ledger by the team: each is a line with a reason, and none is an edit."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.hours import credit, minutes_of, take_back
from courses.domain.progress import check_open
from courses.models import Enrolment, HoursEntry, Lesson, LessonProgress
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.records import record
from people.models import User

Modality, Source = HoursEntry.Modality, HoursEntry.Source
LARGEST_KEY = 2**63 - 1
DONE_AGAIN = (
    Lesson.ClosedBy.FINISH,
    Lesson.ClosedBy.REPLY,
    Lesson.ClosedBy.FORUM,
    Lesson.ClosedBy.HOMEWORK,
    Lesson.ClosedBy.PLAN,
)


@transaction.atomic
def correct_line(entry: HoursEntry, *, by: User, reason: str) -> None:
    """Take one line back with a counter-entry; an item of the outline can then be done again.

    Attendance is corrected on its sheet and a make-up is undone where it was granted, so that
    the reason and the hours never part. Again: no change.
    """
    enrolment = _locked(entry.enrolment)
    lesson = None
    if entry.source_kind == Source.LESSON:
        lesson = Lesson.objects.filter(pk=entry.source_id).first()
    refusal = why_not_corrected(entry, lesson)
    if refusal:
        raise refusal
    withdraw_line(enrolment, entry, by=by, reason=_checked(reason))


def why_not_corrected(entry: HoursEntry, lesson: Lesson | None) -> RuleViolation | None:
    """Say why a line is not taken back by itself, or None. ``lesson`` is what earned it. Pure."""
    if entry.source_kind == Source.ATTENDANCE:
        return RuleViolation(
            _("Correct this line on the attendance sheet of its session."), code="attendance"
        )
    if HoursEntry.Evidence.MAKE_UP in {entry.evidence, entry.source_kind}:
        return RuleViolation(_("Undo the make-up instead: its hours go with it."), code="make_up")
    if entry.source_kind == Source.CORRECTION:
        return RuleViolation(
            _("A correction is not corrected: enter an adjustment."), code="correction"
        )
    if entry.source_kind == Source.LESSON and (not lesson or lesson.closed_by not in DONE_AGAIN):
        return RuleViolation(
            _("What completed this item stays as it is: enter an adjustment."),
            code="closed_otherwise",
        )
    return None


def withdraw_line(enrolment: Enrolment, entry: HoursEntry, *, by: User, reason: str) -> None:
    """Enter the opposite of a line, and open its item again. Within the caller's transaction."""
    take_back([entry], by=by, reason=reason)
    if entry.source_kind == Source.LESSON:
        LessonProgress.objects.filter(enrolment=enrolment, lesson=entry.source_id).update(
            completed_at=None
        )
    record(by, "correct hours", entry, reason=reason)


@transaction.atomic
def adjust_hours(
    enrolment: Enrolment,
    *,
    modality: str,
    minutes: int,
    reason: str,
    by: User,
    key: UUID,
    evidence: str = HoursEntry.Evidence.ON_SITE,
    earned_on: date | None = None,
    today: date | None = None,
) -> None:
    """Enter minutes, more or less than none, that nothing else in the course accounts for.

    The sum of a modality never falls below 0 nor rises above what the edition plans. The ``key``
    is its source: the same form again changes nothing.
    """
    enrolment = _locked(enrolment)
    reason = _checked(reason)
    today = today or timezone.localdate()
    earned_on = earned_on or today
    if earned_on > today or earned_on < enrolment.cohort.starts_on:
        raise RuleViolation(
            _("The day lies between the beginning of the cohort and today."), code="day"
        )
    if not minutes:
        raise RuleViolation(_("Say how many minutes."), code="nothing")
    source_id = key.int & LARGEST_KEY
    if enrolment.hours_entries.filter(source_kind=Source.ADJUSTMENT, source_id=source_id).exists():
        return
    edition = enrolment.cohort.edition
    planned = {
        Modality.ONLINE: edition.online_minutes,
        Modality.IN_PERSON: edition.in_person_minutes,
    }[Modality(modality)]
    before = minutes_of([enrolment.pk])[enrolment.pk, modality]
    if not 0 <= before + minutes <= planned:
        raise RuleViolation(
            _("They have %(before)s minutes of %(planned)s: the sum would be %(after)s."),
            code="out_of_bounds",
            params={"before": before, "planned": planned, "after": before + minutes},
        )
    credit(
        enrolment,
        modality=modality,
        minutes=minutes,
        source_kind=Source.ADJUSTMENT,
        source_id=source_id,
        label=str(_("Adjustment by the team")),
        earned_on=earned_on,
        by=by,
        evidence=evidence,
        reason=reason,
    )
    record(by, "adjust hours", enrolment, reason=reason)


def _locked(enrolment: Enrolment) -> Enrolment:
    """Lock the person's place in the cohort: their corrections queue up."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort__edition")
        .get(pk=enrolment.pk)
    )
    check_open(enrolment)
    return enrolment


def _checked(reason: str) -> str:
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    return reason
