"""Pages on which a quiz that somebody answered on paper is entered, and taken back."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.paper import paper_quiz
from assessments.domain.quiz_allowances import QuizOfPerson, quizzes_of
from assessments.domain.quiz_on_paper import (
    blank_paper,
    check_paper_attempt,
    record_paper_attempt,
    score_on,
    withdraw_paper_attempt,
)
from assessments.forms import PaperAttemptForm
from assessments.models import QuizAttempt
from courses.models import Enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def paper_attempt(request: HttpRequest, public_id: UUID, quiz: UUID) -> HttpResponse:
    """Copy a sheet: first its score is shown, then it is entered."""
    enrolment = fetch(
        request.user, "record_paper", Enrolment.objects.with_course(), public_id=public_id
    )
    one = _quiz(enrolment, quiz)
    form = PaperAttemptForm(
        request.POST if request.method == "POST" else None,
        paper=blank_paper(enrolment, one.quiz),
        initial={"taken_on": timezone.localdate(), "key": uuid4()},
    )
    is_foretold = False
    if form.is_bound and form.is_valid():
        try:
            if form.is_confirmed:
                attempt = record_paper_attempt(enrolment, one.quiz, by=request.user, **form.facts)
                _say_it_is_entered(request, attempt)
                return redirect("person-paper", public_id)
            check_paper_attempt(
                enrolment, one.quiz, taken_on=form.cleaned_data["taken_on"], by=request.user
            )
            is_foretold = True
        except RuleViolation as refusal:
            form.add_error(None, refusal)
    return _show(request, enrolment, one, form, is_foretold=is_foretold)


@require_safe
def paper_sheet(request: HttpRequest, public_id: UUID, quiz: UUID) -> HttpResponse:
    """The sheet to print for a person: the questions without their answers."""
    enrolment = fetch(
        request.user, "record_paper", Enrolment.objects.with_course(), public_id=public_id
    )
    sheet = paper_quiz(_quiz(enrolment, quiz).quiz)
    return render(
        request,
        "assessments/paper_sheet.html",
        {"enrolment": enrolment, "public_id": quiz, "sheet": sheet},
    )


@require_POST
def paper_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a wrong entry back, with its reason and its hours."""
    attempt = fetch(
        request.user,
        "take_back",
        QuizAttempt.objects.select_related("enrolment"),
        public_id=public_id,
    )
    try:
        withdraw_paper_attempt(attempt, by=request.user, reason=request.POST.get("reason", ""))
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("It is taken back. The right one can be entered now."))
    return redirect("person-paper", attempt.enrolment.public_id)


def _quiz(enrolment: Enrolment, public_id: UUID) -> QuizOfPerson:
    for one in quizzes_of(enrolment):
        if one.quiz.lesson.public_id == public_id:
            return one
    raise Http404


def _say_it_is_entered(request: HttpRequest, attempt: QuizAttempt) -> None:
    messages.success(
        request,
        _("%(code)s is entered: %(points)s of 100.")
        % {"code": attempt.quiz.lesson.code, "points": f"{attempt.points.normalize():f}"},
    )


def _show(
    request: HttpRequest,
    enrolment: Enrolment,
    one: QuizOfPerson,
    form: PaperAttemptForm,
    *,
    is_foretold: bool,
) -> HttpResponse:
    context = {
        "enrolment": enrolment,
        "one": one,
        "form": form,
        "is_foretold": is_foretold,
    }
    if is_foretold:
        given = form.cleaned_data["score"]
        filled = form.filled
        context |= {
            "is_score_only": given is not None,
            "filled": filled,
            "score": score_on(filled) if given is None else given,
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/paper_attempt.html", context, status=status)
