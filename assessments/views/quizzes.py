"""Pages on which people take quizzes and tests."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.quiz_taking import (
    AskedItem,
    Paper,
    paper_of,
    save_response,
    start_attempt,
    submit_attempt,
)
from assessments.domain.results import number_of_items, standing_in
from assessments.forms import AttemptItemForm
from assessments.models import QuizAttempt
from courses.domain.progress import outline_of
from courses.models import Enrolment, Lesson
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


def _quiz_of(request: HttpRequest, code: str, public_id: UUID) -> tuple[Enrolment, Lesson]:
    """Load the person's enrolment and the item of its edition that the quiz belongs to."""
    enrolment = fetch(
        request.user,
        "study",
        Enrolment.objects.with_course().filter(participant=request.user),
        cohort__code=code,
    )
    lesson = fetch(
        request.user,
        "view",
        Lesson.objects.select_related("module", "quiz").filter(
            module__edition=enrolment.cohort.edition_id, closed_by=Lesson.ClosedBy.QUIZ
        ),
        public_id=public_id,
    )
    return enrolment, lesson


def _attempt(request: HttpRequest, public_id: UUID) -> QuizAttempt:
    return fetch(
        request.user,
        "answer",
        QuizAttempt.objects.with_course(),
        public_id=public_id,
    )


@require_safe
def quiz(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Show the rules before and the results after."""
    return _show_quiz(request, *_quiz_of(request, code, public_id))


@require_POST
def quiz_start(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Begin an attempt, or go on with the one that is open."""
    enrolment, lesson = _quiz_of(request, code, public_id)
    if not hasattr(lesson, "quiz"):
        raise Http404
    try:
        attempt = start_attempt(enrolment, lesson.quiz, by=request.user)
    except RuleViolation as refusal:
        return _show_quiz(request, enrolment, lesson, refusal)
    return redirect("assessments:attempt-item", attempt.public_id, paper_of(attempt).first_open)


def _show_quiz(
    request: HttpRequest,
    enrolment: Enrolment,
    lesson: Lesson,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    quiz = getattr(lesson, "quiz", None)
    return render(
        request,
        "assessments/quiz.html",
        {
            "cohort": enrolment.cohort,
            "lesson": lesson,
            "standing": quiz and standing_in(enrolment, quiz),
            "number_of_items": number_of_items(quiz) if quiz else 0,
            "refusal": refusal,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attempt_item(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show one item, or keep its answer and go on."""
    attempt = _attempt(request, public_id)
    paper = paper_of(attempt)
    asked = paper.at(number)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save(request, paper, asked)
    if attempt.submitted_at:
        return redirect("assessments:attempt-result", public_id)
    if "ir" in request.GET:
        return _go(paper, request.GET["ir"])
    return _show_item(request, paper, asked, AttemptItemForm(asked=asked))


def _save(request: HttpRequest, paper: Paper, asked: AskedItem) -> HttpResponse:
    form = AttemptItemForm(request.POST, asked=asked)
    if form.is_valid():
        try:
            save_response(paper.attempt, asked.item, form.marked, by=request.user)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return _go(paper, request.POST.get("ir", str(asked.number + 1)))
    return _show_item(request, paper, asked, form)


def _go(paper: Paper, number: str) -> HttpResponse:
    """Lead to the item with this number; behind the last one stands the review."""
    if number.isdecimal() and len(number) < 4 and paper.at(int(number)):
        return redirect("assessments:attempt-item", paper.attempt.public_id, int(number))
    return redirect("assessments:attempt-review", paper.attempt.public_id)


def _show_item(
    request: HttpRequest, paper: Paper, asked: AskedItem, form: AttemptItemForm
) -> HttpResponse:
    return render(
        request,
        "assessments/attempt_item.html",
        {"paper": paper, "asked": asked, "form": form, "cohort": paper.attempt.enrolment.cohort},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_safe
def attempt_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is answered and what is not, before handing in."""
    attempt = _attempt(request, public_id)
    if attempt.submitted_at:
        return redirect("assessments:attempt-result", public_id)
    return _show_review(request, attempt)


@require_POST
def attempt_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand in the attempt; sending again leads to the same result."""
    attempt = _attempt(request, public_id)
    try:
        submit_attempt(attempt, by=request.user)
    except RuleViolation as refusal:
        return _show_review(request, attempt, refusal)
    return redirect("assessments:attempt-result", public_id)


def _show_review(
    request: HttpRequest, attempt: QuizAttempt, refusal: RuleViolation | None = None
) -> HttpResponse:
    return render(
        request,
        "assessments/attempt_review.html",
        {"paper": paper_of(attempt), "cohort": attempt.enrolment.cohort, "refusal": refusal},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )


@require_safe
def attempt_result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the score, with the reason for each choice that was marked."""
    attempt = _attempt(request, public_id)
    if not attempt.submitted_at:
        return redirect("assessments:attempt-review", public_id)
    return render(
        request,
        "assessments/attempt_result.html",
        {
            "paper": paper_of(attempt),
            "standing": standing_in(attempt.enrolment, attempt.quiz),
            "cohort": attempt.enrolment.cohort,
            "next": outline_of(attempt.enrolment).after(attempt.quiz.lesson),
        },
    )
