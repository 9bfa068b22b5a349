"""Pages on which a deliverable is looked over, handed in, and taken back."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.checker.check import STEPS
from assessments.domain.checker.findings import Place
from assessments.domain.deliverables import Standing, openings_of, standings_of
from assessments.domain.exercise.contents import deliverables_shown, parts_of
from assessments.domain.exercise.lessons import lessons_by_step
from assessments.domain.exercise.minimum import Lack, Minimum, Need
from assessments.domain.exercise.review import PLACE_OF_KIND, Review, review_of
from assessments.domain.grading.reading import criteria_of
from assessments.domain.matrix import matrix_in
from assessments.domain.rubrics import rubric_of
from assessments.domain.snapshots import facts_in, thaw
from assessments.domain.submission import submit_project, withdraw_submission
from assessments.forms import SubmissionForm
from assessments.models import (
    CellComment,
    CriterionScore,
    Deliverable,
    Grade,
    LogframeProject,
    Submission,
)
from assessments.views.findings import SECTION_OF_KIND, address_at, address_of, panel_of
from assessments.views.work import context_of, own_work
from courses.models import Enrolment
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

# Kinds of records that the checker calls by another name.
IN_MATRIX = {Deliverable.NARRATIVE, Deliverable.INDICATORS, Deliverable.PROJECT}


def _hand_in_step(code: str) -> tuple[str, str]:
    return (_("Hand in"), reverse("assessments:submission-new", args=[code]))


@require_safe
def submission_new(request: HttpRequest, code: str) -> HttpResponse:
    """Show the five deliverables: what each needs, until when, and where it stands."""
    enrolment, project = own_work(request, code)
    review = review_of(project)
    context = context_of(enrolment, project, (_("Hand in"), ""))
    context |= {
        "standings": standings_of(enrolment, project, review, opens=openings_of(project)),
        "findings": len(review.notes),
        "now": timezone.now(),
    }
    return render(request, "assessments/submission_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deliverable_submit(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    if deliverable not in Deliverable.values:
        raise Http404
    enrolment, project = own_work(request, code)
    data = request.POST if request.method == "POST" else None
    form = SubmissionForm(data, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            submission = submit_project(
                project,
                enrolment,
                by=request.user,
                key=form.cleaned_data["key"],
                deliverable=deliverable,
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("%(deliverable)s is handed in.") % {"deliverable": deliverable}
            )
            return redirect(submission)
    context = _reviewed(enrolment, project, Deliverable(deliverable)) | {"form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/deliverable_submit.html", context, status=status)


def _reviewed(
    enrolment: Enrolment, project: LogframeProject, deliverable: Deliverable
) -> dict[str, Any]:
    """Gather what the page of a deliverable shows before it is handed in."""
    cohort, review = enrolment.cohort, review_of(project)
    standing = next(
        each for each in standings_of(enrolment, project, review) if each.deliverable == deliverable
    )
    rubric = rubric_of(cohort)
    matrix = matrix_in(review.facts)
    return context_of(enrolment, project, _hand_in_step(cohort.code), (standing.name, "")) | {
        "standing": standing,
        "needs": _needs(standing, review, cohort.code),
        "findings": panel_of(
            review.of_steps(STEPS[deliverable]),
            cohort,
            where="",
            lessons=lessons_by_step(cohort.edition),
        ),
        "facts": review.facts,
        "matrix": matrix if deliverable in IN_MATRIX else None,
        "rubric": rubric,
        "criteria": criteria_of(rubric, deliverable),
        "now": timezone.now(),
    }


def _needs(standing: Standing, review: Review, code: str) -> list[tuple[Need, str, list]]:
    """Return each need with the page of its step and links to what is missing."""
    minimum: Minimum = standing.minimum
    rows = {
        each.key: row.key
        for row in review.facts.rows
        for each in (row, *row.assumptions, *row.indicators, *_means_of(row))
    }
    return [
        (
            need,
            address_at(Place("project"), need.step, code),
            [
                *((_words(lack), _address(lack, need.step, rows, code)) for lack in need.lacks),
                *((note.finding.message, address_of(note.finding, code)) for note in need.errors),
            ],
        )
        for need in (*minimum.earlier, *minimum.needs)
    ]


def _means_of(row: Any) -> list:
    return [each for indicator in row.indicators for each in indicator.means]


def _words(lack: Lack) -> str:
    name = lack.name or str(lack.thing.name)
    if not lack.labels:
        return _("Add: %(name)s.") % {"name": name}
    return _("%(name)s: %(fields)s.") % {
        "name": name,
        "fields": ", ".join(map(str, lack.labels)),
    }


def _address(lack: Lack, step: str, rows: dict[str, str], code: str) -> str:
    kind = PLACE_OF_KIND.get(lack.thing.kind, lack.thing.kind)
    if kind not in SECTION_OF_KIND and kind not in {"project", "row"} and lack.key not in rows:
        return address_at(Place("project"), step, code)
    place = Place(kind, lack.key, field=lack.field, row=rows.get(lack.key, ""))
    return address_at(place, step, code)


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
            "parts": parts_handed_in(submission),
            "has_matrix": submission.deliverable in IN_MATRIX,
            "grade": grade,
            "scores": _scores(grade),
            "comments": list(comments) if grade else [],
            "may_withdraw": submission.may_withdraw
            and submission.state == Submission.State.WAITING
            and submission.opened_at is None,
        },
    )


def parts_handed_in(submission: Submission) -> tuple:
    """Return the steps of a submission as they were frozen, without the matrix."""
    facts = facts_in(submission.snapshot)
    return parts_of(facts, deliverables_shown(submission.deliverable)) if facts else ()


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
