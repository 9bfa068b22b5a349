"""The versions of a project: who handed in what and when, what differs, and bringing one back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.domain.exchange.versions import (
    compare_versions,
    restore_version,
    usual_pair,
    versions_of,
)
from assessments.domain.exercise.deletions import deletions_of
from assessments.views.project_files import MOST_CELLS, exchange_context, exchanged
from lms.lib.access import allowed
from lms.lib.errors import RuleViolation


@require_safe
def project_versions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the versions, and compare two: those that were chosen, or else the last ones."""
    project = exchanged(request, "view", public_id)
    versions = versions_of(allowed(request.user, "view", project.submissions.all()))
    comparable = {each.name: each for each in versions if each.can_be_compared}
    chosen = (comparable.get(request.GET.get("de", "")), comparable.get(request.GET.get("a", "")))
    pair = chosen if all(chosen) else usual_pair(versions)
    comparison = compare_versions(project, *pair) if pair else None
    context = exchange_context(project, (_("Versions"), ""))
    context |= {
        "versions": versions,
        "comparable": list(comparable.values()),
        "pair": pair,
        "comparison": comparison,
        "groups": comparison.by_thing(MOST_CELLS) if comparison else [],
        "left_out": max(0, comparison.changes - MOST_CELLS) if comparison else 0,
        "kept": deletions_of(project).filter(kind="project").defer("snapshot"),
    }
    return render(request, "assessments/project_versions.html", context)


@require_POST
def project_version_restore(request: HttpRequest, public_id: UUID, version: UUID) -> HttpResponse:
    project = exchanged(request, "edit", public_id)
    rows = allowed(request.user, "view", project.submissions.all())
    submission = rows.filter(public_id=version).first()
    if submission is None:
        raise Http404
    try:
        restore_version(project, submission, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            _(
                "The project says again what you handed in with %(folio)s. How it was before can "
                "be brought back for 30 days."
            )
            % {"folio": submission.folio},
        )
    return redirect("assessments:project-versions", public_id)
