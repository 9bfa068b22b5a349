"""Pages on which participants write their project and hand it in."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.due import due_dates_of
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.progress import stages_of
from assessments.domain.exercise.records import RecordChanged
from assessments.domain.logframe import (
    ACTIVITY,
    COLUMNS,
    COMPONENT,
    Cell,
    gaps_in,
    joined,
    sentences_of,
    with_values,
)
from assessments.domain.matrix import (
    MAIN,
    add_row,
    delete_row,
    matrix_in,
    matrix_of,
    move_row,
    progress_of,
    save_cell,
    stored_cell,
)
from assessments.domain.project import (
    due_at_of,
    goals_with_targets,
    save_profile,
    submit_project,
    targets_of,
    withdraw_submission,
)
from assessments.domain.rubrics import newest_rubric
from assessments.domain.snapshots import grouped, thaw
from assessments.domain.syntax import advice_for
from assessments.forms import CELL_FORMS, CellForm, ProjectForm, SubmissionForm
from assessments.models import CellComment, CriterionScore, Grade, LogframeProject, Submission
from assessments.views.findings import findings_of_cell, findings_of_matrix
from assessments.views.work import context_of as _context
from assessments.views.work import own_work as _work
from courses.models import Enrolment
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def _matrix_step(code: str) -> tuple[str, str]:
    return (_("Matrix"), reverse("assessments:matrix", args=[code]))


@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    sent = allowed(request.user, "view", Grade.objects.sent())
    submissions = list(
        allowed(request.user, "view", project.submissions.with_review_count()).prefetch_related(
            Prefetch("grades", sent, to_attr="verdicts")
        )
    )
    last = next((entry for entry in submissions if entry.verdicts), None)
    ready, total = progress_of(project)
    return render(
        request,
        "assessments/project.html",
        _context(enrolment, project)
        | {
            "submissions": submissions,
            "verdict": last.verdicts[0] if last else None,
            "last": last,
            "waiting": next((s for s in submissions if s.state == Submission.State.WAITING), None),
            "due_at": due_at_of(project),
            "now": timezone.now(),
            "targets": targets_of(project),
            "review_count": sum(entry.review_count for entry in submissions),
            **_task_list(enrolment, project),
            "ready": ready,
            "total": total,
        },
    )


def _task_list(enrolment: Enrolment, project: LogframeProject) -> dict[str, Any]:
    stages = stages_of(project, dues=due_dates_of(enrolment))
    open_steps = [state for stage in stages for state in stage.steps if not state.is_done]
    next_step = open_steps[0] if open_steps else None
    return {
        "stages": stages,
        "next_step": next_step,
        "current": next((stage for stage in stages if next_step in stage.steps), None),
        "team": project.members.filter(left_at=None).select_related("enrolment__participant"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    if request.method == "POST":
        form = ProjectForm(request.POST)
        chosen = request.POST.getlist("targets")
        if form.is_valid():
            try:
                save_profile(project, by=request.user, **form.cleaned_data)
            except RuleViolation as refusal:
                form.add_error(None, refusal)
                project.refresh_from_db()
                form.data = form.data.copy()
                form.data["version"] = project.version
            else:
                messages.success(request, _("The project data are saved."))
                return redirect("assessments:project", code)
        status = UNPROCESSABLE
    else:
        chosen = [target.code for target in targets_of(project)]
        form = ProjectForm(
            initial={
                name: getattr(project, name)
                for name in ("title", "summary", "responsible_unit", "version")
            }
        )
        status = HTTPStatus.OK
    context = _context(enrolment, project, (_("Project data"), ""))
    context |= {"form": form, "goals": goals_with_targets(), "chosen": set(chosen)}
    context["chosen_goals"] = {number for number, _codes in grouped(_known(chosen))}
    return render(request, "assessments/project_edit.html", context, status=status)


def _known(codes: list[str]) -> list[str]:
    """Leave out what cannot be the code of a target."""
    return [code for code in codes if code.partition(".")[0].isdecimal()]


@require_safe
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    facts = facts_of(project)
    matrix = matrix_in(facts)
    comments = allowed(
        request.user,
        "view",
        CellComment.objects.filter(submission__project=project).select_related(
            "author", "submission", "row"
        ),
    )
    return render(
        request,
        "assessments/matrix.html",
        _context(enrolment, project, (_("Matrix"), ""))
        | {
            "matrix": matrix,
            "findings": findings_of_matrix(project, enrolment.cohort, facts=facts),
            "sentences": sentences_of(matrix),
            "comments": _latest_by_cell(comments),
            "goals": grouped([link.target for link in facts.sdg_links]),
            "last_change": project.last_saved_at,
            "key": uuid4(),
            "next_cell": next((cell for cell in matrix.cells if not cell.is_ready), None),
        },
    )


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


@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, code: str, row: UUID, column: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    facts = facts_of(project)
    matrix = matrix_in(facts)
    found = matrix.cell(f"{row}.{column}") if column in COLUMNS else None
    if found is None:
        raise Http404
    context = _context(
        enrolment,
        project,
        _matrix_step(code),
        (f"{found.row.code} · {found.column_name}", ""),
    )
    parent = next((r for r in matrix.rows if r.code == found.row.parent_code), None)
    context |= {
        "cell": found,
        "place": matrix.place_of(found),
        "total": matrix.total,
        "advice": advice_for(found.row.level, column),
        "parent": parent,
        "matrix_address": f"{reverse('assessments:matrix', args=[code])}#{found.id}",
    }
    if request.method != "POST":
        context["findings"] = findings_of_cell(project, enrolment.cohort, row, column, facts=facts)
        stored = stored_cell(project, row, column)
        context["form"] = CELL_FORMS[column](initial=stored.content | {"version": stored.version})
        return render(request, "assessments/cell.html", context)
    if request.POST.get("keep") == "theirs":
        messages.info(request, _("The other text stays. Nothing of yours was saved."))
        return redirect(context["matrix_address"])
    return _save(request, project, found, context)


def _save(
    request: HttpRequest, project: LogframeProject, found: Cell, context: dict[str, Any]
) -> HttpResponse:
    form = CELL_FORMS[found.column](request.POST)
    if request.POST.get("keep") == "both":
        form = _with_both(form, project, found)
    if form.is_valid():
        try:
            save_cell(
                project,
                found.row.id,
                found.column,
                by=request.user,
                values=form.values(),
                version=form.cleaned_data["version"],
            )
        except RecordChanged as changed:
            return _show_conflict(request, found, form, changed, context)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return _after_saving(request, project, found, context)
    return render(request, "assessments/cell.html", context | {"form": form}, status=UNPROCESSABLE)


def _with_both(form: CellForm, project: LogframeProject, found: Cell) -> CellForm:
    """Put what was typed and what is stored together; if it is too long, the person shortens it."""
    stored = stored_cell(project, found.row.id, found.column)
    both = joined(form.typed(), stored.content, main=MAIN[found.column])
    as_typed = {name: "" if value is None else str(value) for name, value in both.items()}
    return type(form)(as_typed | {"version": stored.version})


def _show_conflict(
    request: HttpRequest,
    found: Cell,
    form: CellForm,
    changed: RecordChanged,
    context: dict[str, Any],
) -> HttpResponse:
    form.data = form.data.copy()
    form.data["version"] = changed.record.version
    return render(
        request,
        "assessments/cell_conflict.html",
        context
        | {
            "form": form,
            "changed": changed.record,
            "mine": with_values(found.row, found.column, form.values()),
            "theirs": with_values(found.row, found.column, changed.stored),
        },
        status=HTTPStatus.CONFLICT,
    )


def _after_saving(
    request: HttpRequest, project: LogframeProject, found: Cell, context: dict[str, Any]
) -> HttpResponse:
    matrix = matrix_of(project)
    saved = matrix.cell(found.id) or found
    if saved.is_ready or saved.is_empty:
        messages.success(request, _("Saved: %(cell)s.") % {"cell": saved.name})
    else:
        messages.warning(
            request,
            _("Saved: %(cell)s. It is still too short to be handed in.") % {"cell": saved.name},
        )
    following = matrix.next_unready(saved) if request.POST.get("go") != "matrix" else None
    if following:
        return redirect(
            "assessments:cell", context["cohort"].code, following.row.id, following.column
        )
    return redirect(context["matrix_address"])


@require_POST
def row_add(request: HttpRequest, code: str) -> HttpResponse:
    _enrolment, project = _work(request, code)
    level = ACTIVITY if request.POST.get("level") == ACTIVITY else COMPONENT
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
    return redirect(f"{reverse('assessments:matrix', args=[code])}#{row.public_id}.narrative")


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@require_POST
def row_move(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    _enrolment, project = _work(request, code)
    _row_or_404(project, row)
    try:
        move_row(project, row, by=request.user, up=request.POST.get("where") == "up")
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        moved = matrix_of(project).row(row)
        messages.success(request, _("Moved. It is now %(row)s.") % {"row": moved.name})
    return redirect(f"{reverse('assessments:matrix', args=[code])}#{row}.narrative")


@require_http_methods(["GET", "HEAD", "POST"])
def row_delete(request: HttpRequest, code: str, row: UUID) -> HttpResponse:
    enrolment, project = _work(request, code)
    if request.method == "POST":
        try:
            delete_row(project, row, by=request.user)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("The row is deleted and the codes are counted anew."))
        return redirect("assessments:matrix", code)
    matrix = matrix_of(project)
    found = matrix.row(row)
    if found is None or found.level not in {COMPONENT, ACTIVITY}:
        raise Http404
    lost = [found, *matrix.activities_of(found)]
    context = _context(enrolment, project, _matrix_step(code), (_("Delete"), ""))
    context |= {
        "row": found,
        "lost": lost,
        "written": sum(not cell.is_empty for each in lost for cell in each.cells),
    }
    return render(request, "assessments/row_delete.html", context)


def _row_or_404(project: LogframeProject, row: UUID) -> None:
    if matrix_of(project).row(row) is None:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def submission_new(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    form = SubmissionForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            submission = submit_project(
                project, enrolment, by=request.user, key=form.cleaned_data["key"]
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your project is handed in."))
            return redirect(submission)
    matrix = matrix_of(project)
    return render(
        request,
        "assessments/submission_new.html",
        _context(enrolment, project, _matrix_step(code), (_("Hand in"), ""))
        | {
            "form": form,
            "matrix": matrix,
            "findings": gaps_in(matrix.rows, title=project.title),
            "rubric": newest_rubric(enrolment.cohort.edition.course.audience),
            "targets": targets_of(project),
            "due_at": due_at_of(project),
            "now": timezone.now(),
        },
        status=UNPROCESSABLE if form.errors else HTTPStatus.OK,
    )


@require_safe
def submission_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = fetch(
        request.user,
        "view",
        with_may(
            Submission.objects.with_people().select_related("opened_by"),
            request.user,
            "withdraw",
            "grade",
        ),
        public_id=public_id,
    )
    grade = allowed(
        request.user, "view", Grade.objects.sent().filter(submission=submission)
    ).first()
    comments = allowed(
        request.user, "view", CellComment.objects.filter(submission=submission)
    ).select_related("author", "row")
    return render(
        request,
        "assessments/submission_receipt.html",
        {
            "submission": submission,
            "cohort": submission.project.cohort,
            "handed_in": thaw(submission.snapshot),
            "grade": grade,
            "scores": _scores(grade),
            "comments": list(comments) if grade else [],
            "may_withdraw": submission.may_withdraw
            and submission.state == Submission.State.WAITING
            and submission.opened_at is None,
        },
    )


def _scores(grade: Grade | None) -> list[CriterionScore]:
    """Return the scores of a grade that the person was allowed to see."""
    if grade is None:
        return []
    return list(grade.scores.select_related("criterion").order_by("criterion__position"))


@require_POST
def submission_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = fetch(
        request.user, "withdraw", Submission.objects.with_people(), public_id=public_id
    )
    try:
        withdraw_submission(submission, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(submission)
    messages.success(request, _("The submission is taken back. You can go on writing."))
    return redirect("assessments:project", submission.project.cohort.code)
