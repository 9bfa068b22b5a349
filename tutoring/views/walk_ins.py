"""The people of a session who are on no list: noting them, and saying later who they were."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from tutoring.domain.sessions import zone_called
from tutoring.domain.walk_ins import (
    dismiss_walk_in,
    match_walk_in,
    note_walk_in,
    with_likely_matches,
)
from tutoring.forms import WalkInForm, WhyForm
from tutoring.models import InPersonSession, WalkIn


@require_http_methods(["GET", "HEAD", "POST"])
def session_walk_ins(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note somebody who is not on the list; below, everybody noted so far."""
    rows = with_may(InPersonSession.objects.with_place(), request.user, "record")
    session = fetch(request.user, "record", rows, public_id=public_id)
    form = WalkInForm(request.POST if request.method == "POST" else None, initial=_new_key())
    if form.is_bound and form.is_valid():
        try:
            walk_in = note_walk_in(session, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is noted.") % {"name": walk_in.name})
            return redirect("tutoring:walk-ins", public_id)
    noted = allowed(request.user, "view", session.walk_ins.select_related("enrolment__participant"))
    people = allowed(request.user, "record_attendance", session.cohort.enrolments.all())
    noted = list(noted)
    context = {
        "session": session,
        "zone": zone_called(session.cohort.time_zone),
        "form": form,
        "rows": with_likely_matches(
            [each for each in noted if each.state == WalkIn.State.WAITING],
            people,
            sought=_sought(request),
        ),
        "decided": [each for each in noted if each.state != WalkIn.State.WAITING],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "tutoring/walk_ins.html", context, status=status)


@require_POST
def walk_in_match(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who of the cohort it was; their attendance and hours follow."""
    walk_in = _fetch(request, public_id)
    people = walk_in.session.cohort.enrolments.select_related("participant")
    people = allowed(request.user, "record_attendance", people)
    enrolment = people.filter(public_id=_uuid(request.POST.get("person", ""))).first()
    if enrolment is None:
        messages.error(request, _("Choose who of the cohort it was."))
        return redirect("tutoring:walk-ins", walk_in.session.public_id)
    try:
        match_walk_in(walk_in, enrolment, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        name = enrolment.participant.full_name
        messages.success(request, _("%(name)s is on the sheet, with the hours.") % {"name": name})
    return redirect("tutoring:walk-ins", walk_in.session.public_id)


@require_POST
def walk_in_dismiss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    walk_in = _fetch(request, public_id)
    form = WhyForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        dismiss_walk_in(walk_in, by=request.user, reason=reason)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("%(name)s stays out.") % {"name": walk_in.name})
    return redirect("tutoring:walk-ins", walk_in.session.public_id)


def _fetch(request: HttpRequest, public_id: UUID) -> WalkIn:
    return fetch(
        request.user,
        "match",
        WalkIn.objects.select_related("session__cohort"),
        public_id=public_id,
    )


def _sought(request: HttpRequest) -> dict[UUID, str]:
    """Return what was typed in search of one of them: id → name."""
    wanted = _uuid(request.GET.get("para", ""))
    return {wanted: request.GET.get("q", "").strip()} if wanted else {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _new_key() -> dict[str, UUID]:
    return {"key": uuid4()}
