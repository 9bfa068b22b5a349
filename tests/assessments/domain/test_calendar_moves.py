from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from assessments.domain.calendar_days import shifted
from assessments.domain.calendar_moves import move_calendar, plan_move, undo_move
from assessments.domain.due import planned_dues
from assessments.models import CohortDeliverable
from courses.models import CalendarMove, ItemDue
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    LiveSessionFactory,
    UserFactory,
)
from tutoring.domain.attendance import Mark, record_sheet
from tutoring.models import Attendance, SessionFacilitator

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Mexico_City")
NOW = datetime(2026, 11, 10, 12, 0, tzinfo=ZONE)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def cohort():
    """Begun a week ago, with something of every kind behind and ahead."""
    cohort = CohortFactory(
        starts_on=(NOW - 7 * DAY).date(),
        ends_on=(NOW + 40 * DAY).date(),
        project_due_at=NOW + 30 * DAY,
    )
    for code, days in (("M1.8", -2), ("M2.9", 5)):
        lesson = LessonFactory(module__edition=cohort.edition, code=code)
        ItemDue.objects.create(cohort=cohort, lesson=lesson, due_at=NOW + days * DAY)
    CohortDeliverable.objects.create(
        cohort=cohort, deliverable="E1", opens_at=NOW + DAY, due_at=NOW + 3 * DAY
    )
    for days in (-3, 4):
        InPersonSessionFactory(
            cohort=cohort, starts_at=NOW + days * DAY, ends_at=NOW + days * DAY + 3 * HOUR
        )
    LiveSessionFactory(cohort=cohort, starts_at=NOW + 6 * DAY)
    return cohort


def move(cohort, days, **facts):
    default = {"reason": "Huracán en la costa", "by": UserFactory(), "key": uuid4(), "now": NOW}
    return move_calendar(cohort, days, **default | facts)


def calendar(cohort):
    """Every day of the cohort, in days from now."""
    cohort.refresh_from_db()
    days = {code: (due - NOW).days for code, due in planned_dues(cohort).items()}
    first, second = cohort.sessions.order_by("starts_at")
    return days | {
        "start": (cohort.starts_on - NOW.date()).days,
        "end": (cohort.ends_on - NOW.date()).days,
        "opens E1": (cohort.deliverables.get().opens_at - NOW).days,
        "past": (first.starts_at - NOW).days,
        "ahead": ((second.starts_at - NOW).days, (second.ends_at - NOW).seconds // 3600),
        "live": (cohort.live_sessions.get().starts_at - NOW).days,
    }


BEFORE = {
    "M1.8": -2,
    "M2.9": 5,
    "E1": 3,
    "E5": 30,
    "start": -7,
    "end": 40,
    "opens E1": 1,
    "past": -3,
    "ahead": (4, 3),
    "live": 6,
}
A_WEEK_LATER = BEFORE | {
    "M2.9": 12,
    "E1": 10,
    "E5": 37,
    "end": 47,
    "opens E1": 8,
    "ahead": (11, 3),
    "live": 13,
}


def test_what_lies_ahead_moves_and_comes_back_and_what_is_over_stays(cohort):
    by = UserFactory()
    assert calendar(cohort) == BEFORE

    done = move(cohort, 7, by=by)
    assert calendar(cohort) == A_WEEK_LATER

    assert undo_move(done, by=by, now=NOW) == []
    assert undo_move(done, by=by, now=NOW) == []
    assert calendar(cohort) == BEFORE
    assert list(
        AccessRecord.objects.filter(person=by).order_by("pk").values_list("action", "reason")
    ) == [
        ("move calendar", "+7: Huracán en la costa"),
        ("undo calendar move", "+7: Huracán en la costa"),
    ]


def test_same_key_moves_once(cohort):
    key = uuid4()

    assert move(cohort, 7, key=key) == move(cohort, 7, key=key)
    assert calendar(cohort) == A_WEEK_LATER


def test_cohort_that_has_not_begun_moves_as_a_whole_in_both_directions(cohort):
    far = NOW - 30 * DAY
    move(cohort, 60, now=far)
    assert calendar(cohort)["start"] == 53

    move(cohort, -60, now=far)
    assert calendar(cohort) == BEFORE


def test_plan_says_what_moves_what_stays_and_who_is_told(cohort):
    EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, participant__email=None)
    EnrolmentFactory(cohort=cohort, status="invited")
    tutor = CohortTutorFactory(cohort=cohort).tutor
    past, ahead = cohort.sessions.order_by("starts_at")
    for session, person in ((past, UserFactory()), (ahead, UserFactory()), (ahead, tutor)):
        SessionFacilitator.objects.create(session=session, person=person)

    plan = plan_move(cohort, 7, now=NOW)

    assert [(each.kind, each.code) for each in plan.moving if each.kind != "session"] == [
        ("end", ""),
        ("item", "M2.9"),
        ("opening", "E1"),
        ("deliverable", "E1"),
        ("deliverable", "E5"),
        ("live", cohort.live_sessions.get().lesson.code),
    ]
    assert [(each.kind, each.why_it_stays) for each in plan.staying] == [
        ("start", "past"),
        ("item", "past"),
        ("session", "past"),
    ]
    assert (plan.participants, plan.tutors, plan.facilitators) == (2, 1, 1)
    assert (plan.without_address, plan.told) == (1, 3)


