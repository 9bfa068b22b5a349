"""Nobody types twice what the project knows, and what follows from the kind of measure."""

import pytest

from assessments.domain.checker.facts import Indicator, ProjectFacts, Row
from assessments.domain.exercise.suggesting import (
    completed_sheet,
    suggested_means,
    suggested_sheet,
)
from assessments.domain.exercise_limits import level_limits

MEASURED = Indicator(
    key="i", name="Porcentaje", frequency="annual", baseline_year=2024, target_year=2027
)
ROW = Row(key="r", level="purpose", indicators=(MEASURED,))


def test_a_sheet_begins_with_the_only_values_of_its_level_and_the_years_of_the_last_one():
    facts = ProjectFacts(rows=(ROW,))

    assert suggested_sheet(facts, level_limits("goal")) == {
        "indicator_type": "strategic",
        "dimension": "effectiveness",
        "baseline_year": 2024,
        "target_year": 2027,
    }
    assert suggested_sheet(ProjectFacts(), level_limits("activity")) == {
        "indicator_type": "management"
    }


def test_a_source_begins_as_often_as_its_indicator():
    assert suggested_means(ROW, "i") == {"frequency": "annual"}
    assert suggested_means(ROW, "another") == {}


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ({"method_kind": "percentage"}, {"formula": "(A/B)*100", "unit": "porcentaje"}),
        ({"method_kind": "rate", "unit": "casos"}, {"formula": "(A/B)*1000", "unit": "casos"}),
        ({"method_kind": "average", "formula": "(A+B)/C"}, {"formula": "(A+B)/C"}),
        ({"method_kind": "index"}, {}),
    ],
)
def test_a_kind_of_measure_brings_its_formula_unless_one_is_typed(typed, completed):
    assert completed_sheet(typed) == typed | completed


def test_variables_without_a_letter_take_the_next_one_that_is_free():
    lines = tuple({"symbol": each, "name": f"de {each}"} for each in ("", "A", ""))

    done = completed_sheet({"variables": lines})

    assert [each["symbol"] for each in done["variables"]] == ["B", "A", "C"]
