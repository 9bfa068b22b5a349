"""The exchange format of a row of the matrix: its indicators, means and assumptions."""

from dataclasses import replace
from typing import Any

from assessments.domain.checker.facts import (
    CREMAA,
    UNANSWERED,
    Answer,
    Assumption,
    Indicator,
    Means,
    PeriodTarget,
    Row,
    Variable,
)
from assessments.domain.checker.shapes import (
    FLAG,
    MONTH,
    NUMBER,
    TEXT,
    TICK,
    WORD,
    WORDS,
    YEAR,
    Kind,
    Shape,
    plain,
)
from assessments.domain.checker.tolerant import flag, items, mapping, number, text, word

MOST_VARIABLES = 26  # The letters of a formula.
LETTERS = {"yes": "y", "no": "n", "": "-"}
ANSWERS = {letter: answer for answer, letter in LETTERS.items()}
ALL_YES = (Answer("yes"),) * len(CREMAA)
THRESHOLDS = ("amber_min", "green_min", "over_max")

_VARIABLE = Shape(Variable, {"symbol": TEXT, "name": TEXT, "unit": TEXT, "source": TEXT})
_PERIOD_TARGET = Shape(PeriodTarget, {"period": TEXT, "value": NUMBER})


def _read_variables(said: Any) -> tuple[Variable, ...]:
    """Read symbols with their names, or each with a mapping of name, unit and source."""
    found = list(mapping(said).items())[:MOST_VARIABLES]
    return tuple(
        _VARIABLE.read((mapping(about) or {"name": about}) | {"symbol": symbol})
        for symbol, about in found
    )


def _write_variables(variables: tuple[Variable, ...]) -> dict[str, Any]:
    written = {}
    for variable in variables:
        about = _VARIABLE.write(replace(variable, symbol=""))
        written[variable.symbol] = about if set(about) - {"name"} else variable.name
    return written


def _read_period_targets(said: Any) -> tuple[PeriodTarget, ...]:
    """Read a list of values, or of mappings with period and value."""
    return tuple(_PERIOD_TARGET.read(mapping(item) or {"value": item}) for item in items(said))


def _write_period_targets(targets: tuple[PeriodTarget, ...]) -> list[Any]:
    return [_PERIOD_TARGET.write(each) if each.period else plain(each.value) for each in targets]


def _read_cremaa(said: Any) -> tuple[Answer, ...]:
    """Read six letters (y, n, -), or a mapping from criterion to answer and note."""
    if isinstance(said, dict):
        return tuple(_read_answer(said.get(criterion)) for criterion in CREMAA)
    answers = [Answer(ANSWERS.get(letter, "")) for letter in word(said)[: len(UNANSWERED)]]
    return (*answers, *UNANSWERED[len(answers) :])


def _read_answer(said: Any) -> Answer:
    about = mapping(said)
    answer = flag(about.get("answer") if about else said)
    return Answer({True: "yes", False: "no", None: ""}[answer], text(about.get("note")))


def _write_cremaa(answers: tuple[Answer, ...]) -> str | dict[str, Any]:
    if any(each.note for each in answers):
        return {
            criterion: {"answer": each.answer, "note": each.note}
            for criterion, each in zip(CREMAA, answers, strict=True)
        }
    return "".join(LETTERS.get(each.answer, "-") for each in answers)


MEANS = Shape(
    Means,
    {
        "key": TEXT,
        "source_name": TEXT,
        "responsible_unit": TEXT,
        "frequency": WORD,
        "source_type": WORD,
        "url_or_location": TEXT,
        "is_public": FLAG,
        "holds_personal_data": FLAG,
    },
    names={
        "source_name": "source",
        "responsible_unit": "unit",
        "source_type": "type",
        "url_or_location": "url",
        "is_public": "public",
        "holds_personal_data": "personal_data",
    },
    absent={"is_public": None, "holds_personal_data": None},
)
ASSUMPTION = Shape(
    Assumption,
    {
        "key": TEXT,
        "text": TEXT,
        "is_external": FLAG,
        "likelihood": WORD,
        "importance": WORD,
        "redesign_note": TEXT,
        "monitoring_note": TEXT,
    },
    names={"is_external": "external"},
    absent={"is_external": True},
)
INDICATOR = Shape(
    Indicator,
    {
        "key": TEXT,
        "name": TEXT,
        "definition": TEXT,
        "dimension": WORD,
        "indicator_type": WORD,
        "method_kind": WORD,
        "formula": TEXT,
        "variables": Kind(_read_variables, _write_variables),
        "unit": TEXT,
        "frequency": WORD,
        "direction": WORD,
        "baseline_value": NUMBER,
        "baseline_year": YEAR,
        "baseline_source": TEXT,
        "baseline_pending": TICK,
        "baseline_reason": TEXT,
        "baseline_planned_date": MONTH,
        "target_value": NUMBER,
        "target_year": YEAR,
        "period_targets": Kind(_read_period_targets, _write_period_targets),
        "is_cumulative": Kind(lambda said: flag(said) is not False),
        "counts_people": TICK,
        "disaggregations": WORDS,
        "sdg_indicator_note": TEXT,
        "cremaa": Kind(_read_cremaa, _write_cremaa),
        "means": MEANS.many,
    },
    names={
        "indicator_type": "type",
        "method_kind": "method",
        "variables": "vars",
        "baseline_value": "baseline",
        "baseline_planned_date": "baseline_planned",
        "target_value": "target",
        "is_cumulative": "cumulative",
        "disaggregations": "disagg",
        "means": "mov",
    },
    absent={"is_cumulative": True, "cremaa": ALL_YES},
)


def _read_indicators(said: Any) -> tuple[Indicator, ...]:
    """Read indicators; the traffic light of each is one list: amber, green, over."""
    found = []
    for item in items(said):
        if isinstance(item, dict):
            indicator = INDICATOR.read(item)
            if "baseline_pending" not in item and indicator.baseline_reason:
                # A reason is only written for a baseline that is still to be measured.
                indicator = replace(indicator, baseline_pending=True)
            if "semaphore" in item:
                values = [*map(number, items(item["semaphore"])), None, None, None]
                indicator = replace(indicator, **dict(zip(THRESHOLDS, values, strict=False)))
            found.append(indicator)
    return tuple(found)


def _write_indicators(indicators: tuple[Indicator, ...]) -> list[dict[str, Any]]:
    written = []
    for indicator in indicators:
        values = [getattr(indicator, name) for name in THRESHOLDS]
        said = INDICATOR.write(indicator)
        if indicator.baseline_reason:
            said["baseline_pending"] = indicator.baseline_pending
        if values != [getattr(Indicator, name) for name in THRESHOLDS]:
            said["semaphore"] = [plain(value) for value in values]
        written.append(said)
    return written


ROW = Shape(
    Row,
    {
        "key": TEXT,
        "given_code": TEXT,
        "objective": TEXT,
        "delivered_to": WORD,
        "narrative": TEXT,
        "start": MONTH,
        "end": MONTH,
        "responsible": TEXT,
        "has_no_cost": TICK,
        "indicators": Kind(_read_indicators, _write_indicators),
        "assumptions": ASSUMPTION.many,
    },
    names={"given_code": "code", "narrative": "text", "has_no_cost": "no_cost"},
)
