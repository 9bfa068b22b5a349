"""What may be written into a field, without a database."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.values import clean_place, clean_values
from lms.lib.errors import RuleViolation

UUID = uuid4()


def cleaned(kind, name, value, where=""):
    return clean_values(THINGS[kind], {name: value}, where=where)[name]


@pytest.mark.parametrize(
    ("kind", "name", "typed", "kept"),
    [
        ("stakeholder", "name", "  Comités\u200b  de\nagua ", "Comités de agua"),
        ("stakeholder", "name", None, ""),
        ("project", "summary", "Uno\r\n\r\n dos  tres \n", "Uno\n\ndos tres"),
        ("project", "currency", "", "MXN"),
        ("stakeholder", "stance", "opposed", "opposed"),
        ("stakeholder", "stance", None, ""),
        ("stakeholder", "influence", 5, 5),
        ("stakeholder", "influence", "", None),
        ("indicator", "baseline_value", Decimal("12.5000"), Decimal("12.5")),
        ("indicator", "baseline_value", 0, Decimal(0)),
        ("indicator", "green_min", None, Decimal(90)),
        ("indicator", "is_cumulative", None, True),
        ("indicator", "counts_people", None, False),
        ("indicator", "baseline_planned_date", date(2027, 3, 15), date(2027, 3, 1)),
        ("indicator", "disaggregations", ["sex", "sex", ""], ("sex",)),
        ("means", "is_public", False, False),
        ("means", "is_public", "", None),
        ("project", "primary_goal", "6", 6),
        ("sdg_link", "rows", [str(UUID), UUID, None], (UUID,)),
        ("class_plan", "sdg_targets", ["17.18", "14.b"], ("17.18", "14.b")),
        ("project", "municipalities", [{"name": " Toluca "}, {"name": ""}], ({"name": "Toluca"},)),
    ],
)
def test_a_value_is_kept_as_people_mean_it(kind, name, typed, kept):
    assert cleaned(kind, name, typed) == kept


@pytest.mark.parametrize(
    ("kind", "name", "typed", "code"),
    [
        ("stakeholder", "name", "a" * 121, "too_long"),
        ("row", "narrative", "a" * 1_000_000, "too_long"),
        ("stakeholder", "stance", "furious", "choice"),
        ("stakeholder", "influence", 6, "range"),
        ("stakeholder", "influence", "mucho", "number"),
        ("stakeholder", "influence", True, "number"),
        ("stakeholder", "influence", Decimal("2.5"), "decimals"),
        ("indicator", "baseline_value", "NaN", "number"),
        ("indicator", "baseline_value", Decimal("0.00001"), "decimals"),
        ("indicator", "baseline_value", Decimal("1e400"), "range"),
        ("project", "declared_total", -1, "range"),
        ("indicator", "baseline_planned_date", "2027-03", "month"),
        ("indicator", "baseline_planned_date", date(9999, 1, 1), "month"),
        ("indicator", "disaggregations", ["shoe_size"], "choice"),
        ("sdg_link", "rows", ["C1"], "reference"),
        ("project", "primary_goal", "seis", "reference"),
        ("indicator", "period_targets", [{"value": n + 1} for n in range(13)], "too_many"),
        ("indicator", "variables", [{"symbol": "A", "name": "x"}] * 2, "twice"),
        ("indicator", "variables", [{"sign": "A"}], "field"),
        ("stakeholder", "position", 3, "field"),
        ("stakeholder", "deletion", None, "field"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason(kind, name, typed, code):
    with pytest.raises(RuleViolation) as refusal:
        cleaned(kind, name, typed)

    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


def test_a_field_belongs_to_its_level():
    assert cleaned("row", "delivered_to", "population", where="component") == "population"
    for level in ("goal", "activity"):
        with pytest.raises(RuleViolation) as refusal:
            cleaned("row", "delivered_to", "population", where=level)
        assert refusal.value.code == "field"


def test_the_place_of_a_new_record_is_always_whole():
    assert clean_place(THINGS["row"], {"level": "goal"}) == {"level": "goal", "parent": None}


@given(st.text(max_size=400))
def test_what_was_kept_is_kept_as_it_is(text):
    try:
        kept = cleaned("project", "summary", text)
    except RuleViolation:
        return

    assert cleaned("project", "summary", kept) == kept
