from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Sum
from django.utils import timezone

from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.domain.attendance import record_attendance
from tutoring.domain.check_in import (
    SIGNS,
    as_typed,
    check_in,
    code_at,
    code_to_show,
    mark_at,
    place_of,
    session_showing,
)
from tutoring.models import Attendance, InPersonSession

ONE, OTHER = UUID(int=1), UUID(int=2)
MORNING = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def going_on(**facts):
    """Return a session of three hours that began half an hour ago."""
    now = timezone.now()
    return InPersonSessionFactory(starts_at=now - HOUR / 2, ends_at=now + 2.5 * HOUR, **facts)


def hours(person):
    entries = HoursEntry.objects.filter(enrolment__participant=person)
    return entries.aggregate(sum=Sum("minutes"))["sum"] or 0


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


def test_a_code_stays_five_minutes_and_then_is_another():
    code = code_at(ONE, MORNING)

    assert code.until == MORNING + 5 * MINUTE
    assert code_at(ONE, MORNING + 4.9 * MINUTE) == code
    assert code_at(ONE, MORNING + 5 * MINUTE).text != code.text
    assert code_at(OTHER, MORNING).text != code.text
    assert len(code.text) == 6
    assert set(code.text) <= set(SIGNS)


def test_codes_follow_from_the_secret_of_the_site(settings):
    here = code_at(ONE, MORNING)
    settings.SECRET_KEY = "another"

    assert code_at(ONE, MORNING).text != here.text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7m 4qx", "K7M4QX"),
        (" K7M-4QX ", "K7M4QX"),
        ("K7M4Q", ""),
        ("K7M4Q0", ""),
        ("K7M4QÑ", ""),
        ("", ""),
    ],
)
def test_codes_are_read_as_people_type_them(typed, code):
    assert as_typed(typed) == code


@pytest.mark.parametrize(
    ("minutes", "status", "counted"),
    [
        (-30, "present", None),
        (20, "present", None),
        (21, "late", 210),
        (31, "late", 210),
        (50, "late", 180),
        (239, "late", 0),
    ],
)
def test_late_after_twenty_minutes_without_the_half_hours_missed(minutes, status, counted):
    session = InPersonSession(starts_at=MORNING, minutes=240)

    mark = mark_at(session, MORNING + minutes * MINUTE)

    assert (mark.status, mark.minutes) == (status, counted)


@pytest.mark.django_db
def test_a75_a_code_counts_while_it_is_shown_and_a_minute_more():
    session, now = going_on(), timezone.now()
    going_on()  # Another room at the same hour.
    code = code_at(session.public_id, now)

    assert session_showing(code.text, at=now) == session
    assert session_showing(code.text, at=code.until + MINUTE / 2) == session
    assert session_showing(code.text, at=code.until + 2 * MINUTE) is None
    assert session_showing(code.text, at=now - 6 * MINUTE) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"state": "cancelled"},
        {"cohort__state": "closed"},
        {"starts_at": timezone.now() + 2 * HOUR, "ends_at": timezone.now() + 5 * HOUR},
        {"starts_at": timezone.now() - 5 * HOUR, "ends_at": timezone.now() - HOUR},
    ],
    ids=["cancelled", "closed", "early", "over"],
)
def test_no_code_is_shown_or_accepted_outside_the_hours_of_the_session(facts):
    session, now = InPersonSessionFactory(**facts), timezone.now()

    assert session_showing(code_at(session.public_id, now).text, at=now) is None
    assert refused(code_to_show, session, now=now)
    enrolment = EnrolmentFactory(cohort=session.cohort)
    assert refused(check_in, session, enrolment, at=now)


@pytest.mark.django_db
def test_checking_in_again_changes_nothing_and_counts_once():
    session = going_on()
    enrolment = EnrolmentFactory(cohort=session.cohort)

    first = check_in(session, enrolment, at=session.starts_at + 5 * MINUTE)
    again = check_in(session, enrolment, at=session.starts_at + 90 * MINUTE)

    assert again == first
    assert (first.status, first.how, first.recorded_by) == ("present", "qr", enrolment.participant)
    assert first.recorded_at == session.starts_at + 5 * MINUTE
    assert hours(enrolment.participant) == 180


@pytest.mark.django_db
def test_a_record_of_whoever_facilitates_is_not_overruled_by_a_code():
    session = going_on()
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="absent", by=UserFactory())

    assert check_in(session, enrolment, at=timezone.now()).status == "absent"
    assert hours(enrolment.participant) == 0


@pytest.mark.django_db
def test_saving_the_sheet_again_leaves_the_minutes_of_the_late_alone():
    session = going_on()
    enrolment = EnrolmentFactory(cohort=session.cohort)
    check_in(session, enrolment, at=timezone.now())

    record_attendance(session, enrolment, status="late", by=UserFactory())

    assert Attendance.objects.get().minutes == 150


@pytest.mark.django_db
def test_a78_whether_somebody_left_is_asked_before_whether_they_were_recorded():
    session = going_on()
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="present", by=UserFactory())
    enrolment.status = "withdrawn"
    enrolment.save()

    place = place_of(session, enrolment.participant)

    assert (place.enrolment, place.attendance) == (None, None)
    assert refused(check_in, session, enrolment, at=timezone.now()) == "withdrawn"


@pytest.mark.django_db
def test_a81_two_sessions_at_the_same_hour_never_count_twice():
    person, by = UserFactory(), UserFactory()
    morning = going_on()
    half = {"starts_at": morning.starts_at + 2 * HOUR, "ends_at": morning.starts_at + 5 * HOUR}
    overlapping = InPersonSessionFactory(**half)
    places = {
        session: EnrolmentFactory(cohort=session.cohort, participant=person)
        for session in (morning, overlapping)
    }

    later = half["starts_at"]
    record_attendance(morning, places[morning], status="present", by=by, now=later)
    attendance = record_attendance(
        overlapping, places[overlapping], status="present", by=by, now=later
    )

    assert attendance.minutes == 120
    assert hours(person) == 300  # From the start of the first to the end of the second.
