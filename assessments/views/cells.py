"""One cell of the matrix, record by record: a page of its own, or a drawer under its row."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reselect, reswap, retarget

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.lessons import lesson_teaching
from assessments.domain.exercise.records import RecordChanged
from assessments.domain.exercise.steps import MATRIX
from assessments.domain.exercise.tables import read_tables
from assessments.domain.exercise_limits import level_limits
from assessments.domain.logframe import COLUMNS, Cell, Matrix
from assessments.domain.matrix import matrix_in, matrix_of, parts_in, save_part, stored_row
from assessments.domain.syntax import advice_for
from assessments.forms import RecordForm, initial_of
from assessments.forms.sheets import groups_of
from assessments.models import LogframeRow
from assessments.models.part import Part
from assessments.views.findings import findings_of_cell
from assessments.views.matrix import cell_address, matrix_address, matrix_step
from assessments.views.records import (
    Work,
    conflict_between,
    form_class_of,
    initial_for,
    with_both,
)
from assessments.views.work import context_of, own_work
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment, wants_fragment

NEW = "nueva"
FORM = "#cell-form"


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


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, code: str, row: UUID, column: str) -> HttpResponse:
    desk = _desk(request, code, row, column)
    form_class = _form_class(desk)
    if request.method != "POST":
        return _show(request, desk, form_class(initial=_initial(request, desk)))
    if request.POST.get("keep") == "theirs":
        messages.info(request, _("The other text stays. Nothing of yours was saved."))
        return redirect(matrix_address(code, row, column))
    form = form_class(request.POST)
    if request.POST.get("keep") == "both":
        form = with_both(form, desk.work)
    return _save(request, desk, form) if form.is_valid() else _show(request, desk, form)


def _desk(request: HttpRequest, code: str, row_id: UUID, column: str) -> Desk:
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


def _initial(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return what the form begins with; the lists of an indicator come in one query."""
    record = desk.work.record
    if record is None and desk.cell.column == "means":
        initial = initial_for(request, desk.work)
        return initial | {"indicator": initial.get("indicator") or _without_means(desk)}
    if record is None or desk.cell.column != "indicator":
        return initial_for(request, desk.work)
    lines = read_tables(desk.work.project, ["indicator"])["indicator"]
    line = next(each for each in lines if each.key == str(record.public_id))
    return initial_of(line.values) | {"version": record.version}


def _without_means(desk: Desk) -> str:
    """Return the first indicator that nobody has said a source for."""
    row = next(row for row in desk.facts.rows if row.key == str(desk.row.public_id))
    return next((each.key for each in row.indicators if each.name and not each.means), "")


def _form_class(desk: Desk) -> type[RecordForm]:
    """Make the form; an indicator is offered what its level may be, and means their indicators."""
    work, column = desk.work, desk.cell.column
    if column == "means" and desk.is_new:
        return form_class_of(work, without=(), names={"indicator": _indicators(desk)})
    if column != "indicator":
        return form_class_of(work)
    limits = level_limits(
        desk.row.level, audience=work.project.audience, delivered_to=desk.row.delivered_to
    )
    record = work.record
    offers = {
        "indicator_type": {*limits.types, *([record.indicator_type] if record else [])},
        "dimension": {*limits.dimensions, *([record.dimension] if record else [])},
        "frequency": {*limits.frequencies, *([record.frequency] if record else [])},
    }
    return form_class_of(work, offers=offers)


def _indicators(desk: Desk) -> dict[str, list[tuple[Any, str]]]:
    found = parts_in(desk.row, desk.cell.row.code, "indicator")
    return {"": [(part.public_id, f"{code} · {part.name}") for code, part in found if part.version]}


def _show(request: HttpRequest, desk: Desk, form: RecordForm) -> HttpResponse:
    edition = desk.work.context["cohort"].edition
    context = _context(desk) | {
        "form": form,
        "groups": groups_of(form, desk.cell.column),
        "findings": _findings(desk),
        "lesson": lesson_teaching(desk.work.section.thing.step, edition=edition),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _answer(request, context, "assessments/cell.html", "_cell_form", status)


def _findings(desk: Desk) -> Any:
    work, cell = desk.work, desk.cell
    cohort = work.context["cohort"]
    return findings_of_cell(work.project, cohort, cell.row.id, cell.column, facts=desk.facts)


def _context(desk: Desk) -> dict[str, Any]:
    cell, code = desk.cell, desk.work.context["cohort"].code
    parent = next((row for row in desk.matrix.rows if row.code == cell.row.parent_code), None)
    return desk.work.context | {
        "desk": desk,
        "cell": cell,
        "slug": desk.work.section.slug,
        "thing": desk.work.section.thing,
        "record": desk.work.record,
        "place": desk.matrix.place_of(cell),
        "total": desk.matrix.total,
        "parent": parent,
        "advice": advice_for(cell.row.level, cell.column),
        "matrix_address": matrix_address(code, cell.row.id, cell.column),
    }


def _answer(
    request: HttpRequest,
    context: dict[str, Any],
    page: str,
    fragment: str,
    status: HTTPStatus,
) -> HttpResponse:
    """Answer with the page, or with the form alone, which then takes the place of the drawer."""
    is_fragment = wants_fragment(request)
    response = render_page_or_fragment(
        request,
        page=page,
        fragment=f"assessments/partials/{fragment}.html",
        context=context | {"is_drawer": is_fragment},
        status=status,
    )
    if is_fragment:
        reselect(reswap(retarget(response, FORM), "outerHTML"), FORM)
    return response


def _save(request: HttpRequest, desk: Desk, form: RecordForm) -> HttpResponse:
    work, record = desk.work, desk.work.record
    try:
        saved = save_part(
            work.project,
            desk.cell.row.id,
            desk.cell.column,
            record.public_id if record else None,
            by=request.user,
            values=_values(desk, form),
            version=form.cleaned_data["version"],
            key=form.cleaned_data["key"],
        )
    except RecordChanged as changed:
        context = _context(desk) | conflict_between(work, form, changed)
        page, status = "assessments/record_conflict.html", HTTPStatus.CONFLICT
        return _answer(request, context, page, "_record_conflict", status)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return _show(request, desk, form)
    return _after_saving(request, desk, saved)


def _values(desk: Desk, form: RecordForm) -> dict[str, Any]:
    values = form.values()
    if desk.is_new and desk.cell.column in {"indicator", "assumption"}:
        values["row"] = desk.cell.row.id
    return values


def _after_saving(request: HttpRequest, desk: Desk, saved: Part | None) -> HttpResponse:
    matrix = matrix_of(desk.work.project)
    cell = matrix.cell(desk.cell.id) or desk.cell
    if cell.is_ready or cell.is_empty:
        messages.success(request, _("Saved: %(cell)s.") % {"cell": cell.name})
    else:
        messages.warning(
            request,
            _("Saved: %(cell)s. It is still too short to be handed in.") % {"cell": cell.name},
        )
    code, go = desk.work.context["cohort"].code, request.POST.get("go")
    following = None
    if go == "another" and saved:
        following = cell
    elif go != "matrix":
        following = matrix.next_unready(cell)
    if following is None:
        return redirect(matrix_address(code, cell.row.id, cell.column))
    if wants_fragment(request):
        # The matrix comes anew, and its script opens the next cell in it.
        query = f"?fila={following.row.id}&abrir={following.id}"
        more = "&nueva" if go == "another" else ""
        return redirect(f"{reverse('assessments:matrix', args=[code])}{query}{more}")
    address = cell_address(code, following)
    return redirect(f"{address}?parte={NEW}" if go == "another" else address)
