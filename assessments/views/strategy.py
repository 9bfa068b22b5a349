"""Comparing the alternatives: the usual criteria, and the table of scores."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.domain.exercise.records import RecordChanged
from assessments.domain.exercise.steps import BY_SLUG
from assessments.domain.exercise.strategy import add_usual_criteria, comparison_of, save_scores
from assessments.forms import ScoresForm
from assessments.views.steps import ALTERNATIVES, context_of_step
from assessments.views.work import own_work
from lms.lib.errors import RuleViolation


@require_POST
def criteria_add(request: HttpRequest, code: str) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    try:
        made = add_usual_criteria(project, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        if made:
            messages.success(
                request,
                _("The five usual criteria are written. Change their weights as you need."),
            )
    return redirect("assessments:step", code, ALTERNATIVES)


@require_POST
def scores_save(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    form = ScoresForm(comparison_of(project), request.POST)
    if form.is_valid():
        try:
            save_scores(project, by=request.user, **form.typed)
        except RecordChanged:
            form.add_error(
                None,
                _("Somebody scored in the meantime. Compare with the page before you save again."),
            )
            form.data = form.data.copy()
            for option in comparison_of(project).options:
                form.data[f"v-{option.record.public_id}"] = option.record.version
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The scores are saved."))
            return redirect("assessments:step", code, ALTERNATIVES)
    context = context_of_step(enrolment, project, BY_SLUG[ALTERNATIVES])
    context |= {"comparison": form.comparison, "scores": form, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "assessments/alternatives.html", context, status=status)
