"""The matrix of four columns and four levels, as words for a sheet or a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

from assessments.domain.exchange.cells import Names, write_cell
from assessments.domain.exercise.kinds import Field, Sort
from assessments.domain.exercise.planning import Item, Plan
from assessments.domain.exercise.things import ALWAYS_THERE, THINGS


@dataclass(frozen=True)
class FourColumns:
    """A row: each cell is a list of lines, one for each indicator, means or assumption."""

    level: str
    code: str
    narrative: str
    indicators: list[str]
    means: list[str]
    assumptions: list[str]


def four_columns(plan: Plan, names: Names) -> list[FourColumns]:
    """Return the rows of the matrix in the order in which they are read."""
    return [_row(plan, names, row) for row in plan.items["row"]]


def _row(plan: Plan, names: Names, row: Item) -> FourColumns:
    indicators = _under(plan, "indicator", "row", row.key)
    return FourColumns(
        level=row.place["level"],
        code=code_in_words(row, names),
        narrative=str(row.values.get("narrative", "")),
        indicators=[_indicator(each) for each in indicators],
        means=[
            _means(means)
            for each in indicators
            for means in _under(plan, "means", "indicator", each.key)
        ],
        assumptions=[
            str(each.values.get("text", "")) for each in _under(plan, "assumption", "row", row.key)
        ],
    )


def code_in_words(row: Item, names: Names) -> str:
    """Return the level of a row, and its code where there are several: Component C1."""
    level = dict(THINGS["row"].field("level").choices)[row.place["level"]]
    return str(level) if row.place["level"] in ALWAYS_THERE else f"{level} {names['row', row.key]}"


def _under(plan: Plan, kind: str, column: str, key: str) -> list[Item]:
    return [item for item in plan.items[kind] if item.place[column] == key]


def words(item: Item, name: str) -> str:
    """Return a value of a record in words."""
    return in_words(THINGS[item.kind].field(name), item.values.get(name), {})


def in_words(field: Field, said: Any, names: Names) -> str:
    """Write a value as people read it on paper: 560,000."""
    shown = write_cell(field, said, names)
    if shown is not None and field.sort == Sort.NUMBER:
        return number_format(shown, force_grouping=True)
    return "" if shown is None else str(shown)


def _indicator(item: Item) -> str:
    baseline, target = (
        " ".join(filter(None, (words(item, f"{which}_value"), year and f"({year})")))
        for which, year in (
            ("baseline", words(item, "baseline_year")),
            ("target", words(item, "target_year")),
        )
    )
    figures = " → ".join(filter(None, (baseline, target)))
    return " · ".join(filter(None, (words(item, "name"), figures, words(item, "frequency"))))


def _means(item: Item) -> str:
    names = ("source_name", "responsible_unit", "frequency")
    return " · ".join(filter(None, (words(item, name) for name in names)))
