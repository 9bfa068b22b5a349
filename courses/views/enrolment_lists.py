"""Pages of the team: a list of people from the file to the enrolment."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.documents.enrolment_sheets import empty_sheet, refusals, rows_sheet
from courses.domain.enrolment import seats_left
from courses.domain.enrolment_columns import what_columns_lack
from courses.domain.enrolment_correcting import cancel_list, choose_columns, correct_rows
from courses.domain.enrolment_import import (
    earlier_load,
    figures_of,
    load_list,
    load_pasted,
)
from courses.domain.enrolment_job import confirm_list, number_to_type
from courses.domain.enrolment_review import (
    TABS,
    first_errors,
    name_example,
    notices_in_words,
    review_rows,
    rows_of_tab,
    without_what_others_named,
)
from courses.domain.enrolment_undo import UNDO_WITHIN, may_be_undone, stop_list, undo_list
from courses.domain.nominations import confirm_nominations, joining, nominate
from courses.forms import ColumnsForm, ListUploadForm, corrections_in, tap_in
from courses.models import Cohort, EnrolmentList, EnrolmentListRow, Partnership
from courses.views.cohorts import trail_to
from lms.lib.access import fetch, with_may
from lms.lib.errors import RuleViolation
from people.domain.looks import EXPORT_PEOPLE
from people.domain.records import record

PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
FACTS = (
    "uploaded_by",
    "cohort__territory",
    "cohort__edition__course",
    "partnership__partner",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELAYS = (2, 4, 8, 15)  # Seconds until the page asks again.
State = EnrolmentList.State


def _list(request: HttpRequest, action: str, code: str, public_id: UUID) -> EnrolmentList:
    rows = with_may(EnrolmentList.objects.select_related(*FACTS), request.user, "confirm")
    return fetch(request.user, action, rows, public_id=public_id, cohort__code=code)


def _around(shown: EnrolmentList) -> dict[str, Any]:
    """Return what surrounds a list: the way here, where another file goes, and where back."""
    partnership = shown.partnership
    if partnership is None:
        upload = reverse("courses:enrolment-upload", args=[shown.cohort.code])
        back = shown.cohort.get_absolute_url()
    else:
        upload = reverse("courses:nominate", args=[partnership.public_id])
        back = partnership.get_absolute_url()
    trail = trail_to(shown.cohort, _("Enrol people"))
    if partnership:
        trail = [(_("People I name"), reverse("courses:partnership-list"))]
        if shown.may_confirm:
            trail = trail_to(shown.cohort)[:1]
            trail += [(shown.cohort.name, shown.cohort.get_absolute_url())]
        trail += [(partnership.partner.called, back), (_("Name people"), "")]
    return {"upload_address": upload, "back_address": back, "trail": trail}


def _rows_for(shown: EnrolmentList, rows: Iterable[EnrolmentListRow]) -> list[EnrolmentListRow]:
    """Return rows as the person may read them: of other partners' people only the team hears."""
    return list(rows) if shown.may_confirm else without_what_others_named(rows)


def sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


# From the file to the review


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file or pasted rows; ``?plantilla`` answers the spreadsheet to fill in."""
    cohort = fetch(request.user, "enrol", Cohort.objects.with_counts(), code=code)
    if "plantilla" in request.GET:
        return sheet(empty_sheet(), f"lista-{cohort.code}")
    context = {"cohort": cohort, "trail": trail_to(cohort, _("Enrol people"))}
    return upload_page(request, context)


def upload_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the form for ``context["cohort"]`` and perhaps ``partnership``, and take its file."""
    form = ListUploadForm()
    if request.method == "POST":
        form = ListUploadForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        try:
            loaded = _load(request, form, context["cohort"], context.get("partnership"))
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(loaded)
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/enrolment_upload.html", context | {"form": form}, status=status)


