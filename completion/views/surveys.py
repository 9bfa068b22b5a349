"""The exit survey, answered once, on its page or on paper."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from completion.domain.surveys import has_answered, respond
from completion.domain.surveys_on_paper import (
    collect_sheet,
    copy_sheet,
    give_sheet_back,
    sheets_left,
)
from completion.forms import SheetForm, SurveyForm
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


@require_POST
def survey_collect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that somebody handed the survey in on paper, or that it was somebody else."""
    enrolment = fetch(
        request.user, "record_paper", Enrolment.objects.with_course(), public_id=public_id
    )
    try:
        if "undo" in request.POST:
            give_sheet_back(enrolment, by=request.user)
            messages.success(request, _("It is noted that no sheet came. Its minutes are gone."))
        else:
            collect_sheet(enrolment, by=request.user)
            messages.success(
                request, _("It is noted. Put the sheet with the others, without a name.")
            )
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("person-paper", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_sheets(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Copy the sheets of a cohort one after another; nothing says whose they are."""
    found = fetch(
        request.user,
        "copy_sheets",
        FeedbackSurvey.objects.select_related("cohort__edition"),
        public_id=public_id,
    )
    form = SheetForm(
        request.POST if request.method == "POST" else None, survey=found, initial={"key": uuid4()}
    )
    if form.is_bound and form.is_valid():
        try:
            copy_sheet(found, form.answers(), key=form.cleaned_data["key"])
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The sheet is kept. Take the next one."))
            return redirect("completion:survey-sheets", public_id)
    context = {
        "survey": found,
        "cohort": found.cohort,
        "form": form,
        "left": sheets_left(found),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "completion/survey_sheets.html", context, status=status)
