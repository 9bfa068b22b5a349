"""The page on which the team plans a cohort like an earlier one."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.cohort_copies import copy_cohort, days_of_copy, is_adapted
from assessments.forms.cohort_copies import CohortCopyForm
from courses.models import Cohort
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation

WITH_SETTINGS = ("edition__course", "host", "partner", "sponsor", "territory")


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_copy(request: HttpRequest, code: str) -> HttpResponse:
    """Show what comes along, and the new days once a first one is typed; the POST plans it."""
    source = fetch(request.user, "manage", Cohort.objects.select_related(*WITH_SETTINGS), code=code)
    if "look" in request.POST:
        shown = {name: request.POST.get(name, "") for name in CohortCopyForm.base_fields}
        return redirect(f"{request.path}?{urlencode(shown)}")
    typed = request.POST if request.method == "POST" else request.GET or None
    form = CohortCopyForm(typed)
    if form.is_bound and form.is_valid() and request.method == "POST":
        try:
            cohort = copy_cohort(source, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request,
                _("%(cohort)s is planned like %(source)s. This is what it still needs.")
                % {"cohort": cohort.name, "source": source.name},
            )
            return redirect(cohort)
    starts_on = getattr(form, "cleaned_data", {}).get("starts_on") or source.starts_on
    context = {
        "source": source,
        "form": form,
        "starts_on": starts_on,
        "ends_on": source.ends_on + (starts_on - source.starts_on),
        "is_moved": starts_on != source.starts_on,
        "dues": days_of_copy(source, starts_on),
        "is_adapted": is_adapted(source),
        "trail": [
            (_("Cohorts"), reverse("courses:cohort-list")),
            (source.name, source.get_absolute_url()),
            (_("New cohort like this one"), ""),
        ],
    }
    refused = request.method == "POST" and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "assessments/cohort_copy.html", context, status=status)
