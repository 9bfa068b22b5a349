"""One cell of the matrix, record by record: a page of its own, or a drawer under its row."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reselect, reswap, retarget

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.exercise.facts import matrix_facts_of
from assessments.domain.exercise.lessons import lesson_teaching
from assessments.domain.exercise.minimum import lacking_in
from assessments.domain.exercise.records import RecordChanged
from assessments.domain.exercise.suggesting import completed_sheet, units_in
from assessments.domain.logframe import Cell
from assessments.domain.matrix import matrix_in, save_part
from assessments.domain.syntax import advice_for
from assessments.forms import RecordForm
from assessments.forms.sheets import groups_of
from assessments.models.part import Part
from assessments.views.cell_desk import (
    NEW,
    Desk,
    desk_at,
    form_class_for,
    initial_values,
    suggested_in,
)
from assessments.views.findings import findings_of_cell
from assessments.views.matrix import cell_address, matrix_address
from assessments.views.record_conflicts import conflict_between, with_both
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment, wants_fragment

FORM = "#cell-form"


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, code: str, row: UUID, column: str) -> HttpResponse:
    desk = desk_at(request, code, row, column)
    form_class = form_class_for(desk)
    if request.method != "POST":
        return _show(request, desk, form_class(initial=initial_values(request, desk)))
    if request.POST.get("keep") == "theirs":
        messages.info(request, _("The other text stays. Nothing of yours was saved."))
        return redirect(matrix_address(code, row, column))
    form = form_class(request.POST)
    if request.POST.get("keep") == "both":
        form = with_both(form, desk.work)
    return _save(request, desk, form) if form.is_valid() else _show(request, desk, form)


def _show(request: HttpRequest, desk: Desk, form: RecordForm) -> HttpResponse:
    edition = desk.work.context["cohort"].edition
    for name in {"responsible", "responsible_unit"} & form.fields.keys():
        form.fields[name].widget.attrs["list"] = "units"
    context = _context(desk) | {
        "form": form,
        "units": units_in(desk.facts),
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
            suggested=suggested_in(desk, str(form.cleaned_data.get("indicator") or "")),
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
    if desk.cell.column == "indicator":
        values = completed_sheet(values)
    if desk.is_new and desk.cell.column in {"indicator", "assumption"}:
        values["row"] = desk.cell.row.id
    return values


def _say_saved(request: HttpRequest, cell: Cell, facts: ProjectFacts) -> None:
    """Tell what became of a cell, and what it lacks before it can be handed in."""
    if cell.is_ready or cell.is_empty:
        messages.success(request, _("Saved: %(cell)s.") % {"cell": cell.name})
    elif cell.is_long_enough:
        lacking = ", ".join(map(str, lacking_in(facts, str(cell.row.id), cell.column)))
        said = _("Saved: %(cell)s. Before it can be handed in it still needs: %(lacking)s.")
        messages.warning(request, said % {"cell": cell.name, "lacking": lacking})
    else:
        said = _("Saved: %(cell)s. It is still too short to be handed in.")
        messages.warning(request, said % {"cell": cell.name})


def _after_saving(request: HttpRequest, desk: Desk, saved: Part | None) -> HttpResponse:
    facts = matrix_facts_of(desk.work.project)
    matrix = matrix_in(facts)
    cell = matrix.cell(desk.cell.id) or desk.cell
    _say_saved(request, cell, facts)
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
