"""Pages about hours: one's own, line by line, and the corrections of the team."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.domain.corrections import adjust_hours, correct_line
from courses.domain.hours import hours_of
from courses.domain.ledger import ledger_of
from courses.forms import AdjustHoursForm, CorrectLineForm
from courses.models import Enrolment, HoursEntry
from courses.views.learning import own_enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


@require_safe
def hours(request: HttpRequest, code: str) -> HttpResponse:
    enrolment = own_enrolment(request, code)
    context = {
        "cohort": enrolment.cohort,
        "enrolment": enrolment,
        "ledger": ledger_of(enrolment),
    }
    return render(request, "courses/hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hours_adjust(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enter minutes, more or less, with a reason."""
    enrolment = fetch(
        request.user, "correct_hours", Enrolment.objects.with_course(), public_id=public_id
    )
    form = AdjustHoursForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if form.is_bound and form.is_valid():
        try:
            adjust_hours(enrolment, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The adjustment is a new line of the ledger."))
            return redirect("person", public_id)
    return _show(
        request,
        "courses/hours_adjust.html",
        {"enrolment": enrolment, "form": form, "hours": hours_of(enrolment)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def line_correct(request: HttpRequest, public_id: UUID, line: UUID) -> HttpResponse:
    """Say what follows, ask for the reason, and take one line back."""
    entry = fetch(
        request.user,
        "correct",
        HoursEntry.objects.in_force().select_related("enrolment__participant", "enrolment__cohort"),
        public_id=line,
        enrolment__public_id=public_id,
    )
    form = CorrectLineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            correct_line(entry, by=request.user, reason=form.cleaned_data["reason"])
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The line is taken back by another one."))
            return redirect("person", public_id)
    return _show(
        request,
        "courses/line_correct.html",
        {"enrolment": entry.enrolment, "entry": entry, "form": form},
    )


def _show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["form"].errors else HTTPStatus.OK
    return render(request, template, context, status=status)
