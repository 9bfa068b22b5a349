"""The page of a team: who works on a project, letting others in, joining, leaving."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.adaptation import told_to
from assessments.domain.team_members import (
    Team,
    holds_together,
    kept_by,
    last_move_of,
    most_in,
    removed_from,
    team_for,
    teams_of,
)
from assessments.domain.teams import (
    close_team,
    current_member,
    hand_on,
    join_team,
    leave_team,
    let_back,
    open_team,
    put_in_team,
    remove_from_team,
    take_out_of_team,
)
from assessments.forms import JoinForm, ReasonForm, TeamPlaceForm
from assessments.models import LogframeProject, ProjectMember
from assessments.views.work import context_of, own_work
from courses.models import Enrolment
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.limits import within_limit

JOINS_A_MINUTE = 10


def _own_team(request: HttpRequest, code: str) -> tuple[Enrolment, LogframeProject, Team]:
    enrolment, project = own_work(request, code)
    return enrolment, project, team_for(enrolment, project, most=told_to(enrolment).team_most)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, code: str) -> HttpResponse:
    """Show who works on the project, and join the team of a colleague with its code."""
    enrolment, project, team = _own_team(request, code)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        initial={"code": request.GET.get("codigo", "")[:20]},
    )
    status = HTTPStatus.OK
    if form.is_bound and not within_limit(
        "team-code", str(request.user.pk), a_minute=JOINS_A_MINUTE
    ):
        form.add_error("code", _("Too many attempts. Wait a minute and try again."))
        status = HTTPStatus.TOO_MANY_REQUESTS
    elif form.is_bound:
        if form.is_valid() and _has_joined(request, enrolment, form):
            return redirect("assessments:team", code)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = reverse("assessments:team", args=[code])
    context = context_of(enrolment, project, (_("My team"), "")) | {
        "team": team,
        "holds_together": team.is_mine and holds_together(project),
        "removed": removed_from(project) if team.is_mine else (),
        "form": form,
        "kept": kept_by(enrolment),
        "move": last_move_of(enrolment),
        "code_in_two": f"{(project.team_code or '')[:4]} {(project.team_code or '')[4:]}".strip(),
        "link": f"{settings.SITE_URL.rstrip('/')}{page}?codigo={project.team_code}",
    }
    return render(request, "assessments/team.html", context, status=status)


def _has_joined(request: HttpRequest, enrolment: Enrolment, form: JoinForm) -> bool:
    try:
        project = join_team(enrolment, code=form.cleaned_data["code"], by=request.user)
    except RuleViolation as refusal:
        form.add_error("code", refusal)
        return False
    messages.success(
        request, _("You work on “%(project)s” with your team now.") % {"project": project}
    )
    return True


def _led(request: HttpRequest, code: str) -> tuple[LogframeProject, Team]:
    """Return the person's own team if they lead it, or stop the request."""
    _enrolment, project, team = _own_team(request, code)
    return fetch(request.user, "lead", LogframeProject.objects.all(), pk=project.pk), team