def _load(
    request: HttpRequest, form: ListUploadForm, cohort: Cohort, partnership: Partnership | None
) -> EnrolmentList:
    file = form.cleaned_data["file"]
    whose = {"by": request.user, "partnership": partnership}
    if file:
        limited = file.read(settings.IMPORT_MAX_BYTES + 1)
        return load_list(cohort, content=limited, file_name=file.name, **whose)
    return load_pasted(cohort, text=form.cleaned_data["pasted"], **whose)


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment_list_columns(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask what each column holds, with the first rows beside it."""
    enrolment_list = _list(request, "correct", code, public_id)
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
        **_around(enrolment_list),
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
    if shown.state == State.NOMINATED and shown.may_confirm:
        return show_nominated(request, shown)
    return render(request, "courses/enrolment_list.html", _job_context(request, shown))


def _download(request: HttpRequest, shown: EnrolmentList) -> HttpResponse:
    """Answer the rows of one tab while under review, and all of them with their outcome later."""
    tab = request.GET["descargar"]
    rows = rows_of_tab(shown, tab if tab in TABS else "todas")
    record(request.user, EXPORT_PEOPLE, shown.cohort, reason=shown.file_name)
    return sheet(rows_sheet(shown, _rows_for(shown, rows)), f"lista-{shown.cohort.code}-{tab[:12]}")


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
        "name_example": name_example(shown),
        "earlier": earlier_load(shown),
        "seats_left": left,
        "without_seat": max(0, figures.to_enrol - left),
        "number_to_type": number_to_type(shown.cohort, figures.to_enrol),
        "refusal": refusal,
        **_around(shown),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/enrolment_list.html", context, status=status)


@require_POST
def enrolment_list_correct(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Keep what was typed into the rows of a page, right or wrong, and show the page again."""
    shown = _list(request, "correct", code, public_id)
    try:
        correct_rows(shown, corrections_in(request.POST), tap_in(request.POST))
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
def enrolment_list_nominate(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Hand the list of a partner in to the team, or put it aside with ``cancel``."""
    shown = _list(request, "nominate", code, public_id)
    if not shown.is_nomination:
        raise Http404
    try:
        if "cancel" in request.POST:
            cancel_list(shown)
            return redirect(shown.partnership)
        nominate(shown, by=request.user)
    except RuleViolation as refusal:
        if shown.state != State.REVIEW:
            return redirect(shown)
        return _show_review(request, shown, refusal=refusal)
    messages.success(request, _("The names are with the UNDP team, which confirms them."))
    return redirect(shown)


@require_POST
def nominations_confirm(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Enrol the people that a partner named, but for those left out, who get the reason."""
    shown = _list(request, "confirm", code, public_id)
    lines = [int(line) for line in request.POST.getlist("out") if line.isdecimal()]
    seen = request.POST.get("seen", "")
    try:
        confirm_nominations(
            shown,
            by=request.user,
            leaving_out=lines,
            reason=request.POST.get("reason", ""),
            seen=int(seen) if seen.isdecimal() else None,
            typed=request.POST.get("typed", ""),
        )
    except RuleViolation as refusal:
        shown.refresh_from_db(fields=["changes"])
        return show_nominated(request, shown, refusal=refusal, leaving_out=lines)
    return redirect(shown)


def show_nominated(
    request: HttpRequest,
    shown: EnrolmentList,
    *,
    refusal: RuleViolation | None = None,
    leaving_out: Sequence[int] = (),
) -> HttpResponse:
    """Show the names of a partner to the team, each with a box to leave it out."""
    rows = list(shown.rows.to_confirm().select_related("territory"))
    context = {
        "enrolment_list": shown,
        "cohort": shown.cohort,
        "figures": figures_of(shown),
        "rows": review_rows(rows, shown.cohort),
        "number_to_type": number_to_type(shown.cohort, joining(rows)),
        "seats_left": seats_left(shown.cohort),
        "refusal": refusal,
        "leaving_out": leaving_out,
        "reason": request.POST.get("reason", ""),
        **_around(shown),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/nominations.html", context, status=status)


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
        "refused": []
        if is_running
        else review_rows(_rows_for(shown, refused[:PAGE]), shown.cohort),
        "refusals": refusals(),
        "may_be_undone": may_be_undone(shown),
        "undo_until": shown.finished_at + UNDO_WITHIN if shown.finished_at else None,
        "staying": staying[:PAGE],
        **_around(shown),
    }


@require_safe
def enrolment_list_status(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Answer the piece of the page that polls; it says itself when to ask again."""
    shown = _list(request, "view", code, public_id)
    return render(request, "courses/partials/_list_status.html", _job_context(request, shown))
