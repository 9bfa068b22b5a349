"""Completion reports on screen and as a file, each to whom it belongs."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from completion.domain.reports import (
    Reading,
    figures_for,
    headlines,
    note_export,
    people_of,
    person_rows,
    reading_of,
    readings,
    request_report,
    shown_to,
)
from completion.forms import KeyForm
from completion.models import CompletionReport
from courses.models import Cohort
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

PAGE = 50
REFRESH_SECONDS = 5
WITH_COURSE = ("edition__course", "territory", "host", "partner")


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Show the cohorts one may report on, each with its file one press away."""
    cohorts = allowed(request.user, "report", Cohort.objects.select_related(*WITH_COURSE))
    page = Paginator(cohorts.begun_first(timezone.localdate()), PAGE).get_page(
        request.GET.get("pagina")
    )
    lines = headlines(readings(request.user, list(page)))
    return render(
        request,
        "completion/report_list.html",
        {"page": page, "lines": [(line, uuid4()) for line in lines]},
    )


def reading_or_404(request: HttpRequest, cohort: Cohort, chosen: str | None) -> Reading:
    """Return on whose behalf the person reads; a partner that is not theirs does not exist."""
    reading = reading_of(request.user, cohort, partner_id=chosen)
    if reading is None:
        raise Http404
    return reading


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Show the figures, or the people behind them where a data agreement opens their names."""
    rows = with_may(
        Cohort.objects.select_related(*WITH_COURSE), request.user, "adapt", "see_invitations"
    )
    cohort = fetch(request.user, "report", rows, code=code)
    reading = reading_or_404(request, cohort, request.GET.get("de"))
    view = request.GET.get("ver", "")
    facts: dict[str, Any] = {"cohort": cohort, "reading": reading, "ver": view, "key": uuid4()}
    if view == "personas" and reading.shows_names:
        return render(
            request, "completion/report_people.html", facts | people_facts(request, reading)
        )
    figures = shown_to(reading, figures_for(cohort, reading.partner))
    places = Paginator(figures.by_municipality or (), PAGE).get_page(request.GET.get("pagina"))
    template = "completion/report.html"
    if view == "municipios":
        template = "completion/report_municipalities.html"
    return render(request, template, facts | {"figures": figures, "places": places})


def people_facts(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    people = allowed(request.user, "view_name", people_of(reading))
    page = Paginator(people, PAGE).get_page(request.GET.get("pagina"))
    return {
        "page": page,
        "rows": person_rows(list(page), with_grades=reading.shows_grades),
    }


@require_POST
def report_request(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the file; it appears among the downloads."""
    cohort = fetch(request.user, "report", Cohort.objects.select_related(*WITH_COURSE), code=code)
    reading = reading_or_404(request, cohort, request.POST.get("de"))
    form = KeyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("The page was too old. Please press the button again."))
        return redirect("completion:report", cohort.code)
    try:
        request_report(
            reading,
            by=request.user,
            key=form.cleaned_data["key"],
            language=get_language() or "es-mx",
        )
    except RuleViolation as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("completion:report", cohort.code)
    return redirect("completion:download-list")


@require_safe
def download_list(request: HttpRequest) -> HttpResponse:
    """List the files asked for, with their state; the page renews itself while one is pending."""
    reports = allowed(
        request.user,
        "view",
        CompletionReport.objects.select_related("cohort", "partner", "asked_by"),
    )
    page = Paginator(reports, PAGE).get_page(request.GET.get("pagina"))
    is_pending = any(row.state == CompletionReport.State.PENDING for row in page)
    response = render(
        request,
        "completion/download_list.html",
        {
            "page": page,
            "is_pending": is_pending,
            "worker_is_alive": bool(cache.get("worker_is_alive")),
        },
        status=HTTPStatus.OK,
    )
    if is_pending and "quieta" not in request.GET:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_safe
def report_file(request: HttpRequest, public_id: str) -> FileResponse:
    """Hand over the file. Who may read it is asked again at every download, and each is logged."""
    found = fetch(
        request.user, "view", CompletionReport.objects.select_related("cohort"), public_id=public_id
    )
    if found.state != CompletionReport.State.READY:
        raise Http404
    note_export(found, by=request.user)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{found.cohort.code}-{found.asked_at:%Y-%m-%d}.xlsx",
    )
