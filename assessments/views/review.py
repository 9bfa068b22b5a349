"""The whole project as the checker sees it, and hints that people dismiss."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.exercise.lessons import lessons_by_step
from assessments.domain.exercise.review import (
    MATRIX_STEPS,
    Review,
    bring_back_hint,
    dismiss_hint,
    note_at,
    review_of,
)
from assessments.domain.exercise.steps import steps_for
from assessments.forms import DismissalForm
from assessments.models import LogframeProject
from assessments.views.findings import MATRIX, page_of, panel_of
from assessments.views.work import context_of, own_work
from courses.models import Cohort
from lms.lib.errors import RuleViolation


@require_safe
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Show all findings, step by step."""
    enrolment, project = own_work(request, code)
    context = context_of(enrolment, project, (_("Review"), ""))
    context["parts"] = _parts(review_of(project), project, enrolment.cohort)
    return render(request, "assessments/review.html", context)


def _parts(found: Review, project: LogframeProject, cohort: Cohort) -> list[tuple]:
    """Return name, word of the address and findings of each page on which there are any."""
    lessons = lessons_by_step(cohort.edition)
    pages = [(step.name, step.slug, {step.number}) for step in steps_for(project)]
    matrix_at = sum(int(step.number.partition(".")[2]) < 7 for step in steps_for(project))
    pages.insert(matrix_at, (_("Logical framework matrix"), MATRIX, MATRIX_STEPS))
    parts = [
        (name, slug, panel_of(found.of_steps(steps), cohort, lessons=lessons, is_whole=True))
        for name, slug, steps in pages
    ]
    return [part for part in parts if not part[2].is_clean or part[2].dismissed]


@require_http_methods(["GET", "HEAD", "POST"])
def hint_dismiss(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    rule, place = request.GET.get("regla", ""), request.GET.get("lugar", "")
    where = request.GET.get("donde", "")
    form = DismissalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            dismiss_hint(project, rule, place, by=request.user, reason=form.cleaned_data["reason"])
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The hint is dismissed. You can show it again."))
            return redirect(page_of(where, code))
    note = note_at(review_of(project), rule, place)
    if note is None and not form.errors:
        raise Http404
    context = context_of(enrolment, project, (_("Review"), page_of("", code)), (_("Dismiss"), ""))
    context |= {"form": form, "note": note, "back": page_of(where, code)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/hint_dismiss.html", context, status=status)


@require_POST
def hint_return(request: HttpRequest, code: str, dismissal: UUID) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    found = project.dismissals.filter(public_id=dismissal).select_related("project").first()
    if found is None:
        raise Http404
    try:
        bring_back_hint(found)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(page_of(request.POST.get("donde", ""), code))
