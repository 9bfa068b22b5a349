"""The page on which a partner, or the team, adapts the exercise of a cohort."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.domain.adaptation import (
    Adaptation,
    adaptation_of,
    all_goals,
    may_be_silenced,
    save_adaptation,
    sent_verdicts,
    usual_criteria,
)
from assessments.forms import AdaptationForm, initial_of_adaptation
from courses.models import Cohort
from lms.lib.access import fetch, with_may
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def adaptation(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is set and change it; ``preview`` shows how it would look, and saves nothing."""
    cohort = fetch(
        request.user,
        "adapt",
        with_may(
            Cohort.objects.select_related("edition__course", "partner"), request.user, "manage"
        ),
        code=code,
    )
    stored = adaptation_of(cohort)
    form = AdaptationForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of_adaptation(stored),
        goals=all_goals(),
        criteria=usual_criteria(cohort),
        rules=may_be_silenced(),
    )
    shown = stored
    if form.is_bound and form.is_valid():
        shown = form.adaptation()
        if "preview" not in request.POST and _is_saved(request, cohort, form, shown):
            return redirect("assessments:adaptation", code)
    return _show(request, cohort, form, shown)


def _is_saved(request: HttpRequest, cohort: Cohort, form: AdaptationForm, said: Adaptation) -> bool:
    try:
        save_adaptation(cohort, said, by=request.user)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        if refusal.code == "conflict":
            form.data = form.data.copy()
            form.data["version"] = adaptation_of(cohort).version
        return False
    messages.success(request, _("The exercise of the cohort is saved."))
    return True


def _show(
    request: HttpRequest, cohort: Cohort, form: AdaptationForm, shown: Adaptation
) -> HttpResponse:
    return render(
        request,
        "assessments/adaptation.html",
        {
            "cohort": cohort,
            "form": form,
            "shown": shown,
            "weights": list(zip(form.criteria, form.weights(), strict=True)),
            "shown_weights": [(each, shown.weights[each.code]) for each in form.criteria],
            "total": sum(shown.weights.values()),
            "sent": sent_verdicts(cohort),
            "trail": [
                (cohort.name, cohort.get_absolute_url() if cohort.may_manage else ""),
                (_("Exercise of the cohort"), ""),
            ],
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )
