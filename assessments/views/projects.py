"""Pages on which participants write their project and hand it in."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.due import due_dates_of
from assessments.domain.exercise.progress import stages_of
from assessments.domain.logframe import gaps_in
from assessments.domain.matrix import matrix_of, progress_of
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
from assessments.forms import ProjectForm, SubmissionForm
from assessments.models import CellComment, CriterionScore, Grade, LogframeProject, Submission
from assessments.views.matrix import matrix_step as _matrix_step
from assessments.views.work import context_of as _context
from assessments.views.work import own_work as _work
from courses.models import Enrolment
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


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