@require_POST
def team_open(request: HttpRequest, code: str) -> HttpResponse:
    project, _team = _led(request, code)
    try:
        open_team(project, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Give the code to your colleagues: with it they join you."))
    return redirect("assessments:team", code)


@require_POST
def team_close(request: HttpRequest, code: str) -> HttpResponse:
    project, _team = _led(request, code)
    close_team(project, by=request.user)
    messages.success(request, _("The code does not let anybody in any more."))
    return redirect("assessments:team", code)


@require_POST
def team_hand_on(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    project, team = _led(request, code)
    heir = next((each for each in team.members if each.enrolment.public_id == public_id), None)
    if heir is None:
        raise Http404
    try:
        hand_on(project, heir.enrolment, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        name = heir.enrolment.participant.full_name
        messages.success(request, _("%(name)s leads the team now.") % {"name": name})
    return redirect("assessments:team", code)


@require_http_methods(["GET", "HEAD", "POST"])
def team_remove(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask for the reason before a colleague is taken out of the team that one leads."""
    enrolment, project, team = _own_team(request, code)
    project = fetch(request.user, "lead", LogframeProject.objects.all(), pk=project.pk)
    member = next((each for each in team.members if each.enrolment.public_id == public_id), None)
    if member is None:
        raise Http404
    if member == team.mine:
        return redirect("assessments:team-leave", code)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_removed(request, project, member, form):
        return redirect("assessments:team", code)
    page = reverse("assessments:team", args=[code])
    trail = ((_("My team"), page), (_("Take out of the team"), ""))
    context = context_of(enrolment, project, *trail) | {"member": member, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/team_remove.html", context, status=status)


def _is_removed(
    request: HttpRequest, project: LogframeProject, member: ProjectMember, form: ReasonForm
) -> bool:
    enrolment, reason = member.enrolment, form.cleaned_data["reason"]
    try:
        remove_from_team(project, enrolment, by=request.user, reason=reason)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    name = enrolment.participant.full_name
    messages.success(
        request, _("%(name)s is not in the team any more, and gets a mail.") % {"name": name}
    )
    return True


@require_POST
def team_let_back(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Undo a removal."""
    project, _team = _led(request, code)
    gone = project.members.filter(left_at__isnull=False, enrolment__public_id=public_id)
    removed = gone.select_related("enrolment__cohort").order_by("-left_at", "-pk").first()
    if removed is None:
        raise Http404
    try:
        let_back(project, removed, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        name = removed.enrolment.participant.full_name
        messages.success(request, _("%(name)s is in the team again.") % {"name": name})
    return redirect("assessments:team", code)


@require_http_methods(["GET", "HEAD", "POST"])
def team_leave(request: HttpRequest, code: str) -> HttpResponse:
    """Ask before somebody leaves their team; who cannot leave hears why."""
    enrolment, project, team = _own_team(request, code)
    if request.method == "POST":
        try:
            leave_team(project, enrolment, by=request.user)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("You left the team. This is your own project again."))
        return redirect("assessments:team", code)
    if not team.may_leave:
        return redirect("assessments:team", code)
    page = reverse("assessments:team", args=[code])
    context = context_of(enrolment, project, (_("My team"), page), (_("Leave the team"), ""))
    return render(
        request,
        "assessments/team_leave.html",
        context | {"team": team, "kept": kept_by(enrolment)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_team(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put somebody in a team, or take them out, with a reason: for who tutors or runs it."""
    enrolment = fetch(
        request.user, "place_in_team", Enrolment.objects.with_course(), public_id=public_id
    )
    most = most_in(enrolment.cohort)
    member = current_member(enrolment)
    team = member and team_for(enrolment, member.project, most=most)
    editable = allowed(
        request.user,
        "view",
        LogframeProject.objects.filter(
            cohort=enrolment.cohort_id, state__in=LogframeProject.EDITABLE
        ),
    )
    others = [
        (project, names)
        for project, names in teams_of(editable)
        if len(names) < most and not (member and project == member.project)
    ]
    form = TeamPlaceForm(
        request.POST if request.method == "POST" else None,
        teams=others,
        may_be_alone=bool(team and not team.is_alone),
    )
    if form.is_bound and form.is_valid() and _is_placed(request, enrolment, form):
        return redirect("assessments:person-team", public_id)
    context = {
        "enrolment": enrolment,
        "team": team,
        "most": most,
        "form": form,
        "move": last_move_of(enrolment),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "assessments/person_team.html", context, status=status)


def _is_placed(request: HttpRequest, enrolment: Enrolment, form: TeamPlaceForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        if form.project:
            put_in_team(enrolment, form.project, by=request.user, reason=reason)
        else:
            take_out_of_team(enrolment, by=request.user, reason=reason)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Done: the person sees it on the page of their team."))
    return True
