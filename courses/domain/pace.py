"""Whether somebody studies fast enough to finish in time, and what even days would be. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

TOLERANCE = 60  # Minutes behind that nobody needs to worry about.


@dataclass(frozen=True)
class Pace:
    """How far behind the even pace somebody is, in minutes; nothing when on time."""

    is_over: bool
    minutes_behind: int
    ends_on: date

    @property
    def is_good(self) -> bool:
        return self.minutes_behind <= TOLERANCE


def pace_of(
    *, done: int, planned: int, starts_on: date, ends_on: date, today: date, is_closed: bool
) -> Pace:
    """Compare the minutes ``done`` with an even share of ``planned`` for the days gone by."""
    length = (ends_on - starts_on).days
    gone = min(max((today - starts_on).days, 0), length)
    expected = planned * gone // length if length else planned
    return Pace(
        is_over=is_closed or today > ends_on,
        minutes_behind=max(0, expected - done),
        ends_on=ends_on,
    )


def week_of(*, starts_on: date, ends_on: date, today: date) -> tuple[int, int]:
    """Return the week of the cohort in which ``today`` lies, from 1, and how many there are."""
    weeks = -(-((ends_on - starts_on).days + 1) // 7)
    return min(max((today - starts_on).days // 7 + 1, 1), weeks), weeks


def suggested_days(minutes: Sequence[int], *, starts_on: date, ends_on: date) -> list[date]:
    """Return for each item of an outline the last day of the week in which it is finished.

    Whoever studies evenly spends the same share of the ``minutes`` in each week of the cohort.
    """
    _week, weeks = week_of(starts_on=starts_on, ends_on=ends_on, today=starts_on)
    total = sum(minutes) or 1
    days = []
    for done in accumulate(minutes):
        week = max(1, -(-done * weeks // total))
        days.append(min(starts_on + timedelta(days=7 * week - 1), ends_on))
    return days
