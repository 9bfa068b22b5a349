"""The places that findings point to."""

from collections.abc import Callable, Iterator
from functools import partial

from assessments.domain.checker.facts import (
    Assumption,
    Indicator,
    Means,
    ObjectiveNode,
    ProblemNode,
    Row,
)
from assessments.domain.checker.findings import Place
from assessments.domain.checker.study import Study

# Says where a text stands, once somebody asks.
Where = Callable[[], Place]


def project_place(field: str = "") -> Place:
    return Place("project", field=field)


def node_place(node: ProblemNode | ObjectiveNode, field: str = "text") -> Place:
    kind = "problem" if isinstance(node, ProblemNode) else "objective"
    return Place(kind, node.key, node.code, field)


def row_place(row: Row, field: str = "narrative") -> Place:
    return Place("row", row.key, row.code, field, row.key)


def indicator_place(row: Row, indicator: Indicator, field: str = "") -> Place:
    return Place("indicator", indicator.key, indicator.code, field, row.key)


def means_place(row: Row, means: Means, field: str = "") -> Place:
    return Place("means", means.key, means.code, field, row.key)


def assumption_place(row: Row, assumption: Assumption, field: str = "text") -> Place:
    return Place("assumption", assumption.key, assumption.code, field, row.key)


def texts_of_matrix(study: Study) -> Iterator[tuple[str, Where]]:
    """Yield the texts that people wrote in the matrix: narratives, indicators, assumptions."""
    for row in study.facts.rows:
        yield row.narrative, partial(row_place, row)
        for each in row.indicators:
            yield each.name, partial(indicator_place, row, each, "name")
            yield each.definition, partial(indicator_place, row, each, "definition")
        for each in row.assumptions:
            yield each.text, partial(assumption_place, row, each)
