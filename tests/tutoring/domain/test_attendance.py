from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.domain.attendance import (
    Mark,
    mark_rest_present,
    marked_at,
    record_attendance,
    record_sheet,
    undo_marks,
    without_record,
)
from tutoring.domain.attendance_sheet import Totals, people_on_sheet, sheet_of, totals_of
from tutoring.models import Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return InPersonSessionFactory(minutes=240)


@pytest.fixture
def enrolment(session):
    return EnrolmentFactory(cohort=session.cohort)


@pytest.fixture
def facilitator():
    return UserFactory()


def minutes_of(enrolment):
    return HoursEntry.objects.filter(enrolment=enrolment).aggregate(sum=Sum("minutes"))["sum"] or 0


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


@pytest.mark.parametrize(("status", "minutes"), [("present", 240), ("late", 240), ("absent", 0)])
def test_status_decides_the_minutes(session, enrolment, facilitator, status, minutes):
    attendance = record_attendance(session, enrolment, status=status, by=facilitator)

    assert (attendance.status, attendance.minutes) == (status, minutes)
    assert minutes_of(enrolment) == minutes


def test_hours_entry_says_where_it_comes_from(session, enrolment, facilitator):
    attendance = record_attendance(
        session, enrolment, status="present", by=facilitator, how="paper"
    )

    entry = HoursEntry.objects.get()
    assert (entry.modality, entry.source_kind, entry.source_id, entry.evidence) == (
        "in_person",
        "attendance",
        attendance.pk,
        "on_site",
    )
    assert entry.label == f"{session.planned.code} {session.planned.title_es}"
    assert entry.entered_by == facilitator
    assert attendance.how == "paper"


def test_a81_a_session_over_midnight_counts_once_on_the_day_it_starts_at_its_place(facilitator):
    # 23:00 in Mexico City is the next day in UTC: a session over midnight counts on its first day.
    starts_at = timezone.now().replace(hour=5, minute=0) - timedelta(days=3)
    session = InPersonSessionFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))

    record_attendance(
        session, EnrolmentFactory(cohort=session.cohort), status="present", by=facilitator
    )

    entry = HoursEntry.objects.get()
    assert (entry.minutes, entry.earned_on) == (180, (starts_at - timedelta(hours=6)).date())


def test_late_may_count_less_but_never_more_than_the_session(session, enrolment, facilitator):
    record_attendance(session, enrolment, status="late", by=facilitator, minutes=210)

    assert minutes_of(enrolment) == 210
    assert (
        refused(record_attendance, session, enrolment, status="late", by=facilitator, minutes=241)
        == "minutes"
    )


def test_the_same_status_twice_changes_nothing(session, enrolment, facilitator):
    first = record_attendance(session, enrolment, status="present", by=facilitator)
    again = record_attendance(session, enrolment, status="present", by=UserFactory())

    assert again == first
    assert (Attendance.objects.count(), HoursEntry.objects.count()) == (1, 1)


def test_correction_keeps_the_history_and_the_ledger_sums_right(session, enrolment, facilitator):
    for status in ["present", "absent", "late", "present", "absent"]:
        record_attendance(session, enrolment, status=status, by=facilitator, reason=status)

    assert minutes_of(enrolment) == 0
    history = Attendance.objects.order_by("pk")
    assert [(row.status, row.replaced_at is None) for row in history] == [
        ("present", False),
        ("absent", False),
        ("late", False),
        ("present", False),
        ("absent", True),
    ]
    entries = HoursEntry.objects.order_by("pk")
    # From late to present the minutes stay the same, so the ledger does too.
    assert [entry.minutes for entry in entries] == [240, -240, 240, -240]
    assert AccessRecord.objects.filter(action="correct_attendance").count() == 4


def test_correction_after_the_day_of_the_session_says_why(session, enrolment, facilitator):
    record_attendance(session, enrolment, status="absent", by=facilitator)
    later = session.ends_at + timedelta(days=2)

    code = refused(
        record_attendance, session, enrolment, status="present", by=facilitator, now=later
    )
    record_attendance(
        session,
        enrolment,
        status="present",
        by=facilitator,
        now=later,
        reason="Signed the paper sheet",
    )

    assert code == "reason"
    assert minutes_of(enrolment) == 240
    assert AccessRecord.objects.get().reason == "Signed the paper sheet"


