"""The attendance sheet of a session."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courses.models import Enrolment
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from people.domain.looks import VIEW_PEOPLE, note_look
from tutoring.domain.attendance import (
    check_sheet_open,
    mark_rest_present,
    marked_at,
    record_sheet,
    undo_marks,
    without_record,
)
from tutoring.domain.attendance_sheet import Totals, people_on_sheet, sheet_of, totals_of, with_code
from tutoring.domain.check_in import is_code_shown
from tutoring.domain.sessions import zone_called
from tutoring.domain.sign_in_sheets import in_order_of, sheet_with_folio
from tutoring.forms import AttendanceForm, UndoForm
from tutoring.models import Attendance, InPersonSession

A_PAGE = 50
# What the address of the sheet says, and what a saved form brings back.
KEPT = ("q", "ver", "folio", "pagina")
# What ?ver= narrows the list to.
SHOWN = {"sin-registro": without_record, "con-codigo": with_code}


@require_safe
def session_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet: to fill in for who may record, to read for tutors, of their own people."""
    session = _fetch(request, "view", public_id)
    if session.may_record:
        note_look(request.user, VIEW_PEOPLE, session.cohort, reason="attendance sheet")
    how = Attendance.How.PAPER if request.GET.get("folio") else Attendance.How.BY_HAND
    form = AttendanceForm(initial={"how": how}) if session.may_record else None
    return _show(request, session, form)


@require_POST
def attendance_save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _fetch(request, "record", public_id)
    form = AttendanceForm(request.POST)
    rows = session.cohort.enrolments.filter(public_id__in=form.people)
    people = dict(allowed(request.user, "record_attendance", rows).values_list("public_id", "pk"))
    if len(people) != len(form.people):
        raise Http404
    marks = form.marks(people)
    if form.is_valid():
        try:
            facts = form.facts
            if facts["folio"]:
                facts["folio"] = sheet_with_folio(session, facts["folio"]).folio
            changed = record_sheet(session, marks, by=request.user, **facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request,
                ngettext(
                    "Attendance saved: %(count)s person changed.",
                    "Attendance saved: %(count)s people changed.",
                    changed,
                )
                % {"count": changed},
            )
            return _back(request, session)
    return _show(
        request,
        session,
        form,
        typed=marks,
        hours=form.hours(people),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@require_POST
def attendance_rest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record everyone without a record as present, and offer to undo it."""
    session = _fetch(request, "record", public_id)
    try:
        _count, at = mark_rest_present(session, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
        return _back(request, session)
    return _back(request, session, marcadas=_microseconds(at))


@require_POST
def attendance_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _fetch(request, "record", public_id)
    form = UndoForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        undone = undo_marks(session, at=form.moment, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            ngettext(
                "Undone: %(count)s person is without a record again.",
                "Undone: %(count)s people are without a record again.",
                undone,
            )
            % {"count": undone},
        )
    return _back(request, session)


def _fetch(request: HttpRequest, action: str, public_id: UUID) -> InPersonSession:
    rows = with_may(
        InPersonSession.objects.with_place().with_walk_ins().with_part_of(request.user),
        request.user,
        "record",
    )
    return fetch(request.user, action, rows, public_id=public_id)


def _microseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def _back(request: HttpRequest, session: InPersonSession, **more: object) -> HttpResponse:
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    query = urlencode(kept | more)
    return redirect(f"{session.get_absolute_url()}{'?' if query else ''}{query}")


def _show(
    request: HttpRequest,
    session: InPersonSession,
    form: AttendanceForm | None,
    *,
    typed: dict[int, Any] | None = None,
    hours: dict[int, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    action = "record_attendance" if session.may_record else "tutor"
    search = request.GET.get("q", "").strip()
    folio = request.GET.get("folio", "")
    people = people_on_sheet(
        session, allowed(request.user, action, session.cohort.enrolments.all()), search=search
    )
    shown = request.GET.get("ver", "")
    if shown in SHOWN:
        people = SHOWN[shown](session, people)
    on_paper = _on_paper(session, people, folio) if folio else None
    page = Paginator(people if on_paper is None else on_paper, A_PAGE).get_page(
        request.GET.get("pagina")
    )
    seen = timezone.now()
    totals = totals_of(session)
    context = {
        "session": session,
        # Who may only read sees no more than the people they tutor.
        "shows_needs": session.is_facilitated or not session.may_record,
        "zone": zone_called(session.cohort.time_zone),
        "form": form,
        "why_shut": _why_shut(session),
        "page": page,
        "rows": sheet_of(session, page.object_list, typed=typed, hours=hours),
        "totals": totals,
        "search": search,
        "seen": _microseconds(seen),
        "folio": folio if on_paper is not None else "",
        "shown": shown if shown in SHOWN else "",
        "walk_ins": session.waiting_walk_ins,
        **_room(session, totals),
        "query": urlencode({name: request.GET.get(name, "") for name in KEPT}),
        **_undo(request, session),
    }
    return render(request, "tutoring/session_detail.html", context, status=status)


def _why_shut(session: InPersonSession) -> str:
    """Return why nothing can be recorded now, or nothing."""
    try:
        check_sheet_open(session)
    except RuleViolation as refusal:
        return refusal.messages[0]
    return ""


def _on_paper(
    session: InPersonSession, people: QuerySet[Enrolment], folio: str
) -> list[Enrolment] | None:
    """Return the people as they stand on a printed sheet; None when there is no such sheet."""
    try:
        return in_order_of(sheet_with_folio(session, folio), people)
    except RuleViolation:
        return None


def _room(session: InPersonSession, totals: Totals) -> dict[str, Any]:
    """Return whether the code may be shown now, and whether more are recorded than were seen."""
    here = totals.present + totals.late
    return {
        "shows_code": session.may_record and is_code_shown(session),
        "here": here,
        "too_many": session.head_count is not None and here > session.head_count,
    }


def _undo(request: HttpRequest, session: InPersonSession) -> dict[str, Any]:
    """Return what the offer to undo needs, right after everybody was marked as present."""
    form = UndoForm({"at": request.GET.get("marcadas")})
    if not form.is_valid():
        return {}
    count = marked_at(session, at=form.moment, by=request.user)
    return {"undo_at": form.cleaned_data["at"], "undo_count": count} if count else {}
