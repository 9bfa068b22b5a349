"""The codes and names by which people know the records of a plan: A1.1-I1, K1.2, «Comités»."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assessments.domain.checker import facts as of
from assessments.domain.checker.codes import numbered, numbered_tree
from assessments.domain.exercise.kinds import Sort
from assessments.domain.exercise.naming import USUAL_CRITERIA
from assessments.domain.exercise.planning import Item, Plan
from assessments.domain.exercise.things import THINGS
from lms.lib.text import fold

NAME = 60  # Characters of a name that refer to a record in a cell.
Codes = dict[tuple[str, str], str]


def codes_in(plan: Plan) -> Codes:
    """Return the code of every record that has one, by kind and key."""
    rows = numbered(_rows(plan))
    nodes = [
        *_coded("problem", numbered_tree(_nodes(plan, "problem", of.ProblemNode))),
        *_coded("objective", numbered_tree(_nodes(plan, "objective", of.ObjectiveNode))),
    ]
    indicators = [each for row in rows for each in row.indicators]
    return dict(
        [
            *nodes,
            *_coded("row", rows),
            *_coded("assumption", (each for row in rows for each in row.assumptions)),
            *_coded("indicator", indicators),
            *_coded("means", (each for indicator in indicators for each in indicator.means)),
        ]
    )


def _coded(kind: str, things: Iterable[Any]) -> list[tuple[tuple[str, str], str]]:
    return [((kind, thing.key), thing.code) for thing in things]


def _nodes(plan: Plan, kind: str, node: Any) -> list[Any]:
    return [
        node(key=item.key, kind=item.place["kind"], parent=item.place["parent"] or "")
        for item in plan.items[kind]
    ]


def _rows(plan: Plan) -> list[of.Row]:
    def under(kind: str, column: str, key: str) -> list[Item]:
        return [item for item in plan.items[kind] if item.place[column] == key]

    return [
        replace(
            of.Row(key=item.key, level=item.place["level"], parent=item.place["parent"] or ""),
            indicators=tuple(
                of.Indicator(
                    key=each.key,
                    means=tuple(
                        of.Means(key=means.key) for means in under("means", "indicator", each.key)
                    ),
                )
                for each in under("indicator", "row", item.key)
            ),
            assumptions=tuple(
                of.Assumption(key=each.key) for each in under("assumption", "row", item.key)
            ),
        )
        for item in plan.items["row"]
    ]


def names_in(plan: Plan, codes: Codes) -> dict[tuple[str, str], str]:
    """Return what people call each record: its code and the beginning of its words."""
    return {
        (kind, item.key): _joined(codes.get((kind, item.key)), _title(kind, item))
        for kind, items in plan.items.items()
        for item in items
    }


def _joined(*words: str | None) -> str:
    return " · ".join(filter(None, words))


def _title(kind: str, item: Item) -> str:
    text = title_of(kind, item)
    return text if len(text) <= NAME else f"{text[: NAME - 1].rstrip()}…"


def title_of(kind: str, item: Item) -> str:
    """Return the words that people know a record by."""
    thing = THINGS[kind]
    field = thing.field(thing.title)
    said = (item.place | item.values).get(field.name)
    if field.sort == Sort.CHOICE:
        said = dict(field.choices).get(said, said)
    if kind == "criterion":
        said = said or USUAL_CRITERIA.get(item.place["key"], item.place["key"])
    return str(said or "")


def cell_names(plan: Plan) -> Codes:
    """Return what a cell of a spreadsheet calls each record: a code, or a name nobody else has."""
    codes = codes_in(plan)
    for kind, items in plan.items.items():
        taken: set[str] = set()
        for item in items:
            if (kind, item.key) not in codes:
                name = title_of(kind, item)
                is_free = name and fold(name) not in taken
                codes[kind, item.key] = name if is_free else item.key
                taken.add(fold(codes[kind, item.key]))
    return codes


def keys_of_cells(plan: Plan) -> Codes:
    """Return the keys of records by kind and by what a cell calls them."""
    return {(kind, fold(name)): key for (kind, key), name in cell_names(plan).items()}
