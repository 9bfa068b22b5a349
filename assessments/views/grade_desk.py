"""What stands on the desk of a tutor: a submission, its rubric, the remarks, and the next one."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.domain.exercise.frozen_review import review_in
from assessments.domain.grading.arithmetic import total_of
from assessments.domain.grading.reading import criteria_of, rubric_for, rules_of
from assessments.domain.similarity import similar_projects
from assessments.domain.snapshots import Frozen, thaw
from assessments.forms import CellCommentForm, GradeForm
from assessments.models import CellComment, Grade, PeerReview, Submission
from assessments.views.submissions import IN_MATRIX, parts_handed_in
from lms.lib.access import allowed, fetch, with_may


def fetch_to_grade(request: HttpRequest, public_id: UUID) -> Submission:
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


def bound_form(request: HttpRequest, submission: Submission, found: Grade | None) -> GradeForm:
    rubric = rubric_for(submission, found)
    criteria = criteria_of(rubric, submission.deliverable)
    return GradeForm(request.POST, rubric=rubric, criteria=criteria)


def show_desk(
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
