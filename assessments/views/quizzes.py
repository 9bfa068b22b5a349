"""The page in front of a quiz or test, where attempts begin."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.domain.quiz_taking import start_attempt
from assessments.domain.results import number_of_items, standing_in
from assessments.forms import StartForm
from assessments.views.attempts import address_in
from courses.models import Enrolment, Lesson
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation
from lms.lib.light import wants_light


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


@require_safe
def quiz(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Show the rules before and the results after."""
    return _show_quiz(request, *_quiz_of(request, code, public_id))


@require_POST
def quiz_start(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Begin an attempt, or go on with the one that is open, where it was left."""
    enrolment, lesson = _quiz_of(request, code, public_id)
    form = StartForm(request.POST)
    if not hasattr(lesson, "quiz") or not form.is_valid():
        raise Http404
    try:
        attempt = start_attempt(
            enrolment,
            lesson.quiz,
            by=request.user,
            key=form.cleaned_data["key"],
            on_one_page=wants_light(request),
        )
    except RuleViolation as refusal:
        return _show_quiz(request, enrolment, lesson, refusal)
    return redirect(address_in(attempt, attempt.place, of=number_of_items(lesson.quiz)))


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
            "key": uuid4(),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )
