"""The codes that people read, derived from the order: A1.1-I1-M1, K1.2, OC."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from assessments.domain.checker.facts import (
    Assumption,
    Indicator,
    Means,
    ObjectiveNode,
    ProblemNode,
    Row,
)

Node = ProblemNode | ObjectiveNode
Part = TypeVar("Part", Row, Indicator, Means, Assumption)
TREE = {
    "central": {ProblemNode: "PC", ObjectiveNode: "OC"},
    "cause": "K",
    "effect": "E",
    "means": "M",
    "end": "N",
}


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows in reading order with the codes of their places, and of all their parts.

    Siblings keep the order in which they come. An activity without its component stands last.
    """
    rows = tuple(rows)
    tops: dict[str, list[Row]] = defaultdict(list)
    activities: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        (activities[row.parent] if row.level == "activity" else tops[row.level]).append(row)
    read = []
    for level, letter in (("goal", "F"), ("purpose", "P")):
        read += [_coded(row, _first(letter, place)) for place, row in _places(tops[level])]
    for number, component in _places(tops["component"]):
        read.append(_coded(component, f"C{number}"))
        read += [
            _coded(activity, f"A{number}.{place}")
            for place, activity in _places(activities.pop(component.key, []))
        ]
    orphans = [row for left in activities.values() for row in left]
    read += [_coded(activity, f"A?.{place}") for place, activity in _places(orphans)]
    return tuple(read)


def _places(rows: list[Row]) -> Iterable[tuple[int, Row]]:
    return enumerate(rows, start=1)


def _first(letter: str, place: int) -> str:
    """F and P carry no number: a matrix has one of each. A second one shows that it is."""
    return letter if place == 1 else f"{letter}{place}"


def _coded(row: Row, code: str) -> Row:
    return _with_code(
        row,
        code,
        indicators=tuple(
            _coded_indicator(each, f"{code}-I{place}")
            for place, each in enumerate(row.indicators, start=1)
        ),
        assumptions=_coded_parts(row.assumptions, f"{code}-S"),
    )


def _coded_indicator(indicator: Indicator, code: str) -> Indicator:
    return _with_code(indicator, code, means=_coded_parts(indicator.means, f"{code}-M"))


def _coded_parts(parts: tuple[Part, ...], stem: str) -> tuple[Part, ...]:
    return tuple(_with_code(each, f"{stem}{place}") for place, each in enumerate(parts, start=1))


def _with_code(part: Part, code: str, **changes: Any) -> Part:
    """Do what `replace` does, at a tenth of its cost: a long matrix has thousands of parts."""
    copy = object.__new__(type(part))
    copy.__dict__.update(part.__dict__, code=code, **changes)
    return copy


def numbered_tree(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the nodes of a tree with their codes; a code that is there already stays.

    A node that does not hang on the central one keeps its key as its code.
    """
    nodes = tuple(nodes)
    derived = _tree_codes(nodes)
    return tuple(
        replace(node, code=node.code or derived.get(node.key) or node.key) for node in nodes
    )


def _tree_codes(nodes: tuple[Node, ...]) -> dict[str, str]:
    children: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        children[node.parent].append(node)
    waiting = [node for node in nodes if node.kind == "central"]
    codes = {
        node.key: _first(TREE["central"][type(node)], place)
        for place, node in enumerate(waiting, start=1)
    }
    while waiting:
        parent = waiting.pop()
        places: Counter[str] = Counter()
        for child in children[parent.key]:
            if child.key in codes:  # A cycle, or two nodes under one key.
                continue
            places[child.kind] += 1
            stem = TREE.get(child.kind, "") if parent.kind == "central" else f"{codes[parent.key]}."
            codes[child.key] = f"{stem}{places[child.kind]}"
            waiting.append(child)
    return codes
