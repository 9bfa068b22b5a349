"""Pages on which tutors and the team give somebody more attempts or more time."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.quiz_allowances import grant_allowance, quizzes_of, take_back_allowance
from assessments.forms import AllowanceForm
from assessments.models import QuizAllowance
from courses.models import Enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def person_quizzes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show somebody's quizzes, or grant more of one of them."""
    enrolment = fetch(
        request.user, "make_allowance", Enrolment.objects.with_course(), public_id=public_id
    )
    quizzes = quizzes_of(enrolment)
    sent = request.POST if request.method == "POST" else None
    form = AllowanceForm(sent, quizzes=quizzes, initial={"key": uuid4()})
    if form.is_bound and form.is_valid():
        try:
            grant_allowance(enrolment, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("It is granted, and the participant is told by mail."))
            return redirect("assessments:person-quizzes", public_id)
    return _show(request, enrolment, quizzes=quizzes, form=form)


@require_POST
def allowance_take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo an allowance."""
    allowance = fetch(
        request.user,
        "take_back",
        QuizAllowance.objects.select_related(
            "quiz", "enrolment__participant", "enrolment__cohort__edition__course"
        ),
        public_id=public_id,
    )
    enrolment = allowance.enrolment
    try:
        take_back_allowance(allowance, by=request.user)
    except RuleViolation as refusal:
        quizzes = quizzes_of(enrolment)
        form = AllowanceForm(quizzes=quizzes, initial={"key": uuid4()})
        return _show(request, enrolment, quizzes=quizzes, form=form, refusal=refusal)
    messages.success(request, _("The allowance is taken back."))
    return redirect("assessments:person-quizzes", enrolment.public_id)


def _show(
    request: HttpRequest,
    enrolment: Enrolment,
    *,
    form: AllowanceForm,
    refusal: RuleViolation | None = None,
    **context: Any,
) -> HttpResponse:
    is_refused = bool(form.errors or refusal)
    return render(
        request,
        "assessments/person_quizzes.html",
        {"enrolment": enrolment, "form": form, "refusal": refusal, **context},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK,
    )
