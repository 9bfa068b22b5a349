"""The matrix as a page, and its rows: adding, moving and deleting them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.exercise.deletions import UNDO_DAYS
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.review import MATRIX_KINDS
from assessments.domain.logframe import ACTIVITY, COMPONENT, Cell, Matrix
from assessments.domain.logframe_sentences import sentences_of
from assessments.domain.matrix import add_row, delete_row, matrix_in, matrix_of, move_row
from assessments.domain.snapshots import grouped
from assessments.models import CellComment, LogframeProject
from assessments.views.findings import findings_of_matrix
from assessments.views.work import context_of, own_work
from lms.lib.access import allowed
from lms.lib.errors import RuleViolation

EVERYTHING = "todo"


def matrix_step(code: str) -> tuple[str, str]:
    return (_("Matrix"), reverse("assessments:matrix", args=[code]))


def matrix_address(code: str, row: UUID, column: str = "narrative") -> str:
    """Return where the matrix shows this cell; of a long matrix, with its component open."""
    return f"{reverse('assessments:matrix', args=[code])}?fila={row}#{row}.{column}"


def cell_address(code: str, cell: Cell) -> str:
    return reverse("assessments:cell", args=[code, cell.row.id, cell.column])


@require_safe
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    facts = facts_of(project, (*MATRIX_KINDS, "sdg_link"))
    matrix = matrix_in(facts)
    comments = allowed(
        request.user,
        "view",
        CellComment.objects.filter(submission__project=project).select_related(
            "author", "submission", "row"
        ),
    )
    next_cell = next((cell for cell in matrix.cells if not cell.is_ready), None)
    shown = _shown(matrix, request, next_cell)
    return render(
        request,
        "assessments/matrix.html",
        context_of(enrolment, project, (_("Matrix"), ""))
        | shown
        | {
            "matrix": matrix,
            "findings": findings_of_matrix(project, enrolment.cohort, facts=facts),
            "sentences": _sentences(matrix, shown["rows"]),
            "comments": _latest_by_cell(comments),
            "goals": grouped([link.target for link in facts.sdg_links]),
            "last_change": project.last_saved_at,
            "key": uuid4(),
            "next_cell": next_cell,
            "base": reverse("assessments:matrix", args=[code]),
            "has_tree": bool(facts.objectives),
            "open_cell": _address_to_open(matrix, request, code),
        },
    )


def _shown(matrix: Matrix, request: HttpRequest, next_cell: Cell | None) -> dict[str, Any]:
    """Say which rows stand on the page; of a long matrix, which component is open."""
    if not matrix.is_long or request.GET.get("ver") == EVERYTHING:
        return {"rows": matrix.rows, "is_folded": False}
    asked = matrix.row(_uuid(request.GET.get("fila"))) or (next_cell.row if next_cell else None)
    code = (asked.parent_code or asked.code) if asked else ""
    open_code = code if code.startswith("C") else "C1"
    counts = {each.id: len(matrix.activities_of(each)) for each in matrix.components}
    return {
        "rows": matrix.rows_with(open_code),
        "is_folded": True,
        "open_code": open_code,
        "counts": counts,
    }


def _sentences(matrix: Matrix, rows: Any) -> list[Any]:
    """Read what is on the page from the bottom up: of folded components, nothing."""
    parents = {row.parent_code for row in rows if row.level == ACTIVITY}
    empty = {each.code for each in matrix.components if not matrix.activities_of(each)}
    return [
        sentence
        for sentence in sentences_of(matrix)
        if sentence.condition_level != ACTIVITY or sentence.result_code in parents | empty
    ]


def _address_to_open(matrix: Matrix, request: HttpRequest, code: str) -> str:
    """Return the form that opens at once where scripts run: the next cell after saving one."""
    cell = matrix.cell(request.GET.get("abrir", ""))
    if cell is None:
        return ""
    return cell_address(code, cell) + ("?parte=nueva" if "nueva" in request.GET else "")


def _latest_by_cell(comments: Any) -> dict[str, list[CellComment]]:
    """Group the comments of the newest submission that has any by cell; lost rows go under ""."""
    comments = list(comments)
    newest = max((comment.submission.number for comment in comments), default=0)
    by_cell: dict[str, list[CellComment]] = {}
    for comment in comments:
        if comment.submission.number == newest:
            is_there = comment.row and comment.row.deletion_id is None
            cell = f"{comment.row.public_id}.{comment.column}" if is_there else ""
            by_cell.setdefault(cell, []).append(comment)
    return by_cell


@require_POST
def row_add(request: HttpRequest, code: str) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    level = ACTIVITY if request.POST.get("parent") else COMPONENT
    try:
        row = add_row(
            project,
            level,
            by=request.user,
            parent=_uuid(request.POST.get("parent")),
            key=_uuid(request.POST.get("key")),
        )
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("assessments:matrix", code)
    return redirect(matrix_address(code, row.public_id))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@require_POST
def row_move(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    before = _row_or_404(project, row)
    try:
        move_row(project, row, by=request.user, up=request.POST.get("where") == "up")
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        say_where(request, project, row, before)
    return redirect(matrix_address(code, row))


def say_where(request: HttpRequest, project: LogframeProject, row: UUID, before: Any) -> None:
    """Tell the old and the new code of a row that moved; comments and links went along."""
    moved = matrix_of(project).row(row)
    if moved and moved.code != before.code:
        messages.success(
            request,
            _("Moved: %(before)s is now %(after)s.") % {"before": before.name, "after": moved.name},
        )
    else:
        messages.info(request, _("It stays where it was: there is no place further on."))


@require_http_methods(["GET", "HEAD", "POST"])
def row_delete(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    enrolment, project = own_work(request, code)
    if request.method == "POST":
        try:
            delete_row(project, row, by=request.user)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(
                request,
                _("The row is deleted and the codes are counted anew. It can be brought back."),
            )
        return redirect("assessments:matrix", code)
    matrix = matrix_of(project)
    found = matrix.row(row)
    if found is None or found.level not in {COMPONENT, ACTIVITY}:
        raise Http404
    lost = [found, *matrix.activities_of(found)]
    context = context_of(enrolment, project, matrix_step(code), (_("Delete"), ""))
    context |= {
        "row": found,
        "lost": lost,
        "written": sum(not cell.is_empty for each in lost for cell in each.cells),
        "days": UNDO_DAYS,
    }
    return render(request, "assessments/row_delete.html", context)


def _row_or_404(project: LogframeProject, row: UUID) -> Any:
    found = matrix_of(project).row(row)
    if found is None:
        raise Http404
    return found
