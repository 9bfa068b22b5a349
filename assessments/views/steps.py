"""The pages of the steps of the exercise, for those who work on it and those who read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.documents.tree_svg import draw_tree
from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.exercise.deletions import deletions_of, restore_record
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.lessons import lesson_teaching
from assessments.domain.exercise.listing import Reader, Table
from assessments.domain.exercise.outline import Branch, outline_of
from assessments.domain.exercise.steps import BY_SLUG, SECTIONS, TREES, Step, steps_for
from assessments.domain.exercise.strategy import compare
from assessments.forms import ScoresForm
from assessments.models import LogframeProject
from assessments.views.findings import findings_of_step
from assessments.views.work import context_of, own_work
from courses.models import Enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation

ALTERNATIVES = "alternativas"
TEMPLATES = {
    "2.3": "assessments/problem_tree.html",
    "2.4": "assessments/objective_tree.html",
    "2.5": "assessments/alternatives.html",
}


@require_safe
def step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    found = _step_or_404(step)
    enrolment, project = own_work(request, code)
    context = context_of_step(enrolment, project, found)
    return render(request, TEMPLATES.get(found.number, "assessments/step.html"), context)


def context_of_step(enrolment: Enrolment, project: LogframeProject, step: Step) -> dict[str, Any]:
    context = context_of(enrolment, project, (step.name, ""))
    facts = facts_of(project)
    context |= _shown(project, step, facts)
    if "comparison" in context and context["is_editable"]:
        reason = project.selection_rationale
        context["scores"] = ScoresForm(context["comparison"], reason=reason)
    context["findings"] = findings_of_step(project, enrolment.cohort, step, facts=facts)
    context["lesson"] = lesson_teaching(step.number, edition=enrolment.cohort.edition)
    return context


@require_safe
def tree_drawing(request: HttpRequest, code: str, step: str) -> HttpResponse:
    found = _step_or_404(step)
    _enrolment, project = own_work(request, code)
    drawing = _tree(project, found)["drawing"] if found.number in TREES else ""
    if not drawing:
        raise Http404
    return HttpResponse(
        drawing,
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{found.slug}.svg"'},
    )


def _tree(project: LogframeProject, step: Step) -> dict[str, Any]:
    outline = outline_of(project)
    drawing = draw_tree(
        outline,
        label=_(
            "%(tree)s: %(effects)s effects above, the centre, and %(causes)s causes below. "
            "The list has the same content."
        )
        % {
            "tree": step.name,
            "effects": len(outline.all_effects),
            "causes": len(outline.all_causes),
        },
        text=_problem_text if TREES[step.number] == "problem" else _objective_text,
    )
    mirrored = [outline.central, *outline.all_effects, *outline.all_causes]
    return {
        "outline": outline,
        "mirrored": mirrored if outline.central else [],
        "without_objective": sum(
            not each.objective and not each.is_left_out for each in mirrored if each
        ),
        "drawing": mark_safe(drawing),  # noqa: S308 -- drawn by us, its texts are escaped
    }


def _problem_text(branch: Branch) -> str:
    return branch.node.text


def _objective_text(branch: Branch) -> str:
    return branch.objective.text if branch.objective else ""


@require_safe
def project_read(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """Show a step to those who may read the project: its tutor and the team."""
    found = _step_or_404(step)
    project = fetch(
        request.user,
        "view",
        LogframeProject.objects.select_related("cohort"),
        public_id=public_id,
    )
    context = _shown(project, found) | {
        "project": project,
        "cohort": project.cohort,
        "trail": [(str(project), ""), (found.name, "")],
        "is_reading": True,
        "is_editable": False,
    }
    return render(request, "assessments/project_read.html", context)


def _step_or_404(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _shown(
    project: LogframeProject, step: Step, facts: ProjectFacts | None = None
) -> dict[str, Any]:
    steps = steps_for(project)
    place = steps.index(step) if step in steps else -1
    tables = () if step.number in TREES else Reader(project).tables(step)
    more: dict[str, Any] = {}
    if step.number in TREES:
        more = _tree(project, step)
    elif step.slug == ALTERNATIVES:
        more = _compared(project, tables, facts or facts_of(project))
    return more | {
        "step": step,
        "steps": steps,
        "tables": tables,
        "previous": steps[place - 1] if place > 0 else None,
        "following": steps[place + 1] if 0 <= place < len(steps) - 1 else None,
    }


def _compared(project: LogframeProject, tables: list[Table], facts: ProjectFacts) -> dict[str, Any]:
    """Return the table of scores, from what the page has read already."""
    records = {table.section.kind: [each.record for each in table.records] for table in tables}
    scores = {each.key: each.scores for each in facts.alternatives}
    return {"comparison": compare(records["criterion"], records["alternative"], scores)}


@require_safe
def project_bin(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    context = context_of(enrolment, project, (_("Deleted records"), ""))
    return render(
        request, "assessments/project_bin.html", context | {"deletions": deletions_of(project)}
    )


@require_POST
def record_restore(request: HttpRequest, code: str, deletion: UUID) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    entry = deletions_of(project).filter(public_id=deletion).first()
    if entry is None:
        raise Http404
    try:
        restore_record(project, deletion, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("assessments:project-bin", code)
    messages.success(request, _("Brought back: %(record)s.") % {"record": entry.name})
    return redirect(address_of_kind(code, entry.kind))


def address_of_kind(code: str, kind: str) -> str:
    """Return the page on which records of a kind stand."""
    for step, section in SECTIONS.values():
        if section.kind == kind:
            return reverse("assessments:step", args=[code, step.slug])
    return reverse("assessments:matrix", args=[code])
