"""Checking in to a session: the code on the wall, and the page that it opens on a phone."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.lib.access import fetch
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment
from lms.lib.limits import within_limit
from tutoring.domain import check_in as rules
from tutoring.domain.attendance_sheet import totals_of
from tutoring.domain.sessions import zone_called
from tutoring.domain.walk_ins import leave_name
from tutoring.forms import HeadCountForm
from tutoring.models import InPersonSession

TICKET = "aula-ticket"
TRIES_A_MINUTE = 12
COUNTED_EVERY = 15  # Seconds; the page asks again then, or when the code changes.
LEAST = 2


@require_safe
def session_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page for the wall: the code of now, and how many people have used it."""
    session = _session(request, public_id)
    now, code, why_shut = timezone.now(), None, ""
    try:
        code = rules.code_to_show(session, now=now)
    except RuleViolation as refusal:
        why_shut = refusal.messages[0]
    left = (code.until - now) if code else timedelta()
    context = {
        "session": session,
        "code": code,
        "why_shut": why_shut,
        "minutes_left": -(-left // timedelta(minutes=1)),
        "next_look": max(LEAST, min(COUNTED_EVERY, -(-left // timedelta(seconds=1)))),
        "totals": totals_of(session),
        "checked_in": rules.checked_in(session),
        "now": now,
        "place": f"{request.get_host()}{reverse('tutoring:check-in-code')}",
        "address": request.build_absolute_uri(reverse("tutoring:check-in", args=[code.text]))
        if code
        else "",
    }
    return render_page_or_fragment(
        request,
        page="tutoring/session_code.html",
        fragment="tutoring/partials/_session_code.html",
        context=context,
    )


@require_POST
def heads_count(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep how many people whoever facilitates counts in the room."""
    session = _session(request, public_id)
    form = HeadCountForm(request.POST)
    if form.is_valid():
        rules.count_heads(session, people=form.cleaned_data["people"], by=request.user)
        messages.success(request, _("The count is saved."))
    else:
        messages.error(request, _("Write how many people you count, as a number."))
    return redirect(session)


@login_not_required
@require_safe
def check_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, for phones whose camera reads none."""
    typed = request.GET.get("codigo", "")
    code = rules.as_typed(typed)
    if code:
        return redirect("tutoring:check-in", code)
    return render(request, "tutoring/check_in.html", {"typed": typed})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """One button. What counts is the moment in which the code was read, also before signing in."""
    code, now = rules.as_typed(code), timezone.now()
    read_at = _ticket(request, code) or now
    if not request.user.is_authenticated:
        return _sign_in_first(request, code, read_at)
    if not within_limit("check-in", str(request.user.pk), a_minute=TRIES_A_MINUTE):
        return _answer(request, {"is_too_often": True}, HTTPStatus.TOO_MANY_REQUESTS)
    session = rules.session_showing(code, at=read_at)
    if session is None:
        return _answer(request, {"is_unknown": True}, HTTPStatus.NOT_FOUND)
    place = rules.place_of(session, request.user)
    if request.method == "POST":
        return _register(request, session, place, code, read_at)
    context = {
        "session": session,
        "zone": zone_called(session.cohort.time_zone),
        "place": place,
        "read_at": read_at,
    }
    return _with_ticket(request, _answer(request, context), code, read_at)


def _register(
    request: HttpRequest,
    session: InPersonSession,
    place: rules.Place,
    code: str,
    read_at: datetime,
) -> HttpResponse:
    try:
        if place.enrolment:
            place.enrolment.participant = request.user
            rules.check_in(session, place.enrolment, at=read_at)
        else:
            leave_name(session, request.user, at=read_at, key=uuid4())
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    return _with_ticket(request, redirect("tutoring:check-in", code), code, read_at)


def _sign_in_first(request: HttpRequest, code: str, read_at: datetime) -> HttpResponse:
    """Lead a visitor to sign in and back; whether the code is right is not said to strangers."""
    address = reverse("tutoring:check-in", args=[code or "-"])
    if code and request.method != "POST":
        messages.info(request, _("Sign in to check in: the moment you read the code is kept."))
    return _with_ticket(request, redirect_to_login(address), code, read_at)


def _ticket(request: HttpRequest, code: str) -> datetime | None:
    """Return when this browser read this code, if it is not too long ago.

    From signing in on, the ticket is of one person: the next one on a shared device reads anew.
    """
    signed = request.get_signed_cookie(TICKET, default="..", salt=TICKET)
    kept, moment, owner = signed.split(".")
    if not code or kept != code or owner not in {"", _owner(request)}:
        return None
    read_at = datetime.fromtimestamp(int(moment) / 1000, tz=UTC)
    return read_at if timezone.now() - read_at < rules.SIGNING_IN else None


def _owner(request: HttpRequest) -> str:
    return str(request.user.pk) if request.user.is_authenticated else ""


def _with_ticket(
    request: HttpRequest, response: HttpResponse, code: str, read_at: datetime
) -> HttpResponse:
    """Keep in this browser when the code was read. Signed, and in no address that travels."""
    left = read_at + rules.SIGNING_IN - timezone.now()
    if code and left > timedelta():
        response.set_signed_cookie(
            TICKET,
            f"{code}.{int(read_at.timestamp() * 1000)}.{_owner(request)}",
            salt=TICKET,
            max_age=int(left.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _answer(
    request: HttpRequest, context: dict, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    page = render(request, "tutoring/check_in.html", context, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        page.headers["Retry-After"] = "60"
    return page


def _session(request: HttpRequest, public_id: UUID) -> InPersonSession:
    return fetch(request.user, "record", InPersonSession.objects.with_place(), public_id=public_id)
