"""Pages about in-person sessions: the timetable of a cohort, and the list of one's sessions."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Cohort
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from tutoring.domain.check_in import is_code_shown
from tutoring.domain.sessions import (
    TimetableRow,
    cancel,
    reschedule,
    schedule,
    seats_needed,
    timetable_of,
    zone_called,
)
from tutoring.forms import ReasonForm, SessionForm
from tutoring.models import InPersonSession

A_PAGE = 50


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """The sessions that one facilitates, organises or whose people one tutors."""
    rows = with_may(
        allowed(request.user, "view", InPersonSession.objects.scheduled()), request.user, "record"
    )
    rows = rows.with_place().with_recorded()
    now = timezone.now()
    past = rows.filter(ends_at__lt=now).order_by("-starts_at")
    upcoming = list(rows.filter(ends_at__gte=now).order_by("starts_at")[:A_PAGE])
    context = {
        "upcoming": upcoming,
        "showing": [each for each in upcoming if each.may_record and is_code_shown(each, now=now)],
        "page": Paginator(past, A_PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "tutoring/session_list.html", context)


@require_safe
def cohort_sessions(request: HttpRequest, code: str) -> HttpResponse:
    cohort = _fetch_cohort(request, code)
    context = {
        "cohort": cohort,
        "rows": timetable_of(cohort),
        "people": seats_needed(cohort),
        "zone": zone_called(cohort.time_zone),
    }
    return render(request, "tutoring/cohort_sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: HttpRequest, code: str, planned: str) -> HttpResponse:
    """Give a planned session its date, venue and facilitators, or change them."""
    cohort = _fetch_cohort(request, code)
    row = _row(cohort, planned)
    status = HTTPStatus.OK
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        cohort=cohort,
        session=row.session,
        people=row.facilitators,
    )
    if form.is_bound:
        if form.is_valid() and _save(request, form, cohort, row):
            messages.success(
                request, _("%(session)s has its date.") % {"session": row.planned.code}
            )
            return redirect("tutoring:cohort-sessions", code=code)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "cohort": cohort,
        "row": row,
        "form": form,
        "zone": zone_called(cohort.time_zone),
    }
    return render(request, "tutoring/session_edit.html", context, status=status)


@require_POST
def session_cancel(request: HttpRequest, code: str, planned: str) -> HttpResponse:
    row = _row(_fetch_cohort(request, code), planned)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if row.session:
        try:
            cancel(row.session, by=request.user, reason=reason)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(
                request, _("%(session)s is cancelled.") % {"session": row.planned.code}
            )
    return redirect("tutoring:cohort-sessions", code=code)


def _save(request: HttpRequest, form: SessionForm, cohort: Cohort, row: TimetableRow) -> bool:
    try:
        if row.session:
            reschedule(row.session, by=request.user, **form.facts)
        else:
            schedule(cohort, row.planned, by=request.user, **form.facts)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _fetch_cohort(request: HttpRequest, code: str) -> Cohort:
    return fetch(request.user, "schedule", Cohort.objects.all(), code=code)


def _row(cohort: Cohort, planned: str) -> TimetableRow:
    for row in timetable_of(cohort):
        if row.planned.code == planned:
            return row
    raise Http404
