"""Who came to a session: recording it, correcting it, and the hours that result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.domain.hours import credit_all, take_back
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User
from tutoring.domain.make_ups import drop_overtaken
from tutoring.domain.overlaps import minutes_elsewhere, minutes_of_same_session
from tutoring.models import Attendance, InPersonSession

EARLY = timedelta(hours=2)  # The sheet opens this long before the session.
TIME_TO_UNDO = timedelta(hours=1)


@dataclass(frozen=True)
class Mark:
    """What the sheet says about one person. Without minutes, being there counts in full."""

    status: str
    note: str = ""
    minutes: int | None = None


def record_attendance(
    session: InPersonSession,
    enrolment: Enrolment,
    *,
    status: str,
    by: User,
    how: str = Attendance.How.BY_HAND,
    reason: str = "",
    minutes: int | None = None,
    now: datetime | None = None,
) -> Attendance:
    """Record or correct the attendance of one person; see ``record_sheet``."""
    record_sheet(session, {enrolment.pk: Mark(status, reason, minutes)}, by=by, how=how, now=now)
    return Attendance.objects.current().get(session=session, enrolment=enrolment)


@transaction.atomic
def record_sheet(
    session: InPersonSession,
    marks: Mapping[int, Mark],
    *,
    by: User,
    how: str = Attendance.How.BY_HAND,
    folio: str = "",
    seen: datetime | None = None,
    now: datetime | None = None,
) -> int:
    """Record ``marks`` (enrolment → mark) and their hours; return how many people changed.

    Present and late count all minutes of the session unless the mark says how many, absent none;
    what another session at the same hour counts for somebody is left out. The same status again
    changes nothing, so a form sent twice is harmless. Another status is a correction: the old
    record stays as history, the ledger gets the opposite line and a new one. Only people who
    hold a seat in the session's cohort, and not before the session is about to start; a
    correction after its day says why. ``folio`` names the signed sheet it was copied from.
    What somebody else recorded after the sheet was ``seen`` is not corrected: the first one wins.
    """
    now = now or timezone.now()
    check_sheet_open(session, now=now)
    people = _locked_people(session, marks)
    room_left = _room_left(session, people)
    current = {
        attendance.enrolment_id: attendance
        for attendance in Attendance.objects.current().filter(session=session, enrolment__in=people)
    }
    marks = {pk: _said_anew(mark, current.get(pk)) for pk, mark in marks.items()}
    minutes = {pk: _minutes(session, mark, room_left[pk]) for pk, mark in marks.items()}
    changed = {
        pk: mark
        for pk, mark in marks.items()
        if not _says_the_same(current.get(pk), mark, minutes[pk])
    }
    corrected = {pk: current[pk] for pk in changed if pk in current}
    _refuse_overtaken(corrected, people, seen=seen, by=by)
    _ask_why(session, changed, corrected, people, now=now)
    Attendance.objects.filter(pk__in=[row.pk for row in corrected.values()]).update(replaced_at=now)
    records = Attendance.objects.bulk_create(
        Attendance(
            session=session,
            enrolment_id=pk,
            status=mark.status,
            minutes=minutes[pk],
            how=how,
            recorded_by=by,
            recorded_at=now,
            reason=mark.note[:300],
            folio=folio,
        )
        for pk, mark in changed.items()
    )
    _enter_hours(session, records, corrected, by=by)
    for attendance in records:
        if attendance.enrolment_id in corrected:
            record(by, "correct_attendance", attendance, reason=attendance.reason)
    _change_notes(current, {pk: mark for pk, mark in marks.items() if pk not in changed})
    return len(changed)


def mark_rest_present(
    session: InPersonSession, *, by: User, now: datetime | None = None
) -> tuple[int, datetime]:
    """Record everyone without a record as present.

    Return how many they were and the moment that ``undo_marks`` asks for.
    """
    now = now or timezone.now()
    rest = without_record(session, session.cohort.enrolments.holding_a_seat())
    mark = Mark(Attendance.Status.PRESENT)
    marks = dict.fromkeys(rest.order_by("pk").values_list("pk", flat=True), mark)
    return record_sheet(session, marks, by=by, now=now), now


@transaction.atomic
def undo_marks(
    session: InPersonSession, *, at: datetime, by: User, now: datetime | None = None
) -> int:
    """Take back what ``by`` recorded for the first time at the moment ``at``; return how many.

    Those people are without a record again, which is not absent. Only within an hour; what was
    corrected in between stays. Again: no change.
    """
    now = now or timezone.now()
    if now - at > TIME_TO_UNDO:
        raise RuleViolation(
            _("This can no longer be undone. Correct each person on the sheet."), code="too_late"
        )
    before = Attendance.objects.filter(
        session=session, enrolment=OuterRef("enrolment"), replaced_at=at
    )
    rows = list(
        Attendance.objects.current()
        .filter(~Exists(before), session=session, recorded_by=by, recorded_at=at)
        .select_for_update()
        .order_by("pk")
    )
    if rows:
        Attendance.objects.filter(pk__in=[row.pk for row in rows]).update(replaced_at=now)
        take_back(_hours_in_force(session, rows), by=by, reason=gettext("Undone."))
        record(by, "undo_attendance", session, reason=str(len(rows)))
    return len(rows)


def marked_at(session: InPersonSession, *, at: datetime, by: User) -> int:
    """Count what ``by`` recorded at that moment and is still in force, for the offer to undo it."""
    return (
        Attendance.objects.current().filter(session=session, recorded_by=by, recorded_at=at).count()
    )


def check_sheet_open(session: InPersonSession, *, now: datetime | None = None) -> None:
    """Refuse when attendance cannot be recorded now: cancelled, closed cohort, or too early."""
    if session.state == InPersonSession.State.CANCELLED:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
    if session.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed, so attendance stays as it is."), code="closed"
        )
    if (now or timezone.now()) < session.starts_at - EARLY:
        raise RuleViolation(
            _("Attendance can be recorded from two hours before the session starts."),
            code="too_early",
        )


def without_record(
    session: InPersonSession, enrolments: QuerySet[Enrolment]
) -> QuerySet[Enrolment]:
    """Narrow ``enrolments`` to those of whom nothing is recorded in this session."""
    in_force = Attendance.objects.current().filter(session=session, enrolment=OuterRef("pk"))
    return enrolments.filter(~Exists(in_force))


def _locked_people(session: InPersonSession, marks: Mapping[int, Mark]) -> dict[int, Enrolment]:
    """Lock the people too: two rooms at the same hour must not both count them."""
    people = {
        enrolment.pk: enrolment
        for enrolment in Enrolment.objects.select_for_update(
            of=("self", "participant"), no_key=True
        )
        .select_related("participant")
        .filter(pk__in=marks)
        .order_by("participant")
    }
    for enrolment in people.values():
        if enrolment.cohort_id != session.cohort_id:
            raise RuleViolation(
                _("%(person)s is not in the cohort of this session."),
                code="other_cohort",
                params={"person": enrolment.participant.full_name},
            )
        if not enrolment.holds_a_seat:
            raise RuleViolation(
                _("%(person)s has left the cohort."),
                code="withdrawn",
                params={"person": enrolment.participant.full_name},
            )
    return people


def _room_left(session: InPersonSession, people: Mapping[int, Enrolment]) -> dict[int, int]:
    """Return enrolment → minutes that no session at the same hour, or the same one, counts."""
    taken = minutes_elsewhere(session, {each.participant_id for each in people.values()})
    earlier = minutes_of_same_session(session, people)
    return {
        pk: max(session.minutes - taken.get(each.participant_id, 0) - earlier.get(pk, 0), 0)
        for pk, each in people.items()
    }


def _said_anew(mark: Mark, old: Attendance | None) -> Mark:
    """Leave out minutes that only repeat the record while the status becomes another."""
    if old and mark.status != old.status and mark.minutes == old.minutes:
        return replace(mark, minutes=None)
    return mark


def _minutes(session: InPersonSession, mark: Mark, room_left: int) -> int:
    if mark.status == Attendance.Status.ABSENT:
        return 0
    if mark.minutes is None:
        return room_left
    if not 0 <= mark.minutes <= session.minutes:
        raise RuleViolation(
            _("The session has %(minutes)s minutes."),
            code="minutes",
            params={"minutes": session.minutes},
        )
    return min(mark.minutes, room_left)


def _says_the_same(old: Attendance | None, mark: Mark, minutes: int) -> bool:
    """Say whether a mark changes nothing; without minutes it leaves those of the record alone."""
    if old is None or old.status != mark.status:
        return False
    return mark.minutes is None or old.minutes == minutes


def _refuse_overtaken(
    corrected: Mapping[int, Attendance],
    people: Mapping[int, Enrolment],
    *,
    seen: datetime | None,
    by: User,
) -> None:
    """Refuse when somebody else recorded these people after the sheet was opened."""
    overtaken = [
        f"{people[pk].participant.full_name} ({row.get_status_display()})"
        for pk, row in corrected.items()
        if seen and row.recorded_at > seen and row.recorded_by_id != by.pk
    ]
    if overtaken:
        raise RuleViolation(
            _("Meanwhile somebody else recorded: %(people)s. Look at them and save again."),
            code="overtaken",
            params={"people": "; ".join(overtaken)},
        )


def _ask_why(
    session: InPersonSession,
    changed: Mapping[int, Mark],
    corrected: Mapping[int, Attendance],
    people: Mapping[int, Enrolment],
    *,
    now: datetime,
) -> None:
    zone = ZoneInfo(session.cohort.time_zone)
    is_later = now.astimezone(zone).date() > session.ends_at.astimezone(zone).date()
    for pk in corrected:
        if changed[pk].note.strip():
            continue
        name = {"person": people[pk].participant.full_name}
        if people[pk].status == Enrolment.Status.GRADUATED:
            raise RuleViolation(
                _("Say in the note why the record of %(person)s, who has graduated, changes."),
                code="graduated",
                params=name,
            )
        if is_later:
            raise RuleViolation(
                _("Say in the note why the record of %(person)s changes after the session."),
                code="reason",
                params=name,
            )


def _enter_hours(
    session: InPersonSession,
    records: Iterable[Attendance],
    corrected: Mapping[int, Attendance],
    *,
    by: User,
) -> None:
    other_minutes = [
        row
        for row in records
        if row.enrolment_id not in corrected or row.minutes != corrected[row.enrolment_id].minutes
    ]
    moved = [corrected[row.enrolment_id] for row in other_minutes if row.enrolment_id in corrected]
    if moved:
        take_back(_hours_in_force(session, moved), by=by, reason=gettext("Attendance corrected."))
    zone = ZoneInfo(session.cohort.time_zone)
    credit_all(
        HoursEntry(
            enrolment_id=row.enrolment_id,
            modality=HoursEntry.Modality.IN_PERSON,
            minutes=row.minutes,
            source_kind=HoursEntry.Source.ATTENDANCE,
            source_id=row.pk,
            evidence=HoursEntry.Evidence.ON_SITE,
            label=f"{session.planned.code} {session.planned.title_es}"[:220],
            earned_on=session.starts_at.astimezone(zone).date(),
            entered_by=by,
            reason=row.reason,
        )
        for row in other_minutes
        if row.minutes
    )
    attended = {row.enrolment_id: row.minutes for row in other_minutes if row.minutes}
    drop_overtaken(session.planned, attended, by=by)


def _hours_in_force(session: InPersonSession, rows: Iterable[Attendance]) -> list[HoursEntry]:
    """Return the ledger lines of this session for these people that no correction took back."""
    people = [row.enrolment_id for row in rows]
    history = Attendance.objects.filter(session=session, enrolment__in=people)
    correction = HoursEntry.objects.filter(
        enrolment=OuterRef("enrolment"),
        source_kind=HoursEntry.Source.CORRECTION,
        source_id=OuterRef("pk"),
    )
    return list(
        HoursEntry.objects.filter(
            ~Exists(correction),
            enrolment__in=people,
            source_kind=HoursEntry.Source.ATTENDANCE,
            source_id__in=history.values("pk"),
        )
    )


def _change_notes(current: Mapping[int, Attendance], marks: Mapping[int, Mark]) -> None:
    for pk, mark in marks.items():
        attendance = current[pk]
        if mark.note != attendance.reason:
            attendance.reason = mark.note[:300]
            attendance.save(update_fields=["reason"])