def test_recording_for_the_first_time_after_the_day_needs_no_reason(
    session, enrolment, facilitator
):
    later = session.ends_at + timedelta(days=2)

    record_attendance(session, enrolment, status="present", by=facilitator, now=later)

    assert minutes_of(enrolment) == 240


def test_note_alone_is_kept_without_a_new_record(session, enrolment, facilitator):
    record_attendance(session, enrolment, status="absent", by=facilitator)

    changed = record_sheet(session, {enrolment.pk: Mark("absent", "Avisó")}, by=facilitator)

    assert changed == 0
    assert Attendance.objects.get().reason == "Avisó"


def test_refuses_other_cohorts_and_people_who_left(session, facilitator):
    stranger = EnrolmentFactory()
    left = EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    codes = [
        refused(record_attendance, session, person, status="present", by=facilitator)
        for person in (stranger, left)
    ]

    assert codes == ["other_cohort", "withdrawn"]
    assert not Attendance.objects.exists()


def test_refuses_cancelled_sessions_closed_cohorts_and_the_day_before(facilitator):
    starts_at = timezone.now()
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    cancelled = InPersonSessionFactory(state="cancelled", **span)
    closed = InPersonSessionFactory(cohort__state="closed", **span)
    coming = InPersonSessionFactory(**span)
    codes = [
        refused(
            record_attendance,
            session,
            EnrolmentFactory(cohort=session.cohort),
            status="present",
            by=facilitator,
            now=starts_at - timedelta(hours=2, minutes=1),
        )
        for session in (cancelled, closed, coming)
    ]

    assert codes == ["cancelled", "closed", "too_early"]


def test_sheet_opens_two_hours_before(facilitator):
    starts_at = timezone.now() + timedelta(days=5)
    session = InPersonSessionFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))

    record_attendance(
        session,
        EnrolmentFactory(cohort=session.cohort),
        status="present",
        by=facilitator,
        now=starts_at - timedelta(hours=2),
    )

    assert Attendance.objects.count() == 1


def test_one_refusal_records_nobody(session, enrolment, facilitator):
    left = EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    marks = {enrolment.pk: Mark("present"), left.pk: Mark("present")}

    assert refused(record_sheet, session, marks, by=facilitator) == "withdrawn"
    assert not Attendance.objects.exists()


def test_marking_the_rest_leaves_what_is_recorded(session, enrolment, facilitator):
    record_attendance(session, enrolment, status="absent", by=facilitator)
    EnrolmentFactory.create_batch(2, cohort=session.cohort)
    EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    EnrolmentFactory()

    count, at = mark_rest_present(session, by=facilitator)
    again, _at = mark_rest_present(session, by=facilitator)

    assert (count, again) == (2, 0)
    assert marked_at(session, at=at, by=facilitator) == 2
    assert totals_of(session) == Totals(present=2, late=0, absent=1, enrolled=3, recorded=3)


def test_undoing_makes_people_without_record_again(session, facilitator):
    people = EnrolmentFactory.create_batch(2, cohort=session.cohort)
    _count, at = mark_rest_present(session, by=facilitator)
    record_attendance(session, people[0], status="late", by=facilitator)

    undone = undo_marks(session, at=at, by=facilitator)
    again = undo_marks(session, at=at, by=facilitator)

    # Who was corrected in between stays; without a record is not absent.
    assert (undone, again) == (1, 0)
    assert totals_of(session) == Totals(present=0, late=1, absent=0, enrolled=2, recorded=1)
    assert [minutes_of(person) for person in people] == [240, 0]
    assert totals_of(session).without_record == 1


def test_undone_people_can_be_recorded_again(session, enrolment, facilitator):
    _count, at = mark_rest_present(session, by=facilitator)
    undo_marks(session, at=at, by=facilitator)

    record_attendance(session, enrolment, status="present", by=facilitator)

    assert minutes_of(enrolment) == 240


