"""More time for a person or their team: granting it, and taking it back."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.due import due_dates_of
from assessments.domain.extensions import extend, team_of, withdraw_extension
from assessments.forms.extensions import ExtensionForm
from courses.models import DueExtension, Enrolment
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is due for somebody and until when, and give more time."""
    enrolment = fetch(request.user, "extend", Enrolment.objects.with_course(), public_id=public_id)
    dues = due_dates_of(enrolment)
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        dues=dues,
        zone=enrolment.cohort.time_zone,
        initial={"key": uuid4()},
    )
    if form.is_bound and form.is_valid():
        people = team_of(enrolment) if form.cleaned_data["for_team"] else [enrolment]
        try:
            extend(people, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The new day counts from now on."))
            return redirect("assessments:extension", public_id)
    context = {
        "enrolment": enrolment,
        "dues": dues.values(),
        "granted": allowed(
            request.user,
            "withdraw",
            DueExtension.objects.in_force()
            .filter(enrolment=enrolment)
            .select_related("granted_by"),
        ),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/extension.html", context, status=status)


@require_POST
def extension_withdraw(request: HttpRequest, public_id: UUID, batch: UUID) -> HttpResponse:
    granted = fetch(
        request.user,
        "withdraw",
        DueExtension.objects.all(),
        batch=batch,
        enrolment__public_id=public_id,
    )
    withdraw_extension(granted.batch, by=request.user)
    messages.success(request, _("The time is taken back from everybody who got it together."))
    return redirect("assessments:extension", public_id)
