"""The exit survey, answered once."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from completion.domain.surveys import has_answered, respond
from completion.forms import SurveyForm
from completion.models import FeedbackSurvey
from courses.models import Enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, and by POST keep the answers. Nothing here notes when anybody came or answered."""
    found = fetch(
        request.user,
        "answer",
        FeedbackSurvey.objects.select_related("cohort"),
        public_id=public_id,
    )
    enrolment = fetch(
        request.user,
        "study",
        Enrolment.objects.with_course(),
        cohort=found.cohort,
        participant=request.user,
    )
    form = SurveyForm(request.POST or None, survey=found)
    if form.is_bound and form.is_valid():
        try:
            respond(enrolment, found, form.answers(), by=request.user)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you. Your answers were kept without your name."))
            return redirect("completion:certificate-list")
    return render(
        request,
        "completion/survey.html",
        {
            "survey": found,
            "cohort": found.cohort,
            "form": form,
            "is_answered": has_answered(enrolment, found),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
