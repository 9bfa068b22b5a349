"""What stands on the desk of a cell: its records, the one in hand, and the form of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from assessments.domain.checker.facts import ProjectFacts, Row
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.steps import MATRIX
from assessments.domain.exercise.suggesting import suggested_means, suggested_sheet
from assessments.domain.exercise_limits import LevelLimits, level_limits
from assessments.domain.logframe import COLUMNS, Cell, Matrix
from assessments.domain.matrix import matrix_in, parts_in, stored_row
from assessments.forms import RecordForm
from assessments.models import LogframeRow
from assessments.models.part import Part
from assessments.views.matrix import cell_address, matrix_step
from assessments.views.record_desk import Work, form_class_of, initial_for
from assessments.views.work import context_of, own_work

NEW = "nueva"


@dataclass(frozen=True)
class Desk:
    """A cell on the desk: its records with their codes, and the one in hand."""

    cell: Cell
    matrix: Matrix
    row: LogframeRow
    parts: list[tuple[str, Part]]
    work: Work
    facts: ProjectFacts

    @property
    def is_new(self) -> bool:
        return self.work.record is None

    @property
    def row_facts(self) -> Row:
        return next(row for row in self.facts.rows if row.key == str(self.row.public_id))

    @property
    def has_room(self) -> bool:
        """Say whether one more may be written: means count at each indicator by themselves."""
        limit = self.work.section.thing.count_at(self.cell.row.level)
        if self.cell.column == "narrative":
            return False
        holders = max(1, self.row.indicators.count()) if self.cell.column == "means" else 1
        return bool(self.parts) and len(self.parts) < limit.most * holders

    @property
    def address(self) -> str:
        record = NEW if self.is_new else self.work.record.public_id
        return f"{self.work.address}?parte={record}"


def desk_at(request: HttpRequest, code: str, row_id: UUID, column: str) -> Desk:
    enrolment, project = own_work(request, code)
    facts = facts_of(project)
    matrix = matrix_in(facts)
    found = matrix.cell(f"{row_id}.{column}") if column in COLUMNS else None
    row = stored_row(project, row_id, column) if found else None
    if row is None:
        raise Http404
    parts = parts_in(row, found.row.code, column)
    context = context_of(
        enrolment,
        project,
        matrix_step(code),
        (f"{found.row.code} · {found.column_name}", ""),
    )
    section, address = MATRIX[column], cell_address(code, found)
    record = _chosen(parts, request.GET.get("parte", ""))
    work = Work(project, None, section, record, context, address)
    return Desk(found, matrix, row, parts, work, facts)


def _chosen(parts: list[tuple[str, Part]], asked: str) -> Part | None:
    """Return the record in hand: the first one, unless another, or a new one, was asked for."""
    unwritten = next((part for _code, part in parts if not part.version), None)
    if asked == NEW:
        return unwritten
    if not asked:
        return parts[0][1] if parts else None
    found = next((part for _code, part in parts if str(part.public_id) == asked), None)
    if found is None:
        raise Http404
    return found


def initial_values(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return what the form begins with."""
    initial = initial_for(request, desk.work)
    if not desk.is_new:
        return initial
    if desk.cell.column == "means":
        initial["indicator"] = initial.get("indicator") or _without_means(desk)
    return initial | suggested_in(desk, initial.get("indicator", ""))


def _without_means(desk: Desk) -> str:
    """Return the first indicator that nobody has said a source for."""
    indicators = desk.row_facts.indicators
    return next((each.key for each in indicators if each.name and not each.means), "")


def suggested_in(desk: Desk, indicator: str) -> dict[str, Any]:
    """Return what the form of a new record says already; by itself it makes no record."""
    match desk.cell.column:
        case "indicator":
            return suggested_sheet(desk.facts, _limits(desk))
        case "means":
            return suggested_means(desk.row_facts, indicator)
    return {}


def _limits(desk: Desk) -> LevelLimits:
    return level_limits(
        desk.row.level, audience=desk.work.project.audience, delivered_to=desk.row.delivered_to
    )


def form_class_for(desk: Desk) -> type[RecordForm]:
    """Make the form; an indicator is offered what its level may be, and means their indicators."""
    work, column = desk.work, desk.cell.column
    if column == "means" and desk.is_new:
        return form_class_of(work, without=(), names={"indicator": _indicators(desk)})
    if column != "indicator":
        return form_class_of(work)
    limits, record = _limits(desk), work.record
    offers = {
        "indicator_type": {*limits.types, *([record.indicator_type] if record else [])},
        "dimension": {*limits.dimensions, *([record.dimension] if record else [])},
        "frequency": {*limits.frequencies, *([record.frequency] if record else [])},
    }
    return form_class_of(work, offers=offers)


def _indicators(desk: Desk) -> dict[str, list[tuple[Any, str]]]:
    found = parts_in(desk.row, desk.cell.row.code, "indicator")
    return {"": [(part.public_id, f"{code} · {part.name}") for code, part in found if part.version]}
