"""Pages about what quizzes say: how their items work, a wrong key, and what a cohort learnt."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.domain.quiz_corrections import Effect, correct_key, corrections_of, preview
from assessments.domain.quiz_gain import FEWEST, gain_page
from assessments.domain.quiz_statistics import LEAST_ATTEMPTS, statistics_of
from assessments.forms import KeyForm
from assessments.models import Quiz, QuizItem
from courses.models import Cohort
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation


@require_safe
def quiz_items(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show every item of a quiz with its statistics, and what was corrected."""
    rows = with_may(
        Quiz.objects.select_related("lesson__module__edition__course"), request.user, "correct"
    )
    quiz = fetch(request.user, "view", rows, lesson__public_id=public_id)
    return render(
        request,
        "assessments/quiz_items.html",
        {
            "quiz": quiz,
            "edition": quiz.lesson.module.edition,
            "statistics": statistics_of(quiz),
            "corrections": corrections_of(quiz),
            "least": LEAST_ATTEMPTS,
        },
    )


@require_safe
def cohort_gain(request: HttpRequest, code: str) -> HttpResponse:
    """Say how much a cohort learnt between its two tests, without anybody's score."""
    rows = with_may(
        Cohort.objects.select_related("edition__course"), request.user, "manage", "tutor"
    )
    cohort = fetch(request.user, "measure", rows, code=code)
    return render(
        request,
        "assessments/cohort_gain.html",
        {
            "cohort": cohort,
            "page": gain_page(cohort),
            "fewest": FEWEST,
            "quizzes": allowed(
                request.user,
                "view",
                Quiz.objects.filter(lesson__module__edition=cohort.edition_id)
                .select_related("lesson")
                .order_by("lesson__position"),
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item_key(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what is right in an item: first in numbers what would happen, then for good."""
    item = fetch(
        request.user,
        "correct",
        QuizItem.objects.select_related("quiz__lesson__module__edition__course").prefetch_related(
            "choices", "parts"
        ),
        public_id=public_id,
    )
    form = KeyForm(
        request.POST if request.method == "POST" else None, item=item, initial={"key": uuid4()}
    )
    effect = None
    if form.is_bound and form.is_valid():
        try:
            if form.is_confirmed:
                facts = {name: form.cleaned_data[name] for name in ("key", "reason")}
                correct_key(item, form.new_key, by=request.user, **facts)
                messages.success(
                    request, _("The key is corrected. The attempts are being scored again.")
                )
                return redirect("assessments:quiz-items", item.quiz.lesson.public_id)
            effect = preview(item, form.new_key)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
    return _show(request, item, form, effect)


def _show(
    request: HttpRequest, item: QuizItem, form: KeyForm, effect: Effect | None
) -> HttpResponse:
    return render(
        request,
        "assessments/item_key.html",
        {"item": item, "quiz": item.quiz, "form": form, "effect": effect},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )
