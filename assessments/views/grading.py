"""Pages on which tutors read projects and give their verdict."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.grading.comments import comment_on_cell, remove_comment
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.queue import cohorts_of, waiting_lines
from assessments.domain.grading.reading import (
    criteria_of,
    grade_in_force,
    rubric_for,
    scores_of,
)
from assessments.domain.grading.verdicts import amend_grade, send_verdict
from assessments.domain.snapshots import thaw
from assessments.domain.submission import open_submission
from assessments.forms import CellCommentForm, GradeForm, grade_initial
from assessments.models import CellComment, Grade, Submission
from assessments.views.grade_desk import bound_form, fetch_to_grade, show_desk
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation

PAGE = 50
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def grading_queue(request: HttpRequest) -> HttpResponse:
    mine = allowed(request.user, "grade", Submission.objects.with_people())
    is_history = request.GET.get("ver") == "historial"
    rows = mine.exclude(state__in=[Submission.State.WAITING, Submission.State.WITHDRAWN])
    waiting = mine.waiting()
    rows = rows.order_by("-submitted_at") if is_history else waiting
    cohort = request.GET.get("cohorte", "")
    if cohort:
        rows = rows.filter(project__cohort__code=cohort)
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    page.object_list = waiting_lines(page.object_list)
    return render(
        request,
        "assessments/grading_queue.html",
        {
            "page": page,
            "is_history": is_history,
            "cohort": cohort,
            "cohorts": cohorts_of(mine),
            "waiting_count": waiting.count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def grade(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = fetch_to_grade(request, public_id)
    if request.method == "POST":
        return _decide(request, submission)
    is_new = submission.opened_at is None
    if is_new:
        open_submission(submission, by=request.user)
    found = grade_in_force(submission)
    rubric = rubric_for(submission, found)
    scores = scores_of(found) if found else {}
    form = GradeForm(
        rubric=rubric,
        criteria=criteria_of(rubric, submission.deliverable),
        initial=grade_initial(found, scores),
    )
    # Nobody has said anything about what nobody had opened.
    return show_desk(request, submission, found, form, comments=[] if is_new else None)


def _decide(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Keep the draft, or send the verdict and open the next one that waits."""
    found = grade_in_force(submission)
    form = bound_form(request, submission, found)
    if form.is_valid():
        try:
            return _carry_out(request, submission, form)
        except RuleViolation as refusal:
            if refusal.code == "sent":  # A second click on the same button.
                messages.info(request, refusal.messages[0])
                return redirect("assessments:grade", submission.public_id)
            form.add_error(None, refusal)
            found = _renew_version(form, submission)
    return show_desk(request, submission, found, form, status=UNPROCESSABLE)


def _renew_version(form: GradeForm, submission: Submission) -> Grade | None:
    """After a refusal the form is as new as the draft, so that saving again means it."""
    found = grade_in_force(submission)
    form.data = form.data.copy()
    form.data["version"] = found.version if found else 0
    return found


def _carry_out(request: HttpRequest, submission: Submission, form: GradeForm) -> HttpResponse:
    facts = {"by": request.user, "scores": form.scores(), **form.verdict_values()}
    version = form.cleaned_data["version"]
    address = reverse("assessments:grade", args=[submission.public_id])
    if request.POST.get("action") == "amend":
        amend_grade(submission, **facts)
        messages.success(request, _("The verdict is corrected. The participant will be told."))
        return redirect(address)
    if request.POST.get("action") == "send":
        send_verdict(submission, version=version, **facts)
        messages.success(
            request,
            _("The verdict for %(person)s is sent.")
            % {"person": submission.enrolment.participant.full_name},
        )
        return _open_the_next(request, submission)
    save_draft(submission, version=version, **facts)
    if cell := request.POST.get("comment_on"):
        return redirect(f"{address}?celda={cell}#comentar")
    messages.success(request, _("The draft is saved. Only you can see it."))
    return redirect(address)


def _open_the_next(request: HttpRequest, submission: Submission) -> HttpResponse:
    following = allowed(request.user, "grade", Submission.objects.waiting())
    cohort_first = following.filter(project__cohort=submission.project.cohort_id)
    found = cohort_first.first() or following.first()
    if found:
        return redirect("assessments:grade", found.public_id)
    messages.info(request, _("Nothing else is waiting for you."))
    return redirect("assessments:grading-queue")


@require_POST
def comment_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a remark on a cell; the rubric comes along in the same form and is kept as a draft."""
    submission = fetch_to_grade(request, public_id)
    found = grade_in_force(submission)
    handed_in = thaw(submission.snapshot)
    form = bound_form(request, submission, found)
    remark = CellCommentForm(request.POST, handed_in=handed_in)
    if all([remark.is_valid(), form.is_valid()]):  # Both, so that both show what is wrong.
        try:
            comment_on_cell(
                submission,
                by=request.user,
                cell_id=remark.cleaned_data["cell"],
                body=remark.cleaned_data["body"],
                key=remark.cleaned_data["key"],
                draft={
                    "scores": form.scores(),
                    "version": form.cleaned_data["version"],
                    **form.verdict_values(),
                },
            )
        except RuleViolation as refusal:
            remark.add_error(None, refusal)
            found = _renew_version(form, submission)
        else:
            messages.success(
                request, _("The comment is kept. It is sent together with the verdict.")
            )
            address = reverse("assessments:grade", args=[submission.public_id])
            return redirect(f"{address}#comentarios")
    return show_desk(request, submission, found, form, remark=remark, status=UNPROCESSABLE)


@require_POST
def comment_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    comment = fetch(
        request.user,
        "edit",
        CellComment.objects.select_related("submission__project"),
        public_id=public_id,
    )
    try:
        remove_comment(comment, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    address = reverse("assessments:grade", args=[comment.submission.public_id])
    return redirect(f"{address}#comentarios")
