"""More time for a person, their team or a group: granting it, and taking it back."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.calendar import due_works_of, works_due
from assessments.domain.due import due_dates_of
from assessments.domain.extensions import (
    extend,
    groups_of,
    team_of,
    with_tutor,
    withdraw_extension,
)
from assessments.forms.extensions import ExtensionForm, GroupForm
from assessments.views.calendar import fetch_cohort, trail_in
from courses.models import DueExtension, Enrolment
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

BATCHES_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is due for somebody and until when, and give more time."""
    enrolment = fetch(request.user, "extend", Enrolment.objects.with_course(), public_id=public_id)
    dues = due_dates_of(enrolment)
    works = works_due(enrolment.cohort, dues)
    team = team_of(enrolment)
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        works=works,
        zone=enrolment.cohort.time_zone,
        initial={"key": uuid4()},
    )
    if form.is_bound and form.is_valid():
        people = team if form.cleaned_data["for_team"] else [enrolment]
        try:
            extend(people, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The new day counts from now on."))
            return redirect("assessments:extension", public_id)
    granted = allowed(
        request.user, "view", DueExtension.objects.in_force().filter(enrolment=enrolment)
    )
    context = {
        "enrolment": enrolment,
        "dues": [(work, dues[work.code]) for work in works],
        "mates": [each.participant.full_name for each in team[1:]],
        "granted": with_may(granted, request.user, "withdraw").select_related("granted_by"),
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


@require_http_methods(["GET", "HEAD", "POST"])
def group_extension(request: HttpRequest, code: str) -> HttpResponse:
    """Give everybody, a tutor's people or a selection more time; show what was given before."""
    cohort = fetch_cohort(request, "extend", code)
    people = allowed(
        request.user, "extend", with_tutor(cohort.enrolments.filter(status=Enrolment.Status.ACTIVE))
    )
    works = due_works_of(cohort)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        groups=groups_of(list(people)),
        works=[work for work in works if work.due_at],
        zone=cohort.time_zone,
        initial={"key": uuid4()},
    )
    if form.is_bound and form.is_valid():
        try:
            number = extend(form.enrolments, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            words = ngettext(
                "%(number)s person has more time.", "%(number)s people have more time.", number
            )
            messages.success(request, words % {"number": number})
            return redirect("assessments:group-extension", code)
    batches = allowed(
        request.user,
        "view",
        DueExtension.objects.in_force().filter(enrolment__cohort=cohort).one_of_each_batch(),
    )
    context = {
        "cohort": cohort,
        "form": form,
        "names": {work.code: work.name for work in works},
        "batches": with_may(batches, request.user, "withdraw").select_related("granted_by")[
            :BATCHES_SHOWN
        ],
        "trail": trail_in(cohort, _("More time for a group")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/group_extension.html", context, status=status)


@require_POST
def group_extension_withdraw(request: HttpRequest, code: str, batch: UUID) -> HttpResponse:
    granted = fetch(
        request.user,
        "withdraw",
        DueExtension.objects.one_of_each_batch(),
        batch=batch,
        enrolment__cohort__code=code,
    )
    withdraw_extension(granted.batch, by=request.user)
    messages.success(request, _("The time is taken back from everybody who got it together."))
    return redirect("assessments:group-extension", code)
