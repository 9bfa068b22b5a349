"""Handbooks to download: for those who study, and with the key for those who teach."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.domain.handbooks import Shelf, request_handbooks, shelves_of
from courses.domain.reading import structure_of
from courses.forms import HandbookForm
from courses.models import Edition, Handbook
from courses.views.learning import own_enrolment
from lms.lib.access import allowed, fetch

REFRESH_SECONDS = 5


@require_safe
def handbook_list(request: HttpRequest, code: str) -> HttpResponse:
    """Show a participant the handbooks of their course, each module one press away."""
    cohort = own_enrolment(request, code).cohort
    shelves = _shelves(request, cohort.edition)
    return _show(request, {"cohort": cohort, "edition": cohort.edition, "shelves": shelves})


@require_safe
def edition_handbooks(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show those who teach or write an edition its handbooks, with the key and without."""
    edition = _edition(request, slug, number)
    return _show(
        request,
        {
            "edition": edition,
            "shelves": _shelves(request, edition),
            "with_key": _shelves(request, edition, with_key=True),
        },
    )


@require_POST
def handbook_request(request: HttpRequest, code: str) -> HttpResponse:
    edition = own_enrolment(request, code).cohort.edition
    form = HandbookForm(request.POST, modules=structure_of(edition).modules)
    if form.is_valid():
        request_handbooks(edition, form.cleaned_data["module"])
    else:
        messages.warning(request, _("This course has no such module."))
    return redirect("courses:handbook-list", code)


@require_POST
def edition_handbooks_request(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    edition = _edition(request, slug, number)
    form = HandbookForm(request.POST, modules=structure_of(edition).modules)
    if form.is_valid():
        request_handbooks(
            edition, form.cleaned_data["module"], with_key=form.cleaned_data["with_key"]
        )
    else:
        messages.warning(request, _("This course has no such module."))
    return redirect("courses:edition-handbooks", slug, number)


@require_safe
def handbook_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Hand over a file under a name that people recognise among their downloads."""
    handbook = fetch(
        request.user,
        "view",
        Handbook.objects.select_related("edition__course", "module"),
        public_id=public_id,
    )
    if not handbook.is_ready:
        raise Http404
    about = handbook.module or handbook.edition.course
    said = _("handbook with key") if handbook.with_key else _("handbook")
    name = slugify(f"{said} {about}")[:80]
    return FileResponse(
        handbook.file.open("rb"), as_attachment=True, filename=f"{name}.{handbook.format}"
    )


def _edition(request: HttpRequest, slug: str, number: int) -> Edition:
    return fetch(
        request.user,
        "print",
        Edition.objects.select_related("course"),
        course__slug=slug,
        number=number,
    )


def _shelves(request: HttpRequest, edition: Edition, *, with_key: bool = False) -> list[Shelf]:
    visible = allowed(request.user, "view", Handbook.objects.all())
    return shelves_of(edition, visible, with_key=with_key)


def _show(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    shelves = [*facts["shelves"], *facts.get("with_key", [])]
    is_pending = any(shelf.is_pending for shelf in shelves)
    response = render(
        request,
        "courses/handbook_list.html",
        facts
        | {
            "is_pending": is_pending,
            "worker_is_away": is_pending and not cache.get("worker_is_alive"),
            "error": next((shelf.error for shelf in shelves if shelf.is_pending), ""),
        },
    )
    if is_pending and "quieta" not in request.GET:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response
