"""Pages about live online sessions: their dates, the sheet, and what participants see."""

from email.utils import parseaddr
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Cohort, Enrolment, Lesson
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from lms.lib.ics import calendar_of
from tutoring.domain.assignment import tutor_of
from tutoring.domain.check_in import is_code_shown
from tutoring.domain.live import (
    cancel_live,
    entry_of,
    keep_recording,
    live_items_of,
    move_live,
    schedule_live,
    timetable_for,
)
from tutoring.domain.live_attendance import live_sheet, record_live_attendance
from tutoring.domain.session_news import entry_of_session, session_of
from tutoring.domain.sessions import zone_called
from tutoring.forms import LiveSessionForm, ReasonForm, RecordingForm
from tutoring.models import LiveSession


@require_safe
def my_sessions(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions of a participant, live and in person."""
    enrolment = _studied(request, code)
    timetable = timetable_for(enrolment)
    context = {
        "cohort": enrolment.cohort,
        "timetable": timetable,
        "showing": {each.pk for each in timetable.in_person if is_code_shown(each)},
        "tutor": tutor_of(enrolment),
        "zone": zone_called(enrolment.cohort.time_zone),
    }
    return render(request, "tutoring/my_sessions.html", context)


@require_safe
def session_calendar(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Send an in-person session of one's cohort as a file for a calendar."""
    enrolment = _studied(request, code)
    session = session_of(enrolment, public_id)
    if session is None:
        raise Http404
    address = request.build_absolute_uri(reverse("tutoring:my-sessions", args=[code]))
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return _calendar(
        calendar_of(entry_of_session(session, address=address, organizer=organizer)),
        session.planned.code,
    )


@require_safe
def live_list(request: HttpRequest, code: str) -> HttpResponse:
    """The live items of a cohort with their dates, for who holds them."""
    cohort = fetch(
        request.user,
        "schedule_live",
        with_may(Cohort.objects.all(), request.user, "manage"),
        code=code,
    )
    context = {
        "cohort": cohort,
        "items": live_items_of(cohort),
        "zone": zone_called(cohort.time_zone),
    }
    return render(request, "tutoring/live_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def live_new(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Give a live item a date."""
    cohort = fetch(request.user, "schedule_live", Cohort.objects.all(), code=code)
    lesson = fetch(
        request.user,
        "view",
        Lesson.objects.select_related("module").filter(
            module__edition=cohort.edition_id, closed_by=Lesson.ClosedBy.LIVE
        ),
        public_id=public_id,
    )
    return _edit(request, cohort, lesson, None)


@require_http_methods(["GET", "HEAD", "POST"])
def live_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change date, link or telephone of a live session."""
    session = _fetch(request, "record_live", public_id)
    return _edit(request, session.cohort, session.lesson, session)


def _edit(
    request: HttpRequest, cohort: Cohort, lesson: Lesson, session: LiveSession | None
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = LiveSessionForm(sent, cohort=cohort, lesson=lesson, session=session)
    status = HTTPStatus.OK
    if form.is_bound:
        if form.is_valid() and _saved(request, form, cohort, lesson, session):
            messages.success(request, _("The live session has its date."))
            return redirect("tutoring:live-list", cohort.code)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "cohort": cohort,
        "lesson": lesson,
        "session": session,
        "form": form,
        "zone": zone_called(cohort.time_zone),
    }
    return render(request, "tutoring/live_edit.html", context, status=status)


def _saved(
    request: HttpRequest,
    form: LiveSessionForm,
    cohort: Cohort,
    lesson: Lesson,
    session: LiveSession | None,
) -> bool:
    key = form.cleaned_data["key"]
    try:
        if session:
            move_live(session, by=request.user, **form.facts)
        elif key:
            schedule_live(cohort, lesson, by=request.user, key=key, **form.facts)
        else:
            form.add_error(None, _("Open this page again and send the form."))
            return False
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    return True


@require_POST
def live_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _fetch(request, "record_live", public_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        cancel_live(session, by=request.user, reason=reason)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The live session is cancelled."))
    return redirect("tutoring:live-list", session.cohort.code)


@require_safe
def live_session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How to enter, and afterwards the recording; for who holds it also the sheet."""
    return _show(request, _fetch(request, "view", public_id))


@require_POST
def live_attendance(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the sheet: whoever has a mark in it was there or was not."""
    session = _fetch(request, "record_live", public_id)
    rows = live_sheet(session, allowed(request.user, "record_live", Enrolment.objects.all()))
    known = {"si": True, "no": False}
    marks = {}
    for row in rows:
        said = request.POST.get(f"asistio-{row.enrolment.public_id}", "")
        if said in known:
            marks[row.enrolment] = known[said]
    try:
        record_live_attendance(session, marks, by=request.user)
    except RuleViolation as refusal:
        return _show(request, session, refusal=refusal)
    messages.success(request, _("Attendance is saved, with its minutes."))
    return redirect(session)


@require_POST
def live_recording(request: HttpRequest, public_id: UUID) -> HttpResponse:
    session = _fetch(request, "record_live", public_id)
    form = RecordingForm(request.POST)
    if form.is_valid():
        try:
            keep_recording(session, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The recording and the transcript are saved."))
            return redirect(session)
    return _show(request, session, form=form)


@require_safe
def live_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the session as a file for a calendar."""
    session = _fetch(request, "view", public_id)
    if session.is_cancelled:
        raise Http404
    address = request.build_absolute_uri(session.get_absolute_url())
    return _calendar(calendar_of(entry_of(session, address=address)), session.lesson.code)


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _studied(request: HttpRequest, code: str) -> Enrolment:
    return fetch(
        request.user,
        "study",
        Enrolment.objects.with_course().filter(participant=request.user),
        cohort__code=code,
    )


def _fetch(request: HttpRequest, action: str, public_id: UUID) -> LiveSession:
    return fetch(
        request.user,
        action,
        with_may(LiveSession.objects.with_place(), request.user, "record_live"),
        public_id=public_id,
    )


def _show(
    request: HttpRequest,
    session: LiveSession,
    *,
    form: RecordingForm | None = None,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    rows = []
    if session.may_record_live:
        rows = live_sheet(session, allowed(request.user, "record_live", Enrolment.objects.all()))
        form = form or RecordingForm(
            initial={"recording": session.recording, "transcript": session.transcript}
        )
    refused = refusal or (form and form.errors)
    context = {
        "session": session,
        "cohort": session.cohort,
        "rows": rows,
        "form": form,
        "refusal": refusal,
        "zone": zone_called(session.cohort.time_zone),
    }
    return render(
        request,
        "tutoring/live_session.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
