"""Pages about make-ups: asking for one, granting or declining it, undoing it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain.progress import outline_of
from courses.models import Enrolment
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from tutoring.domain.make_ups import (
    IN_PERSON_LIMIT,
    ask_for_make_up,
    decline_make_up,
    grant_make_up,
    undo_make_up,
)
from tutoring.domain.missing import Missing, made_up_in_person, missing_of, sessions_elsewhere
from tutoring.forms import AskMakeUpForm, GrantMakeUpForm, WhyForm
from tutoring.models import MakeUp

A_PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def my_make_ups(request: HttpRequest, code: str) -> HttpResponse:
    """What the participant may make up, and what became of what they asked for."""
    enrolment = _own(request, code)
    make_ups = list(allowed(request.user, "view", enrolment.make_ups.with_place()))
    context = {
        "cohort": enrolment.cohort,
        "missing": missing_of(enrolment, outline_of(enrolment), make_ups),
        "make_ups": [each for each in make_ups if each.state != MakeUp.State.REQUESTED],
        "limit": IN_PERSON_LIMIT,
        "made_up": made_up_in_person(make_ups),
    }
    return render(request, "tutoring/my_make_ups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make_up_ask(request: HttpRequest, code: str, what: str) -> HttpResponse:
    enrolment = _own(request, code)
    missing = _missing(enrolment, what)
    if missing is None or missing.request:  # Done, or asked for, by the same form sent before.
        return redirect("tutoring:my-make-ups", code)
    form = AskMakeUpForm(
        request.POST if request.method == "POST" else None, missing=missing, initial=_initial()
    )
    if form.is_bound and form.is_valid():
        try:
            ask_for_make_up(enrolment, missing, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your request is on its way to your tutor."))
            return redirect("tutoring:my-make-ups", code)
    context = {"cohort": enrolment.cohort, "missing": missing, "form": form}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "tutoring/make_up_ask.html", context, status=status)


@require_safe
def make_up_list(request: HttpRequest) -> HttpResponse:
    """The requests that wait for the reader, the oldest first."""
    waiting = allowed(request.user, "decide", MakeUp.objects.waiting().with_place())
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "tutoring/make_up_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def make_up(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Grant a make-up, or say no to a request for it."""
    enrolment = fetch(request.user, "make_up", Enrolment.objects.with_course(), public_id=public_id)
    missing = _missing(enrolment, what)
    if missing is None:  # Done, perhaps by the same form sent before.
        return redirect("person", public_id)
    why = WhyForm(request.POST if "decline" in request.POST else None)
    form = GrantMakeUpForm(
        request.POST if request.method == "POST" and not why.is_bound else None,
        missing=missing,
        elsewhere=sessions_elsewhere(enrolment),
        initial=_initial() | _asked(missing),
    )
    if _is_decided(request, enrolment, missing, form, why):
        return redirect("person", public_id)
    context = {
        "enrolment": enrolment,
        "missing": missing,
        "form": form,
        "why": why,
        "limit": IN_PERSON_LIMIT,
    }
    status = REFUSED if form.errors or why.errors else HTTPStatus.OK
    return render(request, "tutoring/make_up.html", context, status=status)


@require_POST
def make_up_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    granted = fetch(
        request.user, "decide", MakeUp.objects.select_related("enrolment"), public_id=public_id
    )
    form = WhyForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        undo_make_up(granted, by=request.user, reason=reason)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The make-up is undone and its hours are taken back."))
    return redirect("person", granted.enrolment.public_id)


def _own(request: HttpRequest, code: str) -> Enrolment:
    return fetch(
        request.user,
        "study",
        Enrolment.objects.with_course().filter(participant=request.user),
        cohort__code=code,
    )


def _missing(enrolment: Enrolment, what: str) -> Missing | None:
    """Return what is missing under this code; None when it is there; 404 when it never was."""
    outline = outline_of(enrolment)
    found = missing_of(enrolment, outline, enrolment.make_ups.standing())
    missing = next((each for each in found if each.code == what), None)
    if missing is None and not outline.find_code(what):
        codes = enrolment.cohort.edition.sessions.values_list("code", flat=True)
        if what not in codes:
            raise Http404
    return missing


def _initial() -> dict[str, Any]:
    return {"happened_on": timezone.localdate(), "key": uuid4()}


def _asked(missing: Missing) -> dict[str, Any]:
    asked = missing.request
    return {"minutes": missing.minutes} | ({"happened_on": asked.happened_on} if asked else {})


def _is_decided(
    request: HttpRequest,
    enrolment: Enrolment,
    missing: Missing,
    form: GrantMakeUpForm,
    why: WhyForm,
) -> bool:
    try:
        if why.is_bound and missing.request and why.is_valid():
            decline_make_up(missing.request, by=request.user, **why.cleaned_data)
            messages.success(request, _("The person is told that it is not granted, and why."))
            return True
        if form.is_bound and form.is_valid():
            grant_make_up(enrolment, missing, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("%(what)s is made up; its hours count.") % {"what": missing.code}
            )
            return True
    except RuleViolation as refusal:
        (why if why.is_bound else form).add_error(None, refusal)
    return False
