"""The matrix of a project as it is stored: reading it, saving a cell, and its rows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from assessments.domain.logframe import (
    ACTIVITY,
    COLUMNS,
    COMPONENT,
    GOAL,
    MAX_ACTIVITIES,
    MAX_COMPONENTS,
    PURPOSE,
    SHORTEST,
    AssumptionFacts,
    IndicatorFacts,
    Matrix,
    MeansFacts,
    Row,
)
from assessments.models import (
    Assumption,
    Indicator,
    LogframeCell,
    LogframeProject,
    LogframeRow,
    MeansOfVerification,
)
from lms.lib.errors import RuleViolation
from people.models import User

PARTS = {"indicator": Indicator, "means": MeansOfVerification, "assumption": Assumption}
FACTS = {"indicator": IndicatorFacts, "means": MeansFacts, "assumption": AssumptionFacts}
# The value of each column that holds its words.
MAIN = {
    "narrative": "narrative",
    "indicator": "name",
    "means": "source_name",
    "assumption": "text",
}


@dataclass(frozen=True)
class StoredCell:
    content: dict[str, Any]
    version: int


class CellChanged(RuleViolation):
    """Somebody else saved the cell in the meantime; nothing was overwritten."""

    def __init__(self, cell: LogframeCell, stored: dict[str, Any]) -> None:
        super().__init__(
            _("This cell was changed in the meantime. Choose which text to keep."),
            code="conflict",
        )
        self.cell = cell
        self.stored = stored


def matrix_of(project: LogframeProject) -> Matrix:
    """Read the matrix in four queries, with the codes that follow from the order."""
    children: dict[int | None, list[LogframeRow]] = defaultdict(list)
    tops: dict[str, list[LogframeRow]] = defaultdict(list)
    rows = project.rows.order_by("position", "pk").prefetch_related(
        "indicators", "means", "assumptions"
    )
    for row in rows:
        if row.parent_id:
            children[row.parent_id].append(row)
        else:
            tops[row.level].append(row)
    read = [
        _read_row(row, code) for level, code in ((GOAL, "F"), (PURPOSE, "P")) for row in tops[level]
    ]
    for number, component in enumerate(tops[COMPONENT], start=1):
        read.append(_read_row(component, f"C{number}"))
        read += [
            _read_row(activity, f"A{number}.{place}")
            for place, activity in enumerate(children[component.pk], start=1)
        ]
    return Matrix(tuple(read))


def _read_row(row: LogframeRow, code: str) -> Row:
    return Row(
        id=row.public_id,
        level=row.level,
        code=code,
        narrative=row.narrative,
        indicators=tuple(
            IndicatorFacts(**_values(part, "indicator")) for part in row.indicators.all()
        ),
        means=tuple(MeansFacts(**_values(part, "means")) for part in row.means.all()),
        assumptions=tuple(
            AssumptionFacts(**_values(part, "assumption")) for part in row.assumptions.all()
        ),
    )


def _values(part: Any, column: str) -> dict[str, Any]:
    names = FACTS[column].__dataclass_fields__
    return {name: _plain(getattr(part, name)) for name in names}


def _plain(value: Any) -> Any:
    """Drop the zeros that the database adds to a decimal: 12.5000 is 12.5, 10 stays 10."""
    if not isinstance(value, Decimal):
        return value
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def content_of(row: LogframeRow, column: str) -> dict[str, Any]:
    """Return the stored values of a cell, empty where nothing is written."""
    if column == "narrative":
        return {"narrative": row.narrative}
    part = PARTS[column].objects.filter(row=row).order_by("position").first()
    return _values(part or FACTS[column](), column)


def stored_cell(project: LogframeProject, row_id: UUID, column: str) -> StoredCell:
    """Return what a cell says and its version; 0 when nobody has written in it."""
    row = project.rows.get(public_id=row_id)
    cell = row.cells.filter(column=column).first()
    return StoredCell(content_of(row, column), cell.version if cell else 0)


def last_change_of(project: LogframeProject) -> datetime | None:
    """Return when a cell of the matrix was saved last."""
    cell = LogframeCell.objects.filter(row__project=project).order_by("-changed_at").first()
    return cell.changed_at if cell else None


def locked(project: LogframeProject) -> LogframeProject:
    """Lock the project: saving, handing in and grading it wait for each other."""
    return (
        LogframeProject.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=project.pk)
    )


def check_editable(project: LogframeProject) -> None:
    """Refuse changes in a closed cohort, while a tutor reads the project, and once approved."""
    if project.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed. You can read everything, but nothing more is recorded."),
            code="closed",
        )
    if project.state == LogframeProject.State.SUBMITTED:
        raise RuleViolation(
            _("The project is handed in. It can be changed again when your tutor returns it."),
            code="handed_in",
        )
    if project.state == LogframeProject.State.APPROVED:
        raise RuleViolation(
            _("The project is approved. It cannot be changed any more."), code="approved"
        )


@transaction.atomic
def save_cell(
    project: LogframeProject,
    row_id: UUID,
    column: str,
    *,
    by: User,
    values: dict[str, Any],
    version: int | None = None,
) -> LogframeCell:
    """Save one cell of the matrix; all values empty clear it.

    ``row_id`` is the public id of a row of this project. ``values`` are those of the column:
    narrative · name, formula, unit, frequency, baseline_value, baseline_year, target_value,
    target_year · source_name, responsible_unit, frequency · text, likelihood. With ``version``,
    raises CellChanged when the cell was saved by somebody else since and says something else.
    """
    project = locked(project)
    check_editable(project)
    row = project.rows.get(public_id=row_id)
    cell, _is_new = LogframeCell.objects.select_for_update(of=("self",)).get_or_create(
        row=row, column=column
    )
    stored = content_of(row, column)
    values = {name: _plain(values.get(name, empty)) for name, empty in _empty(column).items()}
    if values == stored:
        return cell
    if version not in {None, cell.version}:
        raise CellChanged(cell, stored)
    _write(row, column, values)
    cell.version += 1
    cell.changed_by = by
    cell.save(update_fields=["version", "changed_by", "changed_at"])
    return cell


def _empty(column: str) -> dict[str, Any]:
    if column == "narrative":
        return {"narrative": ""}
    return _values(FACTS[column](), column)


def _write(row: LogframeRow, column: str, values: dict[str, Any]) -> None:
    if column == "narrative":
        row.narrative = values["narrative"]
        row.save(update_fields=["narrative"])
        return
    parts = PARTS[column].objects.filter(row=row).order_by("position")
    first = parts.first()
    if values == _empty(column):
        if first:
            first.delete()
    elif first:
        parts.filter(pk=first.pk).update(**values)
    else:
        PARTS[column].objects.create(row=row, **values)


@transaction.atomic
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
    project = locked(project)
    check_editable(project)
    existing = project.rows.filter(public_id=key).first() if key else None
    if existing:
        return existing
    if LogframeRow.objects.filter(public_id=key).exists():
        key = None  # A made-up key: it gets one of ours.
    component = None
    if level == ACTIVITY:
        component = project.rows.filter(level=COMPONENT, public_id=parent).first()
        if component is None:
            raise RuleViolation(_("This component does not exist any more."), code="no_parent")
    elif level != COMPONENT:
        raise RuleViolation(_("A matrix has one goal and one purpose."), code="level")
    siblings = project.rows.filter(level=level, parent=component)
    _check_room(siblings.count(), level)
    last = siblings.order_by("-position").first()
    return LogframeRow.objects.create(
        project=project,
        level=level,
        parent=component,
        position=last.position + 1 if last else 1,
        public_id=key or uuid4(),
    )


def _check_room(count: int, level: str) -> None:
    if level == COMPONENT and count >= MAX_COMPONENTS:
        raise RuleViolation(
            _("A matrix has at most %(most)s components. Merge two before you add another."),
            code="too_many",
            params={"most": MAX_COMPONENTS},
        )
    if level == ACTIVITY and count >= MAX_ACTIVITIES:
        raise RuleViolation(
            _("A component has at most %(most)s activities. Merge two before you add another."),
            code="too_many",
            params={"most": MAX_ACTIVITIES},
        )


@transaction.atomic
def move_row(project: LogframeProject, row_id: UUID, *, by: User, up: bool) -> LogframeRow:
    """Move a component or activity one place among its siblings; at the end nothing happens."""
    project = locked(project)
    check_editable(project)
    row = project.rows.get(public_id=row_id)
    siblings = list(
        project.rows.filter(level=row.level, parent=row.parent_id).order_by("position", "pk")
    )
    here = siblings.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        _number(siblings)
    return row


@transaction.atomic
def delete_row(project: LogframeProject, row_id: UUID, *, by: User) -> None:
    """Delete a component with its activities, or an activity. Again: nothing happens."""
    project = locked(project)
    check_editable(project)
    row = project.rows.filter(public_id=row_id).first()
    if row is None:
        return
    if row.level in {GOAL, PURPOSE}:
        raise RuleViolation(
            _("The goal and the purpose cannot be deleted, only rewritten."), code="level"
        )
    level, parent = row.level, row.parent_id
    row.delete()
    _number(list(project.rows.filter(level=level, parent=parent).order_by("position", "pk")))


def _number(rows: list[LogframeRow]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    LogframeRow.objects.bulk_update(rows, ["position"])


def progress_of(project: LogframeProject) -> tuple[int, int]:
    """Count the cells that are written and all cells, in one query."""
    # One group a row; a cell with several parts counts its longest.
    rows = (
        project.rows.order_by()
        .annotate(
            narrative_length=Length("narrative"),
            indicator_length=Max(Length("indicators__name")),
            means_length=Max(Length("means__source_name")),
            assumption_length=Max(Length("assumptions__text")),
        )
        .values_list(*(f"{column}_length" for column in COLUMNS))
    )
    written = [
        (length or 0) >= SHORTEST[column]
        for row in rows
        for column, length in zip(COLUMNS, row, strict=True)
    ]
    return sum(written), len(written)
