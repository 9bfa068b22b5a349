"""Pages of the team: a list of people from the file to the enrolment."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.documents.enrolment_sheets import empty_sheet, refusals, rows_sheet
from courses.domain.enrolment import seats_left
from courses.domain.enrolment_columns import what_columns_lack
from courses.domain.enrolment_import import (
    cancel_list,
    choose_columns,
    correct_rows,
    earlier_load,
    figures_of,
    keep_as_another,
    load_list,
    load_pasted,
)
from courses.domain.enrolment_job import confirm_list, number_to_type
from courses.domain.enrolment_review import (
    TABS,
    first_errors,
    notices_in_words,
    review_rows,
    rows_of_tab,
)
from courses.domain.enrolment_undo import UNDO_WITHIN, may_be_undone, stop_list, undo_list
from courses.forms import ColumnsForm, ListUploadForm, corrections_in
from courses.models import Cohort, EnrolmentList, EnrolmentListRow
from courses.views.cohorts import trail_to
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation
from people.domain.records import record

PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELAYS = (2, 4, 8, 15)  # Seconds until the page asks again.
State = EnrolmentList.State


def _list(request: HttpRequest, action: str, code: str, public_id: UUID) -> EnrolmentList:
    return fetch(
        request.user,
        action,
        EnrolmentList.objects.select_related(
            "uploaded_by", "cohort__territory", "cohort__edition__course"
        ),
        public_id=public_id,
        cohort__code=code,
    )


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


# From the file to the review


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file or pasted rows; ``?plantilla`` answers the spreadsheet to fill in."""
    cohort = fetch(request.user, "enrol", Cohort.objects.with_counts(), code=code)
    if "plantilla" in request.GET:
        return _sheet(empty_sheet(), f"lista-{cohort.code}")
    form = ListUploadForm()
    if request.method == "POST":
        form = ListUploadForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        try:
            loaded = _load(request, cohort, form)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(loaded)
    context = {"cohort": cohort, "form": form, "trail": trail_to(cohort, _("Enrol people"))}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/enrolment_upload.html", context, status=status)


