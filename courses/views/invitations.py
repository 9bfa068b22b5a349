"""The page behind the link of an invitation: accept it, decline it, or ask for a new one."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from courses.domain import joining
from courses.forms import AcceptInvitationForm, ConfirmInvitationForm, DeclineInvitationForm
from courses.notifications import invitation_to_course
from lms.lib.errors import RuleViolation
from lms.lib.shared_device import mark_device
from people.domain import invitations
from people.domain.invitations import Standing
from people.models import Invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def closed_page(
    request: HttpRequest,
    invitation: Invitation,
    token: str,
    *,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    """Say why the link opens nothing, and offer a new one where that makes sense."""
    standing = invitations.standing_of(invitation)
    return render(
        request,
        "courses/invitation_closed.html",
        {
            "standing": standing.value,
            "token": token,
            "may_renew": standing in {Standing.EXPIRED, Standing.REPLACED} and refusal is None,
            "refusal": refusal,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.GONE,
    )


def unknown_page(request: HttpRequest) -> HttpResponse:
    """Answer an edited link and one that never was in the same words."""
    words = {"eye": _("Invitation"), "heading": _("This link leads to no invitation")}
    return render(request, "courses/link_unknown.html", words, status=HTTPStatus.NOT_FOUND)


def stranger_page(request: HttpRequest, invitation: Invitation) -> HttpResponse | None:
    """Stop whoever may not accept: signed in as somebody else, or not at all with an account."""
    if request.user.is_authenticated and request.user.pk != invitation.person_id:
        return render(request, "courses/invitation_of_another.html", status=HTTPStatus.FORBIDDEN)
    if invitation.person.is_active and not request.user.is_authenticated:
        return render(request, "courses/invitation_sign_in.html")
    return None


def invitation_page(
    request: HttpRequest, invitation: Invitation, token: str, form: object
) -> HttpResponse:
    return render(
        request,
        "courses/invitation.html",
        {
            "invitation": invitation,
            "offer": joining.offer_of(invitation),
            "token": token,
            "form": form,
            "decline_form": DeclineInvitationForm(),
            "signs": "ꞌʼɨëäḵ",
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered; by POST accept it, sign the person in and lead them home."""
    found = invitations.find(token)
    if found is None:
        return unknown_page(request)
    if invitations.standing_of(found) is not Standing.OPEN:
        return closed_page(request, found, token)
    if is_opened_by_a_person(request, found):
        invitations.mark_opened(found)
    stopped = stranger_page(request, found)
    if stopped:
        return stopped
    if request.method == "POST":
        return accept(request, found, token)
    form = (
        ConfirmInvitationForm()
        if found.person.is_active
        else AcceptInvitationForm(instance=found.person)
    )
    return invitation_page(request, found, token, form)


def is_opened_by_a_person(request: HttpRequest, found: Invitation) -> bool:
    """Say whether the link was opened, and not only looked up ahead or by somebody else."""
    looked_up_ahead = request.method != "GET" or any(
        "prefetch" in request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose")
    )
    return not looked_up_ahead and request.user.pk in {None, found.person_id}


def accept(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    has_account = found.person.is_active
    form = (
        ConfirmInvitationForm(request.POST)
        if has_account
        else AcceptInvitationForm(request.POST, instance=found.person)
    )
    if not form.is_valid():
        return invitation_page(request, found, token, form)
    answers = {}
    if not has_account:
        answers = {
            "names": form.names(),
            "password": form.chosen_password(),
            "about_self": form.told(),
        }
    try:
        person = joining.join(found, language=get_language(), **answers)
    except RuleViolation:
        return closed_page(request, invitations.find(token), token)
    if not has_account:
        login(request, person, backend=BACKEND)
        mark_device(request, is_shared=form.cleaned_data["shared"])
    messages.success(request, _("Your account is ready. Welcome to Aula ODS."))
    return redirect("home")


@login_not_required
@never_cache
@require_POST
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    found = invitations.find(token)
    if found is None:
        return unknown_page(request)
    if is_opened_by_a_person(request, found):
        invitations.mark_opened(found)
    stopped = stranger_page(request, found)
    if stopped:
        return stopped
    form = DeclineInvitationForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        joining.turn_down(found, reason=reason)
    except RuleViolation:
        return closed_page(request, invitations.find(token), token)
    return redirect("courses:invitation", token)


@login_not_required
@never_cache
@require_POST
def invitation_renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new link to the address of the first one, wherever this request comes from."""
    found = invitations.find(token)
    if found is None:
        return unknown_page(request)
    try:
        with transaction.atomic():
            renewed = joining.renew(found)
            for enrolment in renewed.enrolments.all()[:1]:
                invitation_to_course(enrolment)
    except RuleViolation as refusal:
        return closed_page(request, found, token, refusal=refusal)
    return render(request, "courses/invitation_renewed.html", {"email": masked(found.email)})


def masked(email: str) -> str:
    """Show enough of an address for its owner to know which it is: m…a@toluca.gob.mx."""
    name, _at, host = email.partition("@")
    return f"{name[0]}…{name[-1] if len(name) > 2 else ''}@{host}"