def test_undoing_is_for_oneself_and_for_an_hour(session, enrolment, facilitator):
    _count, at = mark_rest_present(session, by=facilitator)

    assert undo_marks(session, at=at, by=UserFactory()) == 0
    code = refused(undo_marks, session, at=at, by=facilitator, now=at + timedelta(minutes=61))
    assert code == "too_late"
    assert minutes_of(enrolment) == 240


def test_a_correction_cannot_be_undone_as_if_it_were_the_first_record(
    session, enrolment, facilitator
):
    record_attendance(session, enrolment, status="absent", by=facilitator)
    at = timezone.now()
    record_attendance(session, enrolment, status="present", by=facilitator, now=at)

    assert undo_marks(session, at=at, by=facilitator) == 0


def test_sheet_shows_who_holds_a_seat_and_who_left_after_being_recorded(session, facilitator):
    ana = EnrolmentFactory(cohort=session.cohort, participant__given_names="Ana")
    zoe = EnrolmentFactory(cohort=session.cohort, participant__given_names="Zoé")
    gone = EnrolmentFactory(cohort=session.cohort, participant__given_names="Luz")
    EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    EnrolmentFactory()
    record_attendance(session, gone, status="present", by=facilitator, reason="Bus")
    gone.status = "withdrawn"
    gone.save()

    people = people_on_sheet(session, session.cohort.enrolments.all())

    assert list(people) == [ana, gone, zoe]
    assert [(row.status, row.note) for row in sheet_of(session, people)] == [
        ("", ""),
        ("present", "Bus"),
        ("", ""),
    ]
    assert list(people_on_sheet(session, session.cohort.enrolments.all(), search="ZOE")) == [zoe]
    assert list(without_record(session, people)) == [ana, zoe]
    assert totals_of(session) == Totals(present=1, late=0, absent=0, enrolled=2, recorded=0)


def test_what_was_typed_comes_back(session, enrolment):
    [row] = sheet_of(session, [enrolment], typed={enrolment.pk: Mark("late", "Bus")})

    assert (row.status, row.note, row.attendance) == ("late", "Bus", None)


@pytest.mark.parametrize("count", [2, 40])
def test_marking_everybody_costs_the_same_for_few_and_many(
    session, facilitator, count, django_assert_max_num_queries
):
    EnrolmentFactory.create_batch(count, cohort=session.cohort)

    with django_assert_max_num_queries(11):
        mark_rest_present(session, by=facilitator)


def test_a77_the_first_of_two_devices_wins_and_the_conflicts_are_listed(session, facilitator):
    ana, eva, luz = EnrolmentFactory.create_batch(3, cohort=session.cohort)
    other, opened = UserFactory(), timezone.now()
    record_sheet(session, {ana.pk: Mark("present"), eva.pk: Mark("late")}, by=facilitator)
    theirs = {ana.pk: Mark("absent"), eva.pk: Mark("late"), luz.pk: Mark("present")}

    with pytest.raises(RuleViolation) as refusal:
        record_sheet(session, theirs, by=other, seen=opened)

    assert refusal.value.code == "overtaken"
    assert ana.participant.full_name in refusal.value.messages[0]
    assert eva.participant.full_name not in refusal.value.messages[0]
    assert minutes_of(ana) == 240
    assert record_sheet(session, theirs, by=other, seen=timezone.now()) == 2
    assert [minutes_of(each) for each in (ana, eva, luz)] == [0, 240, 240]


def test_a81_a_correction_after_the_certificate_says_why_and_is_written_down(
    session, enrolment, facilitator
):
    record_attendance(session, enrolment, status="present", by=facilitator)
    enrolment.status, enrolment.graduated_on = "graduated", timezone.localdate()
    enrolment.save()

    code = refused(record_attendance, session, enrolment, status="absent", by=facilitator)
    record_attendance(session, enrolment, status="absent", by=facilitator, reason="No asistió")

    assert code == "graduated"
    assert minutes_of(enrolment) == 0
    assert AccessRecord.objects.get(action="correct_attendance").reason == "No asistió"