def _load(request: HttpRequest, cohort: Cohort, form: ListUploadForm) -> EnrolmentList:
    file = form.cleaned_data["file"]
    if file:
        limited = file.read(settings.IMPORT_MAX_BYTES + 1)
        return load_list(cohort, content=limited, file_name=file.name, by=request.user)
    return load_pasted(cohort, text=form.cleaned_data["pasted"], by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_list_columns(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask what each column holds, with the first rows beside it."""
    enrolment_list = _list(request, "confirm", code, public_id)
    if enrolment_list.state != State.REVIEW:
        return redirect(enrolment_list)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        headers=enrolment_list.headers,
        columns=enrolment_list.columns,
    )
    if form.is_bound and form.is_valid():
        try:
            choose_columns(enrolment_list, form.columns())
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(enrolment_list)
    samples = [row.raw for row in enrolment_list.rows.all()[:3]]
    columns = [
        (field, [cells[number] for cells in samples if number < len(cells) and cells[number]])
        for number, field in enumerate(form)
    ]
    context = {
        "enrolment_list": enrolment_list,
        "cohort": enrolment_list.cohort,
        "form": form,
        "columns": columns,
        "trail": trail_to(enrolment_list.cohort, _("Enrol people")),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/enrolment_list_columns.html", context, status=status)


@require_safe
def enrolment_list(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Show the review, the progress or the result; ``?descargar`` answers the rows as XLSX."""
    shown = _list(request, "view", code, public_id)
    if "descargar" in request.GET:
        return _download(request, shown)
    if shown.state == State.REVIEW:
        if what_columns_lack(shown.columns):
            return redirect("courses:enrolment-list-columns", code=code, public_id=public_id)
        return _show_review(request, shown)
    return render(request, "courses/enrolment_list.html", _job_context(request, shown))


def _download(request: HttpRequest, shown: EnrolmentList) -> HttpResponse:
    """Answer the rows of one tab while under review, and all of them with their outcome later."""
    tab = request.GET["descargar"]
    rows = rows_of_tab(shown, tab if tab in TABS else "todas")
    record(request.user, "export list", shown, reason=shown.cohort.code)
    return _sheet(rows_sheet(shown, rows), f"lista-{shown.cohort.code}-{tab[:12]}")


def _show_review(
    request: HttpRequest, shown: EnrolmentList, *, refusal: RuleViolation | None = None
) -> HttpResponse:
    figures = figures_of(shown)
    asked = request.GET.get("filas", "")
    tab = asked if asked in TABS else "atencion" if figures.attention else "listas"
    page = Paginator(rows_of_tab(shown, tab), PAGE).get_page(request.GET.get("pagina"))
    left = seats_left(shown.cohort)
    context = {
        "enrolment_list": shown,
        "cohort": shown.cohort,
        "figures": figures,
        "tab": tab,
        "page": page,
        "rows": review_rows(page.object_list, shown.cohort),
        "errors": first_errors(shown, per_page=PAGE) if figures.error else [],
        "notices": notices_in_words(shown.notices),
        "earlier": earlier_load(shown),
        "seats_left": left,
        "without_seat": max(0, figures.to_enrol - left),
        "number_to_type": number_to_type(shown, figures),
        "refusal": refusal,
        "trail": trail_to(shown.cohort, _("Enrol people")),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/enrolment_list.html", context, status=status)


@require_POST
def enrolment_list_correct(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Keep what was typed into the rows of a page, right or wrong, and show the page again."""
    shown = _list(request, "confirm", code, public_id)
    another = request.POST.get("another", "")
    try:
        correct_rows(shown, corrections_in(request.POST))
        if another.isdecimal():
            keep_as_another(shown, int(another))
    except RuleViolation:
        return redirect(shown)  # Confirmed meanwhile: its page says what became of it.
    place = {name: request.POST[name] for name in ("filas", "pagina") if name in request.POST}
    return redirect(f"{shown.get_absolute_url()}?{urlencode(place)}#filas")


@require_POST
def enrolment_list_confirm(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Confirm the list, or put it aside with ``cancel``; a second click changes nothing."""
    shown = _list(request, "confirm", code, public_id)
    try:
        if "cancel" in request.POST:
            cancel_list(shown)
            return redirect("courses:enrolment-upload", code=code)
        confirm_list(shown, by=request.user, typed=request.POST.get("typed", ""))
    except RuleViolation as refusal:
        if shown.state != State.REVIEW:
            return redirect(shown)
        return _show_review(request, shown, refusal=refusal)
    return redirect(shown)


@require_POST
def enrolment_list_stop(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Stop the job where it is; who is enrolled by then stays enrolled."""
    shown = _list(request, "confirm", code, public_id)
    stop_list(shown, by=request.user)
    return redirect(shown)


@require_POST
def enrolment_list_undo(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take the enrolments of a list back, but for those who have begun."""
    shown = _list(request, "confirm", code, public_id)
    try:
        undo_list(shown, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(shown)


# While it runs, and after


def _job_context(request: HttpRequest, shown: EnrolmentList) -> dict[str, Any]:
    turn = request.GET.get("vuelta", "0")
    turn = min(int(turn), len(DELAYS) - 1) if turn.isdecimal() else 0
    is_running = shown.state in {State.QUEUED, State.RUNNING}
    outcomes = EnrolmentListRow.Outcome
    refused = shown.rows.filter(outcome=outcomes.REFUSED)
    staying = shown.rows.filter(outcome=outcomes.ENROLLED) if shown.state == State.UNDONE else []
    return {
        "enrolment_list": shown,
        "cohort": shown.cohort,
        "figures": figures_of(shown),
        "is_running": is_running,
        "worker_is_away": is_running and not cache.get("worker_is_alive"),
        "delay": DELAYS[turn],
        "next_turn": turn + 1,
        "refused": [] if is_running else review_rows(refused[:PAGE], shown.cohort),
        "refusals": refusals(),
        "may_be_undone": may_be_undone(shown),
        "undo_until": shown.finished_at + UNDO_WITHIN if shown.finished_at else None,
        "staying": staying[:PAGE],
        "trail": trail_to(shown.cohort, _("Enrol people")),
    }


@require_safe
def enrolment_list_status(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Answer the piece of the page that polls; it says itself when to ask again."""
    shown = _list(request, "view", code, public_id)
    return render(request, "courses/partials/_list_status.html", _job_context(request, shown))
