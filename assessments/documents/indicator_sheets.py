"""The sheet of each indicator: everything that is written about it, its variables and means."""

from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.documents.four_columns import code_in_words, in_words
from assessments.domain.exchange.cells import Names
from assessments.domain.exchange.layout import is_list_of_its_own
from assessments.domain.exercise.kinds import Field
from assessments.domain.exercise.planning import Item, Plan
from assessments.domain.exercise.things import THINGS

Pair = tuple[str | Promise, str]


@dataclass(frozen=True)
class PartTable:
    """A table of the lines of an indicator: variables, targets, criteria, means."""

    title: str | Promise
    headers: list[str | Promise]
    rows: list[list[str]]


@dataclass(frozen=True)
class IndicatorSheet:
    code: str
    name: str
    level: str
    objective: str
    pairs: list[Pair]
    tables: list[PartTable]


def indicator_sheets(plan: Plan, names: Names) -> list[IndicatorSheet]:
    """Return a sheet for each indicator in the order of the matrix."""
    rows = {row.key: row for row in plan.items["row"]}
    return [_sheet(plan, names, item, rows[item.place["row"]]) for item in plan.items["indicator"]]


def _sheet(plan: Plan, names: Names, item: Item, row: Item) -> IndicatorSheet:
    thing = THINGS["indicator"]
    pairs = [
        (field.label, said)
        for field in thing.fields
        if field.name != thing.title and not is_list_of_its_own(field)
        if (said := _words(field, item, names))
    ]
    tables = [_lines(field, item, names) for field in thing.fields if is_list_of_its_own(field)]
    return IndicatorSheet(
        code=names["indicator", item.key],
        name=str(item.values.get("name", "")),
        level=code_in_words(row, names),
        objective=str(row.values.get("narrative", "")),
        pairs=pairs,
        tables=[table for table in (*tables, _means(plan, names, item)) if table.rows],
    )


def _words(field: Field, item: Item, names: Names) -> str:
    return in_words(field, item.values.get(field.name, field.empty), names)


def _lines(field: Field, item: Item, names: Names) -> PartTable:
    rows = [
        [in_words(part, line[part.name], names) for part in field.parts]
        for line in item.values.get(field.name, ())
    ]
    return PartTable(field.label, [part.label for part in field.parts], rows)


def _means(plan: Plan, names: Names, item: Item) -> PartTable:
    thing = THINGS["means"]
    own = [each for each in plan.items["means"] if each.place["indicator"] == item.key]
    rows = [[_words(field, each, names) for field in thing.fields] for each in own]
    return PartTable(thing.plural, [field.label for field in thing.fields], rows)
