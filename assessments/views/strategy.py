"""Comparing the alternatives: the usual criteria, and the table of scores."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.domain.exercise.steps import BY_SLUG
from assessments.domain.exercise.strategy import (
    REASON,
    ScoresChanged,
    add_usual_criteria,
    comparison_of,
    save_scores,
)
from assessments.domain.logframe import JOINT
from assessments.forms import ScoresForm
from assessments.views.steps import ALTERNATIVES, context_of_step
from assessments.views.work import context_of, own_work
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
    step = BY_SLUG[ALTERNATIVES]
    form = ScoresForm(
        comparison_of(project), _settled(request.POST), reason=project.selection_rationale
    )
    if form.is_valid():
        try:
            save_scores(project, form.said, by=request.user, seen=form.seen)
        except ScoresChanged as changed:
            page = reverse("assessments:step", args=[code, ALTERNATIVES])
            context = context_of(enrolment, project, (step.name, page), (_("Scores"), ""))
            context |= {"step": step} | _conflict(form, changed)
            status = HTTPStatus.CONFLICT
            return render(request, "assessments/record_conflict.html", context, status=status)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The scores are saved."))
            return redirect("assessments:step", code, ALTERNATIVES)
    context = context_of_step(enrolment, project, step)
    context |= {"comparison": form.comparison, "scores": form, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "assessments/alternatives.html", context, status=status)


def _settled(data: QueryDict) -> QueryDict:
    """Put in what the person decided about what they and others filled in otherwise."""
    data, keep = data.copy(), data.get("keep")
    for control in data.getlist("disputed"):
        mine, theirs = data.get(control, ""), data.get(f"initial-{control}", "")
        if keep == "theirs" or (keep == "both" and not mine):
            data[control] = theirs
        elif keep == "both" and control == REASON and theirs:
            data[control] = JOINT.join([mine, theirs])
    return data


def _conflict(form: ScoresForm, changed: ScoresChanged) -> dict[str, Any]:
    """Return both versions of what is disputed, and everything to be sent again."""
    sent, mine, theirs = [], [], []
    for control, name in form.controls.items():
        own, stored = changed.mine.get(name), changed.stored.get(name)
        sent += [(control, own), (f"initial-{control}", stored)]
        if name in changed.disputed:
            sent.append(("disputed", control))
            mine.append(form.in_words(control, own))
            theirs.append(form.in_words(control, stored))
    filled = [(name, value) for name, value in sent if value is not None]
    return {"changed": changed.record, "mine": mine, "theirs": theirs, "sent": filled}
