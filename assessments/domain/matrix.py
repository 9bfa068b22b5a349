"""The matrix of a project as it is stored: reading it, saving a cell, and its rows.

A cell is the first record of its column: pages that show more than one save the records.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.editing import open_for_change
from assessments.domain.exercise.deletions import delete_record, delete_within
from assessments.domain.exercise.facts import matrix_facts_of
from assessments.domain.exercise.minimum import columns_lacking
from assessments.domain.exercise.moving import DOWN, UP, move_record
from assessments.domain.exercise.records import RecordChanged, save_record, save_within
from assessments.domain.exercise.store import empty_values, values_of
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.values import clean_values, plain_number
from assessments.domain.logframe import ACTIVITY, COMPONENT, Matrix, Row
from assessments.domain.logframe_parts import AssumptionFacts, IndicatorFacts, MeansFacts
from assessments.models import Indicator, LogframeProject, LogframeRow, MeansOfVerification
from assessments.models.part import Part
from lms.lib.errors import RuleViolation
from people.models import User

FACTS = {"indicator": IndicatorFacts, "means": MeansFacts, "assumption": AssumptionFacts}
VALUES = {
    column: tuple(name for name in facts.__dataclass_fields__ if name != "code")
    for column, facts in FACTS.items()
}
READ = {column: attrgetter(*names) for column, names in VALUES.items()}
NOTHING = {column: READ[column](facts()) for column, facts in FACTS.items()}
PREFETCHED = {
    "indicator": "indicators",
    "means": "indicators__means",
    "assumption": "assumptions",
}
KINDS = {"narrative": "row", **{column: column for column in FACTS}}


def matrix_of(project: LogframeProject) -> Matrix:
    """Read the matrix in one query, with the codes that follow from the order."""
    return matrix_in(matrix_facts_of(project))


def matrix_in(facts: ProjectFacts) -> Matrix:
    """Take the matrix out of the facts of a project."""
    return Matrix(
        tuple(
            Row(
                id=UUID(row.key),
                level=row.level,
                code=row.code,
                narrative=row.narrative,
                indicators=_read_parts(row.indicators, "indicator"),
                means=_read_parts((m for part in row.indicators for m in part.means), "means"),
                assumptions=_read_parts(row.assumptions, "assumption"),
                lacking=columns_lacking(row),
            )
            for row in facts.rows
        )
    )


def _read_parts(parts: Iterable[Any], column: str) -> tuple[Any, ...]:
    """Return what is written; an indicator that only keeps the place of its means is not."""
    make, read, nothing = FACTS[column], READ[column], NOTHING[column]
    said = ((read(part), part.code) for part in parts)
    return tuple(make(*map(_plain, values), code) for values, code in said if values != nothing)


def stored_row(project: LogframeProject, row_id: UUID, column: str) -> LogframeRow | None:
    """Return a row with what stands in one of its columns."""
    needed = [PREFETCHED[column]] if column in PREFETCHED else []
    return project.rows.filter(public_id=row_id).prefetch_related(*needed).first()


def parts_in(row: LogframeRow, row_code: str, column: str) -> list[tuple[str, Any]]:
    """Return the records of a cell with the codes of their places: A1.1-I1, A1.1-I1-M1, C1-S1."""
    match column:
        case "narrative":
            return [(row_code, row)]
        case "assumption":
            return _coded(row.assumptions.all(), f"{row_code}-S")
    indicators = _coded(row.indicators.all(), f"{row_code}-I")
    if column == "indicator":
        return indicators
    return [
        means
        for code, indicator in indicators
        for means in _coded(indicator.means.all(), f"{code}-M")
    ]


def row_of(part: Any) -> LogframeRow:
    """Return the row in which a record of the matrix stands."""
    if isinstance(part, LogframeRow):
        return part
    return part.indicator.row if isinstance(part, MeansOfVerification) else part.row


def _coded(parts: Iterable[Part], stem: str) -> list[tuple[str, Any]]:
    return [(f"{stem}{place}", part) for place, part in enumerate(parts, start=1)]


def _values(part: Any, column: str) -> dict[str, Any]:
    return {name: _plain(getattr(part, name)) for name in VALUES[column]}


def _plain(value: Any) -> Any:
    return plain_number(value) if isinstance(value, Decimal) else value


def _empty(column: str) -> dict[str, Any]:
    if column == "narrative":
        return {"narrative": ""}
    return _values(FACTS[column](), column)


def _record_in(row: LogframeRow, column: str) -> Part | None:
    """Return the record that the cell shows; None when nothing is written."""
    match column:
        case "narrative":
            return row
        case "indicator":
            return row.indicators.first()
        case "assumption":
            return row.assumptions.first()
    means = MeansOfVerification.objects.filter(indicator__row=row)
    return means.order_by("indicator__position", "position", "pk").first()


def _content(record: Part | None, column: str) -> dict[str, Any]:
    if column == "narrative":
        return {"narrative": record.narrative}
    return _values(record or FACTS[column](), column)


@transaction.atomic
def save_cell(
    project: LogframeProject,
    row_id: UUID,
    column: str,
    *,
    by: User,
    values: dict[str, Any],
    version: int | None = None,
) -> Part | None:
    """Save one cell of the matrix; all values empty clear it.

    ``row_id`` is the public id of a row of this project. ``values`` are those of the column:
    narrative · name, formula, unit, frequency, baseline_value, baseline_year, target_value,
    target_year · source_name, responsible_unit, frequency · text, likelihood. With ``version``,
    raises RecordChanged when the cell was saved by somebody else since and says something else.
    """
    project = open_for_change(project)
    row = project.rows.get(public_id=row_id)
    record = _record_in(row, column)
    stored = _content(record, column)
    values = {name: _plain(values.get(name, empty)) for name, empty in _empty(column).items()}
    if values == stored:
        return record
    if record and version not in {None, record.version}:
        raise RecordChanged(record, stored)
    kind = KINDS[column]
    if record is None:
        return save_within(project, kind, None, values | _place(row, column), by=by)
    if column != "narrative" and values == _empty(column) and not _keeps_means(record):
        delete_within(project, kind, record.public_id, by=by)
        return None
    return save_within(project, kind, record.public_id, values, by=by)


@transaction.atomic
def save_part(
    project: LogframeProject,
    row_id: UUID,
    column: str,
    part_id: UUID | None,
    *,
    by: User | None,
    values: dict[str, Any],
    version: int | None = None,
    key: UUID | None = None,
    suggested: Mapping[str, Any] = MappingProxyType({}),
) -> Part | None:
    """Save one record of a cell, or make one when ``part_id`` is None; None if nothing is left.

    As ``save_record``, with the place given by the cell: means that name no indicator stand at
    the first one. A record that ends up empty is deleted, and can be brought back; one in which
    nobody wrote more than was ``suggested`` is not made.
    """
    project = open_for_change(project)
    kind, row = KINDS[column], project.rows.get(public_id=row_id)
    thing = THINGS[kind]
    nothing = empty_values(thing)
    if part_id is None:
        said = {
            name: value
            for name, value in values.items()
            if name in nothing and value != suggested.get(name, nothing[name])
        }
        if nothing | clean_values(thing, said) == nothing:
            return None
        place = {} if values.get("indicator") else _place(row, column)
        return save_within(project, kind, None, values | place, by=by, key=key)
    part = save_within(project, kind, part_id, values, by=by, version=version)
    is_empty = column != "narrative" and values_of(thing, part) == nothing
    if is_empty and not _keeps_means(part):
        delete_within(project, kind, part_id, by=by)
        return None
    return part


def _keeps_means(record: Part) -> bool:
    return isinstance(record, Indicator) and record.means.exists()


def _place(row: LogframeRow, column: str) -> dict[str, Any]:
    """Return where a new record stands; means that come first stand at an unnamed indicator."""
    if column != "means":
        return {"row": row.public_id}
    indicator = row.indicators.first() or Indicator.objects.create(row=row)
    return {"indicator": indicator.public_id}


def add_row(
    project: LogframeProject,
    level: str,
    *,
    by: User,
    parent: UUID | None = None,
    key: UUID | None = None,
) -> LogframeRow:
    """Add a component, or an activity to the component ``parent``, at the end.

    ``key`` becomes the public id of the row, so that sending the form twice adds one row.
    """
    if level not in {COMPONENT, ACTIVITY}:
        raise RuleViolation(_("A matrix has one goal and one purpose."), code="level")
    return save_record(project, "row", None, {"level": level, "parent": parent}, by=by, key=key)


def move_row(project: LogframeProject, row_id: UUID, *, by: User, up: bool) -> LogframeRow:
    """Move a component or activity one place among its siblings; at the end nothing happens."""
    return move_record(project, "row", row_id, by=by, where=UP if up else DOWN)


def delete_row(project: LogframeProject, row_id: UUID, *, by: User) -> None:
    """Delete a component with its activities, or an activity. Again: nothing happens."""
    delete_record(project, "row", row_id, by=by)
