"""What leaves a project: its workbook, its JSON, its prints, and the schema they follow."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.documents.project_json import project_json
from assessments.documents.project_xlsx import project_xlsx
from assessments.domain.exchange.imports import (
    LIMITS,
    apply_import,
    find_import,
    keep_upload,
    open_imports,
    preview_of,
)
from assessments.domain.exchange.json_schema import project_schema
from assessments.domain.exchange.prints import ready_print, request_print, shelves_of
from assessments.domain.exchange.state import state_of
from assessments.domain.exercise.facts import facts_of
from assessments.forms import ImportForm
from assessments.models import LogframeProject, ProjectImport, ProjectPrint
from lms.lib.access import fetch, with_may
from lms.lib.errors import RuleViolation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFRESH_SECONDS = 5
MOST_CELLS = 300  # Of a comparison on one page.
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


def exchanged(request: HttpRequest, action: str, public_id: UUID) -> LogframeProject:
    """Return a project with ``may_edit``, or stop the request."""
    rows = with_may(LogframeProject.objects.select_related("cohort"), request.user, "edit")
    return fetch(request.user, action, rows, public_id=public_id)


def exchange_context(project: LogframeProject, *trail: tuple[str, str]) -> dict[str, Any]:
    """Return what the pages begin with: the way back is another one for those who only read."""
    if project.may_edit:
        first = (_("My project"), reverse("assessments:project", args=[project.cohort.code]))
    else:
        first = (
            str(project),
            reverse("assessments:project-read", args=[project.public_id, "perfil"]),
        )
    return {
        "project": project,
        "cohort": project.cohort,
        "is_editable": project.may_edit and project.is_editable and not project.cohort.is_closed,
        "trail": [first, *trail],
    }


@require_safe
def project_files(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = exchanged(request, "view", public_id)
    return _show_files(request, project, ImportForm())


def _show_files(request: HttpRequest, project: LogframeProject, form: ImportForm) -> HttpResponse:
    shelves = shelves_of(project)
    is_pending = any(shelf.is_pending for shelf in shelves)
    context = exchange_context(project, (_("Download and bring in"), ""))
    context |= {
        "form": form,
        "sizes": _sizes(project),
        "shelves": shelves,
        "is_pending": is_pending,
        "worker_is_away": is_pending and not cache.get("worker_is_alive"),
        "error": next((shelf.made.error for shelf in shelves if shelf.is_pending), ""),
        "imports": open_imports(project) if context["is_editable"] else [],
    }
    status = UNPROCESSABLE if form.errors else HTTPStatus.OK
    response = render(request, "assessments/project_files.html", context, status=status)
    if is_pending and "quieta" not in request.GET and not form.errors:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def _sizes(project: LogframeProject) -> dict[str, int]:
    """Return how large the files are that are made at once; counted anew after a change."""
    key = f"project-sizes:{project.pk}:{project.last_saved_at}:{project.version}"
    return cache.get_or_set(
        key.replace(" ", "-"),
        lambda: {"xlsx": len(_xlsx(project)), "json": len(_json(project))},
        timeout=24 * 3600,
    )


def _xlsx(project: LogframeProject) -> bytes:
    return project_xlsx(state_of(project))


def _json(project: LogframeProject) -> bytes:
    return project_json(facts_of(project), schema=_schema_address())


def _schema_address() -> str:
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL.rstrip("/") + reverse("assessments:project-schema")


def _named(response: HttpResponse, project: LogframeProject, ending: str) -> HttpResponse:
    name = slugify(project.title)[:60].strip("-") or "proyecto"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@require_safe
def project_workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = exchanged(request, "view", public_id)
    return _named(HttpResponse(_xlsx(project), content_type=XLSX), project, "xlsx")


@require_safe
def project_data(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = exchanged(request, "view", public_id)
    answer = HttpResponse(_json(project), content_type="application/json; charset=utf-8")
    return _named(answer, project, "json")


@login_not_required
@require_safe
def project_schema_file(_request: HttpRequest) -> JsonResponse:
    """Publish the schema of the exchange format: it says nothing about any project."""
    answer = JsonResponse(
        project_schema(_schema_address()), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer.headers["Content-Type"] = "application/schema+json"
    return answer


@require_POST
def project_print_request(request: HttpRequest, public_id: UUID) -> HttpResponse:
    project = exchanged(request, "view", public_id)
    kind = request.POST.get("kind", "")
    if kind in ProjectPrint.Kind.values:
        request_print(project, kind)
    else:
        messages.warning(request, _("There is no such print."))
    return redirect("assessments:project-files", public_id)


@require_safe
def project_print(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    project = exchanged(request, "view", public_id)
    made = ready_print(project, kind)
    if made is None:
        raise Http404
    answer = FileResponse(made.file.open("rb"), content_type="application/pdf")
    return _named(answer, project, f"{kind}.pdf")


# What comes in


@require_POST
def project_import_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a file and show what it would change; a file that cannot be read is refused."""
    project = exchanged(request, "edit", public_id)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_upload(
                project, name=file.name, content=file.read(LIMITS.bytes + 1), by=request.user
            )
        except RuleViolation as refusal:
            form.add_error("file", refusal)
        else:
            return redirect("assessments:project-import", public_id, kept.public_id)
    return _show_files(request, project, form)


@require_http_methods(["GET", "HEAD", "POST"])
def project_import(request: HttpRequest, public_id: UUID, upload: UUID) -> HttpResponse:
    project = exchanged(request, "edit", public_id)
    kept = find_import(project, upload)
    if kept is None or kept.applied_at:
        messages.info(request, _("This file was brought in already, or forgotten meanwhile."))
        return redirect("assessments:project-files", public_id)
    refusal = None
    if request.method == "POST":
        try:
            changes = apply_import(kept, by=request.user, seen=request.POST.get("seen", ""))
        except RuleViolation as refused:
            refusal = refused
        else:
            return _after_import(request, project, changes)
    return _show_import(request, project, kept, refusal)


def _after_import(request: HttpRequest, project: LogframeProject, changes: int) -> HttpResponse:
    messages.success(
        request,
        _(
            "Brought in: %(changes)s cells changed. The project as it was can be brought back "
            "for 30 days."
        )
        % {"changes": changes},
    )
    return redirect("assessments:project-versions", project.public_id)


def _show_import(
    request: HttpRequest,
    project: LogframeProject,
    kept: ProjectImport,
    refusal: RuleViolation | None,
) -> HttpResponse:
    preview = preview_of(kept)
    here = reverse("assessments:project-files", args=[project.public_id])
    context = exchange_context(project, (_("Download and bring in"), here), (kept.name, ""))
    context |= {
        "upload": kept,
        "preview": preview,
        "comparison": preview.comparison,
        "groups": preview.comparison.by_thing(MOST_CELLS),
        "left_out": max(0, preview.comparison.changes - MOST_CELLS),
        "refusal": refusal,
    }
    status = UNPROCESSABLE if refusal else HTTPStatus.OK
    return render(request, "assessments/project_import.html", context, status=status)
