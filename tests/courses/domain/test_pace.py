from datetime import date, timedelta

import pytest

from courses.domain.pace import pace_of, suggested_days, week_of

STARTS, ENDS = date(2026, 10, 12), date(2026, 12, 21)  # 70 days


@pytest.mark.parametrize(
    ("today", "done", "behind"),
    [
        (date(2026, 10, 1), 0, 0),
        (date(2026, 11, 16), 1500, 0),
        (date(2026, 11, 16), 1200, 300),
        (date(2026, 12, 30), 2000, 1000),
    ],
)
def test_pace_compares_what_is_done_with_an_even_share(today, done, behind):
    pace = pace_of(
        done=done, planned=3000, starts_on=STARTS, ends_on=ENDS, today=today, is_closed=False
    )

    assert pace.minutes_behind == behind


def test_pace_is_good_up_to_an_hour_behind_and_over_when_the_cohort_is():
    facts = {"planned": 3000, "starts_on": STARTS, "ends_on": ENDS, "today": date(2026, 11, 16)}

    assert pace_of(done=1440, is_closed=False, **facts).is_good
    assert not pace_of(done=1439, is_closed=False, **facts).is_good
    assert pace_of(done=0, is_closed=True, **facts).is_over
    assert not pace_of(done=0, is_closed=False, **facts).is_over


@pytest.mark.parametrize(
    ("today", "week"),
    [(date(2026, 10, 1), 1), (STARTS, 1), (date(2026, 10, 19), 2), (date(2027, 1, 1), 11)],
)
def test_weeks_are_counted_from_one_and_never_beyond_the_end(today, week):
    assert week_of(starts_on=STARTS, ends_on=ENDS, today=today) == (week, 11)


def test_items_are_suggested_for_the_end_of_the_week_in_which_even_study_finishes_them():
    first = date(2026, 11, 2)

    days = suggested_days(
        [60, 0, 180, 240], starts_on=first, ends_on=first + timedelta(days=4 * 7 - 3)
    )

    # Four weeks of two hours; the last one ends with the cohort.
    assert [(day - first).days for day in days] == [6, 6, 13, 25]
    assert suggested_days([], starts_on=first, ends_on=first + timedelta(days=6)) == []
