from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutoring.domain.waiting import Tally, deadline, tally, wait_between, working_hours_between

MEXICO = "America/Mexico_City"
TIJUANA = "America/Tijuana"  # Changes its clocks with the United States.


def at(text, zone=MEXICO):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# 2026-11-19 is a Thursday.
@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-19T16:00", "2026-11-19T16:30", 0.5),
        ("2026-11-19T16:00", "2026-11-20T16:00", 24),
        ("2026-11-19T16:12", "2026-11-23T10:12", 42),  # The weekend in between does not count.
        ("2026-11-21T09:00", "2026-11-22T23:00", 0),  # Saturday and Sunday only.
        ("2026-11-22T23:00", "2026-11-23T01:00", 1),
        ("2026-11-20T12:00", "2026-11-19T12:00", 0),  # The end comes first.
    ],
)
def test_hours_count_on_working_days_only(start, end, hours):
    assert working_hours_between(at(start), at(end), MEXICO) == pytest.approx(hours)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-16T10:00", "2026-11-18T10:00"),
        ("2026-11-19T16:12", "2026-11-23T16:12"),
        ("2026-11-20T16:12", "2026-11-24T16:12"),
        ("2026-11-21T10:00", "2026-11-25T00:00"),  # Asked on Saturday: Monday and Tuesday.
        ("2026-11-22T23:59", "2026-11-25T00:00"),
    ],
)
def test_deadline_is_48_hours_of_working_days_later(asked, due):
    assert deadline(at(asked), MEXICO) == at(due)


def test_weekend_is_that_of_the_place():
    asked = at("2026-11-20T23:30", TIJUANA)  # Saturday already in Mexico City.

    assert deadline(asked, TIJUANA) == at("2026-11-24T23:30", TIJUANA)
    assert deadline(asked, MEXICO) == at("2026-11-25T00:00", MEXICO)


def test_hours_are_real_hours_on_the_day_the_clock_changes():
    # Clocks change on Sunday 1 November 2026, so Friday to Monday keeps 24 h a working day.
    start, end = at("2026-10-30T12:00", TIJUANA), at("2026-11-02T12:00", TIJUANA)

    assert working_hours_between(start, end, TIJUANA) == 24


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(
        lambda m: at("2026-01-01T00:00", "UTC") + timedelta(minutes=m)
    ),
    st.sampled_from([MEXICO, TIJUANA, "America/Cancun", "America/Hermosillo"]),
)
def test_exactly_48_working_hours_lie_before_every_deadline(asked_at, zone):
    hours = working_hours_between(asked_at, deadline(asked_at, zone), zone)

    assert hours == pytest.approx(48)


def test_wait_says_how_much_is_left_and_what_is_due_today():
    wait = wait_between(at("2026-11-19T16:12"), MEXICO, now=at("2026-11-23T10:30"))

    assert (wait.hours, wait.hours_left, wait.hours_late) == (42, 6, 0)
    assert (wait.is_overdue, wait.is_due_today, wait.is_over) == (False, True, False)


def test_wait_says_how_late_it_is():
    wait = wait_between(at("2026-11-16T10:00"), MEXICO, now=at("2026-11-19T00:30"))

    assert (wait.hours, wait.hours_left, wait.hours_late) == (62, 0, 14)
    assert (wait.is_overdue, wait.is_due_today) == (True, False)


def test_wait_stops_with_the_answer():
    asked = at("2026-11-16T10:00")
    wait = wait_between(asked, MEXICO, now=at("2026-12-24T10:00"), until=asked + timedelta(hours=5))

    assert (wait.hours, wait.is_over, wait.is_overdue) == (5, True, False)


def test_tally_counts_waiting_overdue_and_due_today():
    now = at("2026-11-23T10:30")
    asked = ["2026-11-16T10:00", "2026-11-19T16:12", "2026-11-23T10:00"]

    waits = [wait_between(at(moment), MEXICO, now=now) for moment in asked]

    assert tally(waits) == Tally(waiting=3, overdue=1, due_today=1)
