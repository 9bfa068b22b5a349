"""What the form of a new record of the matrix says already, and what follows from the rest.

So that nobody types twice what the project knows; all of it can be changed.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.checker.facts import ProjectFacts, Row
from assessments.domain.exercise_limits import LevelLimits

# Domain reference 2.8c.
FORMULAS = {
    "percentage": "(A/B)*100",
    "rate_of_change": "((A-B)/B)*100",
    "rate": "(A/B)*1000",
    "ratio": "A/B",
    "average": "A/B",
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
YEARS = ("baseline_year", "target_year")


def suggested_sheet(facts: ProjectFacts, limits: LevelLimits) -> dict[str, Any]:
    """Return what a new indicator begins with: what its level leaves no choice in, and the years.

    The years are those of the last indicator that has them.
    """
    only = {"indicator_type": limits.types, "dimension": limits.dimensions}
    suggested = {name: values[0] for name, values in only.items() if len(values) == 1}
    for each in (indicator for row in facts.rows for indicator in row.indicators):
        suggested |= {name: getattr(each, name) for name in YEARS if getattr(each, name)}
    return suggested


def suggested_means(row: Row, indicator: str) -> dict[str, Any]:
    """Return what a new source begins with: published as often as its indicator is measured."""
    found = next((each for each in row.indicators if each.key == indicator), None)
    return {"frequency": found.frequency} if found and found.frequency else {}


def completed_sheet(values: Mapping[str, Any]) -> dict[str, Any]:
    """Add what follows from the kind of measure: formula, unit, and letters of the variables."""
    method, variables = values.get("method_kind"), values.get("variables") or ()
    completed = dict(values)
    if not values.get("formula") and method in FORMULAS:
        completed["formula"] = FORMULAS[method]
    if not values.get("unit") and method == "percentage":
        completed["unit"] = _("percentage")
    if variables:
        free = iter([each for each in LETTERS if each not in {v["symbol"] for v in variables}])
        completed["variables"] = tuple(
            each if each["symbol"] else each | {"symbol": next(free)} for each in variables
        )
    return completed


def units_in(facts: ProjectFacts) -> list[str]:
    """Return the offices that the project names, once each."""
    means = (one for row in facts.rows for each in row.indicators for one in each.means)
    said = [
        facts.responsible_unit,
        *(row.responsible for row in facts.rows),
        *(each.responsible_unit for each in means),
    ]
    return sorted(set(filter(None, said)))
