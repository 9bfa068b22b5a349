"""The team: who acts for the host and for partners, inviting them, and ending a role."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.membership import dismiss
from people.domain.team import HOST_ROLES, invite_again, invite_to_team
from people.forms import TeamFilterForm, TeamInvitationForm
from people.models import Membership, Organisation
from people.notifications import invitation_to_team, role_given

PAGE = 50


def host_of(request: HttpRequest) -> Organisation:
    """Return the host for which the person works; for anybody else there is no such page."""
    hosts = allowed(request.user, "run", Organisation.objects.filter(is_host=True))
    host = hosts.first()
    if host is None:
        raise Http404
    return host


def chosen(rows: QuerySet[Membership], form: TeamFilterForm) -> QuerySet[Membership]:
    if not form.is_valid():
        return rows
    words, role = form.cleaned_data["q"], form.cleaned_data["role"]
    if words:
        rows = rows.filter(
            Q(person__folded_name__contains=fold(words)) | Q(person__email__contains=words.lower())
        )
    return rows.filter(role=role) if role else rows


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    host_of(request)
    form = TeamFilterForm(request.GET)
    rows = allowed(request.user, "view", Membership.objects.all())
    rows = with_may(chosen(rows, form), request.user, "end")
    rows = rows.select_related("person", "organisation", "invitation")
    rows = rows.order_by("role", "person__folded_name", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    return render(
        request,
        "people/team.html",
        {"page": page, "form": form, "today": timezone.localdate()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def team_invite(request: HttpRequest) -> HttpResponse:
    host = host_of(request)
    partners = allowed(request.user, "invite", Organisation.objects.filter(is_host=False))
    form = TeamInvitationForm(request.POST or None, partners=partners)
    if form.is_valid():
        try:
            with transaction.atomic():
                membership = invite_to_team(
                    form.newcomer(),
                    organisation=form.organisation(host),
                    role=form.cleaned_data["role"],
                    until=form.cleaned_data["until"],
                    by=request.user,
                )
                write_to(membership)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request,
                _("%(name)s was invited as %(role)s.")
                % {"name": membership.person, "role": membership.get_role_display()},
            )
            return redirect("people:team")
    return render(
        request,
        "people/team_invite.html",
        {"form": form, "host": host, "host_roles": HOST_ROLES},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def write_to(membership: Membership) -> None:
    """Send the link to somebody new, and the news to somebody who has an account."""
    if membership.person.is_active:
        role_given(membership)
    else:
        invitation_to_team(membership)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for confirmation on a page of its own; end the role by POST."""
    membership = fetch(
        request.user,
        "end",
        Membership.objects.select_related("person", "organisation"),
        public_id=public_id,
    )
    if request.method == "POST":
        try:
            dismiss(membership, by=request.user)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(
                request, _("The role of %(name)s has ended.") % {"name": membership.person}
            )
        return redirect("people:team")
    return render(request, "people/membership_end.html", {"membership": membership})


@require_http_methods(["POST"])
def membership_invite_again(request: HttpRequest, public_id: str) -> HttpResponse:
    membership = fetch(
        request.user,
        "end",
        Membership.objects.select_related("person", "organisation", "invitation__person"),
        public_id=public_id,
    )
    try:
        invite_again(membership, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            _("A new invitation is on its way to %(email)s.") % {"email": membership.person.email},
        )
    return redirect("people:team")
