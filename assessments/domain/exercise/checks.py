"""Rules between the values of one record, which storage or arithmetic could not do without.

What makes a project good is asked by the checker; here stands only what must never be stored.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Thing
from assessments.domain.exercise.store import Record
from assessments.domain.exercise_limits import PERIOD_MONTHS
from lms.lib.errors import RuleViolation


def check_record(thing: Thing, record: Record, values: Mapping[str, Any]) -> None:
    """Refuse values that contradict each other or what the record holds already."""
    names = CHECKED.get(thing.kind, ())
    check_values(thing, {name: values.get(name, getattr(record, name)) for name in names})


def check_values(thing: Thing, values: Mapping[str, Any]) -> None:
    """Refuse values that contradict each other."""
    names = CHECKED.get(thing.kind)
    if names:
        _CHECKS[thing.kind](*(values.get(name) for name in names))


def months_between(first: date, last: date) -> int:
    """Count the months from one to the other, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _check_period(first: date | None, last: date | None) -> None:
    if not (first and last):
        return
    if last <= first:
        raise RuleViolation(_("The last month comes after the first one."), code="period")
    if months_between(first, last) > PERIOD_MONTHS:
        raise RuleViolation(
            _("A project lasts at most %(most)s months."),
            code="period",
            params={"most": PERIOD_MONTHS},
        )


def _check_years(first: int | None, last: int | None) -> None:
    if first and last and last < first:
        raise RuleViolation(_("The plan ends before it begins."), code="period")


# The fields that are checked together; the last one is to blame.
CHECKED = {"project": ("period_start", "period_end"), "plan": ("start_year", "end_year")}
_CHECKS = {"project": _check_period, "plan": _check_years}