def test_session_with_attendance_stays_wherever_it_is(cohort):
    ahead = cohort.sessions.order_by("starts_at").last()
    Attendance.objects.create(
        session=ahead,
        enrolment=EnrolmentFactory(cohort=cohort),
        status="present",
        minutes=180,
        recorded_by=UserFactory(),
    )

    move(cohort, 7)

    assert calendar(cohort) == A_WEEK_LATER | {"ahead": (4, 3)}


@pytest.mark.parametrize(
    ("days", "facts", "code"),
    [
        (0, {}, "days"),
        (367, {}, "days"),
        (7, {"reason": " \u200b"}, "no_reason"),
        (7, {"seen": "of another plan"}, "changed"),
        # The second item, and the session, would be over before anybody hears of it.
        (-5, {}, "past"),
        (7, {"now": NOW + 60 * DAY}, "over"),
    ],
)
def test_move_is_refused_and_nothing_moves(cohort, days, facts, code):
    with pytest.raises(RuleViolation) as refusal:
        move(cohort, days, **facts)

    assert refusal.value.code == code
    assert calendar(cohort) == BEFORE
    assert not CalendarMove.objects.exists()


def test_move_is_not_undone_where_the_cohort_would_end_before_it_begins(cohort):
    far = NOW - 30 * DAY
    done = move(cohort, -10, now=far)
    cohort.refresh_from_db()
    cohort.ends_on = cohort.starts_on + DAY  # Somebody made it a single day since.
    cohort.save(update_fields=["ends_on"])

    with pytest.raises(RuleViolation) as refusal:
        undo_move(done, by=UserFactory(), now=far)

    assert refusal.value.code == "backwards"
    assert calendar(cohort)["start"] == -17


def test_closed_cohort_neither_moves_nor_comes_back(cohort):
    done = move(cohort, 7)
    cohort.state = "closed"
    cohort.save(update_fields=["state"])

    for refused in (lambda: move(cohort, 7), lambda: undo_move(done, by=UserFactory(), now=NOW)):
        with pytest.raises(RuleViolation) as refusal:
            refused()
        assert refusal.value.code == "closed"


def test_only_the_last_move_comes_back_and_not_into_the_past(cohort):
    first, second = move(cohort, 7), move(cohort, 2)
    by = UserFactory()

    with pytest.raises(RuleViolation) as refusal:
        undo_move(first, by=by, now=NOW)
    assert refusal.value.code == "moved_again"

    undo_move(second, by=by, now=NOW)
    assert calendar(cohort) == A_WEEK_LATER
    with pytest.raises(RuleViolation) as refusal:
        undo_move(first, by=by, now=NOW + 4 * DAY)
    assert refusal.value.code == "past"
    assert calendar(cohort) == A_WEEK_LATER


def test_what_got_another_day_since_stays_when_a_move_is_undone(cohort):
    done = move(cohort, 7)
    ItemDue.objects.filter(lesson__code="M2.9").update(due_at=NOW + 20 * DAY)
    session = cohort.sessions.order_by("starts_at").last()
    record_sheet(
        session,
        {EnrolmentFactory(cohort=cohort).pk: Mark("present")},
        by=UserFactory(),
        now=NOW + 11 * DAY,
    )

    stuck = undo_move(done, by=UserFactory(), now=NOW)

    assert {each.code for each in stuck} == {"M2.9", session.planned.code}
    assert calendar(cohort) == BEFORE | {"M2.9": 20, "ahead": (11, 3)}


def test_hour_stays_the_same_where_clocks_change():
    zone = ZoneInfo("America/Tijuana")
    before = datetime(2026, 10, 30, 23, 59, tzinfo=zone)

    after = shifted(before, 7, zone)

    assert after == datetime(2026, 11, 6, 23, 59, tzinfo=zone)
    assert after.timestamp() - before.timestamp() == (7 * DAY + HOUR).total_seconds()
