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
from assessments.domain.exercise.deletions import deletions_of, restore_record
from assessments.domain.exercise.lessons import lesson_teaching
from assessments.domain.exercise.listing import Reader
from assessments.domain.exercise.outline import Branch, outline_of
from assessments.domain.exercise.steps import BY_SLUG, SECTIONS, TREES, Step, steps_for
from assessments.models import LogframeProject
from assessments.views.findings import findings_of_step
from assessments.views.work import context_of, own_work
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation

TEMPLATES = {"2.3": "assessments/problem_tree.html", "2.4": "assessments/objective_tree.html"}


@require_safe
def step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    found = _step_or_404(step)
    enrolment, project = own_work(request, code)
    context = context_of(enrolment, project, (found.name, ""))
    context |= _shown(project, found, with_tables=found.number not in TREES)
    if found.number in TREES:
        context |= _tree(project, found)
    context["findings"] = findings_of_step(project, enrolment.cohort, found)
    context["lesson"] = lesson_teaching(found.number, edition=enrolment.cohort.edition)
    return render(request, TEMPLATES.get(found.number, "assessments/step.html"), context)


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
    return {
        "outline": outline,
        "mirrored": [outline.central, *outline.all_effects, *outline.all_causes],
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
    }
    return render(request, "assessments/project_read.html", context)


def _step_or_404(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _shown(project: LogframeProject, step: Step, *, with_tables: bool = True) -> dict[str, Any]:
    steps = steps_for(project)
    place = steps.index(step) if step in steps else -1
    return {
        "step": step,
        "steps": steps,
        "tables": Reader(project).tables(step) if with_tables else (),
        "previous": steps[place - 1] if place > 0 else None,
        "following": steps[place + 1] if 0 <= place < len(steps) - 1 else None,
    }


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
