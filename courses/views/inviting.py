"""How far the invitations of a cohort are: for the team, and for who named the people."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain.inviting import (
    SentAgain,
    correct_address,
    invitation_figures,
    note_returned,
    send_again,
)
from courses.forms import CorrectAddressForm
from courses.models import Cohort, InvitationStage
from courses.models.invitation_stage import TO_WRITE_AGAIN, WAITING
from courses.notifications import invitations_to_course
from courses.views.cohorts import PAGE, REFUSED, trail_to
from lms.lib.access import allowed, fetch, may
from lms.lib.errors import RuleViolation
from people.models import Invitation


@require_safe
def invitation_list(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(request.user, "see_invitations", Cohort.objects.with_counts(), code=code)
    is_team = may(request.user, "invite", cohort)
    named = allowed(request.user, "view_name", cohort.enrolments.all())
    everybody = named.with_invitation_stage(up_to_joining=not is_team)
    text, stage = request.GET.get("q", "")[:100], request.GET.get("estado", "")
    people = everybody.matching(text)
    if stage in InvitationStage.values:
        people = people.filter(stage=stage)
    people = people.with_workplace().select_related("invitation")
    # Who waits comes first: there is something to do about them.
    people = people.order_by(
        F("activated_at").asc(nulls_first=True), "participant__folded_name", "pk"
    )
    figures = invitation_figures(everybody)
    context = {
        "cohort": cohort,
        "page": Paginator(people, PAGE).get_page(request.GET.get("pagina")),
        "stages": [(InvitationStage(value), number) for value, number in figures.items()],
        "total": sum(figures.values()),
        "bounced": figures.get(InvitationStage.BOUNCED, 0),
        "shown_stage": stage,
        "may_write_to_all": stage in TO_WRITE_AGAIN and not text,
        "waiting": WAITING,
        "to_write_again": TO_WRITE_AGAIN,
        "text": text,
        "days": settings.INVITATION_DAYS,
        "is_team": is_team,
        "trail": trail_to(cohort, _("Invitations")) if is_team else report_trail(cohort),
    }
    return render(request, "courses/invitation_list.html", context)


def report_trail(cohort: Cohort) -> list[tuple[str, str]]:
    """Return the way of a coordinator, who comes from the report of the cohort."""
    report = reverse("completion:report", args=[cohort.code])
    return [(cohort.name, report), (_("Invitations"), "")]


@require_POST
def invitation_send_again(request: HttpRequest, code: str) -> HttpResponse:
    """Send a new link to those who were ticked, or to everybody at one stage."""
    cohort = fetch(request.user, "invite", Cohort.objects.all(), code=code)
    people = allowed(request.user, "manage", cohort.enrolments.all())
    stage = request.POST.get("everybody", "")
    if stage in TO_WRITE_AGAIN:
        people = people.with_invitation_stage().filter(stage=stage)
    else:
        people = people.filter(public_id__in=_addresses_in(request))
    try:
        done = send_again(people, cohort=cohort, by=request.user, tell=invitations_to_course)
    except RuleViolation as refusal:
        for message in refusal.messages:
            messages.warning(request, message)
    else:
        _say(request, done)
    return _back_to_list(request, code)


def _addresses_in(request: HttpRequest) -> list[UUID]:
    chosen = []
    for text in request.POST.getlist("person"):
        try:
            chosen.append(UUID(text))
        except ValueError:
            continue
    return chosen


def _say(request: HttpRequest, done: SentAgain) -> None:
    if done.sent:
        text = ngettext(
            "%(number)s new invitation goes out; the old link does not work any more.",
            "%(number)s new invitations go out; the old links do not work any more.",
            done.sent,
        )
        messages.success(request, text % {"number": done.sent})
    elif not done.left_out:
        messages.warning(request, _("Tick at least one person."))
    reasons = (
        (done.too_soon, _("Left out because they were written to minutes ago: %(number)s.")),
        (done.bounced, _("Left out because the address must be corrected first: %(number)s.")),
        (done.joined, _("Left out because they have answered already: %(number)s.")),
    )
    for number, text in reasons:
        if number:
            messages.warning(request, text % {"number": number})


def _back_to_list(request: HttpRequest, code: str) -> HttpResponseRedirect:
    stage = request.POST.get("estado", "")
    query = f"?estado={stage}" if stage in InvitationStage.values else ""
    return HttpResponseRedirect(reverse("courses:invitation-list", args=[code]) + query)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_correct(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask for the right address of somebody who has not joined; the POST writes to it."""
    invitation = _invitation(request, code, public_id)
    form = CorrectAddressForm(
        request.POST if request.method == "POST" else None,
        initial={"email": invitation.person.email},
    )
    if not invitation.bounced_at:
        form.fields["email"].help_text = ""  # Without a reason the same address is refused.
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            correct_address(invitation, email, by=request.user, tell=invitations_to_course)
        except RuleViolation as refusal:
            form.add_error("email", refusal)
        else:
            messages.success(
                request,
                _("A new invitation goes to %(email)s; the old link does not work any more.")
                % {"email": email},
            )
            return redirect("courses:invitation-list", code)
    cohort = fetch(request.user, "see_invitations", Cohort.objects.with_counts(), code=code)
    context = {
        "cohort": cohort,
        "invitation": invitation,
        "form": form,
        "trail": [
            (_("Invitations"), reverse("courses:invitation-list", args=[code])),
            (_("Correct the address"), ""),
        ],
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/invitation_correct.html", context, status=status)


@require_POST
def invitation_returned(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Note that the letter came back to somebody's mailbox."""
    invitation = _invitation(request, code, public_id)
    try:
        note_returned(invitation, by=request.user, reason=request.POST.get("reason", "")[:200])
    except RuleViolation as refusal:
        for message in refusal.messages:
            messages.warning(request, message)
    else:
        messages.success(request, _("Noted. Now the address can be corrected."))
    return redirect("courses:invitation-correct", code, public_id)


def _invitation(request: HttpRequest, code: str, public_id: UUID) -> Invitation:
    return fetch(
        request.user,
        "correct",
        Invitation.objects.filter(enrolments__cohort__code=code).select_related("person"),
        public_id=public_id,
    )
