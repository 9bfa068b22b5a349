"""Pages on which tutors read projects and give their verdict."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.exercise.frozen_review import review_in
from assessments.domain.grading.arithmetic import total_of
from assessments.domain.grading.comments import comment_on_cell, remove_comment
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.queue import cohorts_of, waiting_lines
from assessments.domain.grading.reading import (
    criteria_of,
    grade_in_force,
    rubric_for,
    rules_of,
    scores_of,
)
from assessments.domain.grading.verdicts import amend_grade, send_verdict
from assessments.domain.similarity import similar_projects
from assessments.domain.snapshots import Frozen, thaw
from assessments.domain.submission import open_submission
from assessments.forms import CellCommentForm, GradeForm, grade_initial
from assessments.models import CellComment, Grade, PeerReview, Submission
from assessments.views.submissions import IN_MATRIX, parts_handed_in
from lms.lib.access import allowed, fetch, with_may
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


def _fetch_to_grade(request: HttpRequest, public_id: UUID) -> Submission:
    """Fetch a submission in one query: 404 for strangers, 403 for those who may only read it."""
    submission = fetch(
        request.user,
        "view",
        with_may(
            Submission.objects.with_people().select_related(
                "opened_by", "project__cohort__edition__course"
            ),
            request.user,
            "grade",
        ),
        public_id=public_id,
    )
    if not submission.may_grade:
        raise PermissionDenied
    return submission


@require_http_methods(["GET", "HEAD", "POST"])
def grade(request: HttpRequest, public_id: UUID) -> HttpResponse:
    submission = _fetch_to_grade(request, public_id)
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
    return _show(request, submission, found, form, comments=[] if is_new else None)


def _decide(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Keep the draft, or send the verdict and open the next one that waits."""
    found = grade_in_force(submission)
    form = _bound(request, submission, found)
    if form.is_valid():
        try:
            return _carry_out(request, submission, form)
        except RuleViolation as refusal:
            if refusal.code == "sent":  # A second click on the same button.
                messages.info(request, refusal.messages[0])
                return redirect("assessments:grade", submission.public_id)
            form.add_error(None, refusal)
            found = _renew_version(form, submission)
    return _show(request, submission, found, form, status=UNPROCESSABLE)


def _bound(request: HttpRequest, submission: Submission, found: Grade | None) -> GradeForm:
    rubric = rubric_for(submission, found)
    criteria = criteria_of(rubric, submission.deliverable)
    return GradeForm(request.POST, rubric=rubric, criteria=criteria)


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
    submission = _fetch_to_grade(request, public_id)
    found = grade_in_force(submission)
    handed_in = thaw(submission.snapshot)
    form = _bound(request, submission, found)
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
    return _show(request, submission, found, form, remark=remark, status=UNPROCESSABLE)


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


def _show(
    request: HttpRequest,
    submission: Submission,
    found: Grade | None,
    form: GradeForm,
    *,
    remark: CellCommentForm | None = None,
    comments: list[CellComment] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    handed_in = thaw(submission.snapshot)
    if comments is None:
        comments = list(
            allowed(
                request.user,
                "view",
                CellComment.objects.filter(submission=submission).select_related("author", "row"),
            )
        )
    if remark is None:
        remark = CellCommentForm(
            handed_in=handed_in,
            initial={"key": uuid4(), "cell": request.GET.get("celda", "")},
        )
    is_open = submission.state == Submission.State.WAITING
    return render(
        request,
        "assessments/grade.html",
        {
            "submission": submission,
            "person": submission.enrolment.participant,
            "cohort": submission.project.cohort,
            "handed_in": handed_in,
            "form": form,
            "remark": remark,
            "grade": found,
            "rubric": form.rubric,
            "total": _total(form, found),
            "missing_levels": sum(not line.chosen for line in form.lines()),
            "newer_rubric": _newer_rubric(found),
            "comments": comments,
            "pins": _pins(handed_in, comments),
            "reviews": allowed(
                request.user,
                "moderate",
                PeerReview.objects.with_place().filter(project=submission.project_id),
            ).order_by("sent_at", "pk"),
            "selected": request.POST.get("cell") or request.GET.get("celda", ""),
            "parts": parts_handed_in(submission),
            "has_matrix": submission.deliverable in IN_MATRIX,
            "checked": review_in(submission.snapshot),
            "similar": similar_projects(submission),
            "is_open": is_open,
            "is_amending": not is_open and "corregir" in request.GET,
            "place": _place(request, submission) if is_open else None,
            "other_tutor": _other_tutor(request, submission, found),
        },
        status=status,
    )


def _total(form: GradeForm, found: Grade | None) -> Any:
    """Return the total of what is in the form: as saved, or as just typed and refused."""
    if form.is_bound:
        levels = {code: score.level for code, score in form.scores().items()}
        return total_of(levels, rules_of(form.criteria))
    return found.total if found else 0


def _newer_rubric(found: Grade | None) -> int | None:
    """Return the version that was published after this draft was begun, if there is one."""
    if found is None or found.sent_at:
        return None
    return found.newest_version if found.newest_version > found.rubric.version else None


def _pins(handed_in: Frozen, comments: list[CellComment]) -> dict[str, list[int]]:
    """Number the comments in the order in which they were written, by cell."""
    ids = {(cell.row.code, cell.column): cell.id for cell in handed_in.matrix.cells}
    pins: dict[str, list[int]] = {}
    for number, comment in enumerate(comments, start=1):
        pins.setdefault(ids.get((comment.row_code, comment.column), ""), []).append(number)
    return pins


def _place(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """Say which of the waiting submissions this is, and which come before and after."""
    waiting = list(
        allowed(request.user, "grade", Submission.objects.waiting()).values_list(
            "public_id", flat=True
        )
    )
    here = waiting.index(submission.public_id) if submission.public_id in waiting else 0
    return {
        "number": here + 1,
        "total": len(waiting),
        "previous": waiting[here - 1] if here else None,
        "next": waiting[here + 1] if here + 1 < len(waiting) else None,
    }


def _other_tutor(request: HttpRequest, submission: Submission, found: Grade | None) -> Any:
    """Return who else has it open: the author of the draft, else who opened it first."""
    other = found.tutor if found and not found.sent_at else submission.opened_by
    return other if other and other != request.user else None
