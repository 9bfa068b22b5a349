"""Attendance on paper: lists to sign, copying them in by folio, and lists that come as a file."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courses.domain.enrolment_reading import ReadList, limits
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment
from lms.lib.tables import read_tables, read_text
from people.domain.looks import EXPORT_PEOPLE
from people.domain.records import record
from tutoring.domain.attendance_list import Verdict, counts, judge, read_attendance
from tutoring.domain.sessions import zone_called
from tutoring.domain.sign_in_sheets import print_sheet, sheet_with_folio
from tutoring.domain.walk_ins import note_walk_in
from tutoring.forms import AttendanceListForm
from tutoring.models import InPersonSession, SignInSheet

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_NAMES = 500


@require_safe
def session_papers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Print a list, open a signed one by its folio, or load a list from a file."""
    session, wrong = _session(request, public_id), ""
    typed = request.GET.get("folio", "")
    if typed:
        try:
            sheet = sheet_with_folio(session, typed)
        except RuleViolation as refusal:
            wrong = refusal.messages[0]
        else:
            return redirect(f"{session.get_absolute_url()}?folio={sheet.folio}")
    return _show(request, session, AttendanceListForm(), typed=typed, wrong=wrong)


@require_POST
def sheet_print(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _session(request, public_id)
    try:
        print_sheet(session, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("tutoring:session-papers", public_id)


@require_safe
def sheet_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the PDF of a list, with the names on it, to who may record it."""
    sheet = fetch(
        request.user,
        "view",
        SignInSheet.objects.select_related("session__cohort"),
        public_id=public_id,
    )
    if sheet.state != SignInSheet.State.READY:
        raise Http404
    record(request.user, EXPORT_PEOPLE, sheet.session.cohort, reason=sheet.folio)
    return FileResponse(
        sheet.file.open("rb"), content_type="application/pdf", filename=f"{sheet.folio}.pdf"
    )


@require_POST
def attendance_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a list says, row by row. Nothing is written: the page hands in the sheet."""
    session = _session(request, public_id)
    form = AttendanceListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, session, form, status=REFUSED)
    try:
        read = _read(form)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return _show(request, session, form, status=REFUSED)
    people = session.cohort.enrolments.select_related("participant")
    people = allowed(request.user, "record_attendance", people)
    seen = timezone.now()
    in_force = {row.enrolment_id: row for row in session.attendances.current()}
    rows = judge(read, session, people, in_force)
    context = {
        "session": session,
        "zone": zone_called(session.cohort.time_zone),
        "rows": rows,
        "seen": int(seen.timestamp()) * 1_000_000 + seen.microsecond,
        "counts": counts(rows),
        "going_in": [row for row in rows if row.status and row.verdict != Verdict.FIX],
        "walk_ins": [(row, uuid4()) for row in rows if row.verdict == Verdict.WALK_IN],
        "name": getattr(form.cleaned_data["file"], "name", "") or _("pasted list"),
    }
    return render(request, "tutoring/attendance_list.html", context)


@require_POST
def walk_ins_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note the people of a list who are not in the cohort; sent twice, they are noted once."""
    session = _session(request, public_id)
    names = list(zip(request.POST.getlist("name"), request.POST.getlist("key"), strict=False))
    noted = 0
    for name, key in names[:MOST_NAMES]:
        try:
            note_walk_in(session, name=name, by=request.user, key=UUID(key))
        except (RuleViolation, ValueError):
            continue
        noted += 1
    words = ngettext("%(count)s name is noted.", "%(count)s names are noted.", noted)
    messages.success(request, words % {"count": noted})
    return redirect("tutoring:walk-ins", public_id)


def _read(form: AttendanceListForm) -> ReadList:
    file = form.cleaned_data["file"]
    if file:
        content = file.read(limits().bytes + 1)
        return read_attendance(read_tables(content, name=file.name, limits=limits()))
    return read_attendance([read_text(form.cleaned_data["pasted"], limits=limits())])


def _show(
    request: HttpRequest,
    session: InPersonSession,
    form: AttendanceListForm,
    *,
    typed: str = "",
    wrong: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sheets = list(allowed(request.user, "view", session.sign_in_sheets.all()))
    context = {
        "session": session,
        "zone": zone_called(session.cohort.time_zone),
        "form": form,
        "sheets": sheets,
        "is_pending": any(sheet.state == SignInSheet.State.PENDING for sheet in sheets),
        "typed": typed,
        "wrong": wrong,
    }
    return render_page_or_fragment(
        request,
        page="tutoring/session_papers.html",
        fragment="tutoring/partials/_sheets.html",
        context=context,
        status=REFUSED if wrong else status,
    )


def _session(request: HttpRequest, public_id: UUID) -> InPersonSession:
    return fetch(request.user, "record", InPersonSession.objects.with_place(), public_id=public_id)
