"""Working on a project alone or in a team of up to five: joining, leaving, passing it on.

Whoever leaves a team leaves the work: it stays with the others. What somebody wrote alone before
joining is kept for them: they can read and download it, and go on with it after leaving the team.
"""

import hmac
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import check_editable, locked, open_for_change
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.planning import plan_for
from assessments.domain.exercise.writing import known_targets, write_plan
from assessments.domain.team_members import (
    has_handed_in,
    holds_together,
    most_in,
    removed_from,
)
from assessments.models import LogframeProject, ProjectMember
from assessments.signals import member_moved
from courses.domain.progress import check_open
from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import User

# Without the signs that people read as one another: 0 and O, 1, I and L, U and V.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8


@transaction.atomic
def open_team(project: LogframeProject, *, by: User) -> str:
    """Return the code with which others of the cohort join; a new one if there is none."""
    project = open_for_change(project)
    _check_teams(project.cohort)
    if not project.team_code:
        project.team_code = "".join(secrets.choice(CODE_SIGNS) for _place in range(CODE_LENGTH))
        project.save(update_fields=["team_code"])
    return project.team_code


@transaction.atomic
def close_team(project: LogframeProject, *, by: User) -> None:
    """Let nobody else join. Again: nothing happens."""
    project = locked(project)
    project.team_code = None
    project.save(update_fields=["team_code"])


def code_typed(text: str) -> str:
    """Return a code as it is stored, however somebody wrote or said it."""
    return "".join(sign for sign in text.upper() if sign in CODE_SIGNS)


@transaction.atomic
def join_team(
    enrolment: Enrolment, *, code: str, by: User, now: datetime | None = None
) -> LogframeProject:
    """Join the team whose code it is; the project worked on alone is kept. Again: no change.

    Refuses a code of another cohort, a full team, whoever is in a team with others, and whoever
    has handed something in already.
    """
    check_open(enrolment)
    _check_teams(enrolment.cohort)
    found = _with_code(enrolment.cohort_id, code_typed(code))
    if found is None:
        raise RuleViolation(_("No team of your cohort has this code."), code="team_code")
    return _go_into(enrolment, found, now=now or timezone.now())


@transaction.atomic
def put_in_team(
    enrolment: Enrolment,
    project: LogframeProject,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> LogframeProject:
    """Put somebody in a team of their cohort, out of another if need be. Again: no change."""
    reason = _said(reason)
    check_open(enrolment)
    _check_teams(enrolment.cohort)
    if project.cohort_id != enrolment.cohort_id:
        raise RuleViolation(_("This team is of another cohort."), code="cohort")
    moved = {"moved_by": by, "reason": reason}
    project = _go_into(enrolment, project, now=now or timezone.now(), moved=moved)
    record(by, "put in team", enrolment, reason=reason)
    return project


@transaction.atomic
def take_out_of_team(
    enrolment: Enrolment, *, by: User, reason: str, now: datetime | None = None
) -> None:
    """Take somebody out of their team, back to what they wrote alone before."""
    reason = _said(reason)
    check_open(enrolment)
    member = current_member(enrolment)
    if member is None:
        raise RuleViolation(_("This person is in no team."), code="alone")
    _leave_others(member, now=now or timezone.now(), moved={"moved_by": by, "reason": reason})
    record(by, "take out of team", enrolment, reason=reason)


@transaction.atomic
def leave_team(
    project: LogframeProject, enrolment: Enrolment, *, by: User, now: datetime | None = None
) -> None:
    """Leave a team; the work stays with it, one's own from before comes back. Again: no change.

    Whoever works alone cannot leave: there is nobody to leave it to.
    """
    member = project.members.filter(enrolment=enrolment, left_at=None).first()
    if member:
        check_open(enrolment)
        _leave_others(member, now=now or timezone.now())


@transaction.atomic
def hand_on(project: LogframeProject, enrolment: Enrolment, *, by: User) -> None:
    """Make another member the owner of the project. Again: no change."""
    project = open_for_change(project)
    heir = project.members.working().filter(enrolment=enrolment).first()
    if heir is None:
        raise RuleViolation(_("This person does not work on the project."), code="not_a_member")
    project.members.filter(left_at=None).exclude(pk=heir.pk).update(is_owner=False)
    heir.is_owner = True
    heir.save(update_fields=["is_owner"])


@transaction.atomic
def remove_from_team(
    project: LogframeProject,
    enrolment: Enrolment,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Take a colleague out, who goes on with a copy; once something is handed in, refused."""
    reason, now = _said(reason), now or timezone.now()
    project = open_for_change(project)
    if holds_together(project):
        raise RuleViolation(
            _("Something was handed in already: only your tutor can take somebody out."),
            code="handed_in",
        )
    member = project.members.working().filter(enrolment=enrolment).first()
    if member is None:
        raise RuleViolation(_("This person does not work on the project."), code="not_a_member")
    if member.is_owner:
        raise RuleViolation(_("Whoever leads the team leaves it instead."), code="leads")
    member.project = project
    moved = {"moved_by": by, "reason": reason}
    if project.last_saved_at is None:
        _return_to_own(member, now=now, moved=moved)
    else:
        _leave(member, now=now, moved=moved)
        copy = LogframeProject.objects.create(cohort=project.cohort, audience=project.audience)
        ProjectMember.objects.create(project=copy, enrolment=enrolment, is_owner=True, since=now)
        plan = plan_for(facts_of(project), targets=known_targets())
        write_plan(copy, plan, by=by, now=now)
    record(by, "take out of team", enrolment, reason=reason)


def let_back(
    project: LogframeProject, removed: ProjectMember, *, by: User, now: datetime | None = None
) -> None:
    """Undo a removal, as long as the person has written nothing on their own since."""
    if removed not in removed_from(project):
        raise RuleViolation(
            _("The person has gone on alone meanwhile: give them the code of the team instead."),
            code="gone_on",
        )
    put_in_team(removed.enrolment, project, by=by, reason=gettext("It was a mistake."), now=now)


def _check_teams(cohort: Cohort) -> None:
    if most_in(cohort) == 1:
        raise RuleViolation(
            _("In this cohort everybody works on their own project."), code="no_teams"
        )


def _said(reason: str) -> str:
    reason = clean(reason)[:300]
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    return reason


def _with_code(cohort_id: int, code: str) -> LogframeProject | None:
    """Find the team; how long it takes says nothing of how much of a code was right."""
    teams = LogframeProject.objects.filter(cohort=cohort_id, team_code__isnull=False)
    found = [team for team in teams if hmac.compare_digest(team.team_code, code)]
    return found[0] if found else None


def current_member(enrolment: Enrolment) -> ProjectMember | None:
    """Return what somebody works on now; None who has not opened the exercise yet."""
    rows = ProjectMember.objects.filter(enrolment=enrolment, left_at=None)
    return rows.select_related("project__cohort").first()


def _go_into(
    enrolment: Enrolment, project: LogframeProject, *, now: datetime, moved: dict | None = None
) -> LogframeProject:
    """Make somebody a member; ``moved`` says who else decided it, and why."""
    # What the person works on too: nobody hands it in while they leave it. One order, no deadlock.
    own = ProjectMember.objects.filter(enrolment=enrolment, left_at=None).values("project")
    list(
        LogframeProject.objects.select_for_update()
        .filter(Q(pk=project.pk) | Q(pk__in=own))
        .order_by("pk")
        .values_list("pk")
    )
    project = open_for_change(project)
    # Two tabs join once.
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    current = current_member(enrolment)
    if current and current.project_id == project.pk:
        return project
    most = most_in(project.cohort)
    if project.members.working().count() >= most:
        raise RuleViolation(
            _("A team has at most %(most)s people."), code="full", params={"most": most}
        )
    if current:
        if not moved and _others(current).exists():
            raise RuleViolation(_("Leave your team before you join another."), code="in_a_team")
        _leave(current, now=now, moved=moved)
    made = ProjectMember.objects.create(
        project=project, enrolment=enrolment, since=now, **moved or {}
    )
    if moved:
        announce(member_moved, member=made)
    return project


def _leave_others(member: ProjectMember, *, now: datetime, moved: dict | None = None) -> None:
    """Leave a team with somebody in it, and go on with what was written alone before."""
    member.project = open_for_change(member.project)
    if not _others(member).exists():
        raise RuleViolation(_("Nobody else works on this project."), code="alone")
    _return_to_own(member, now=now, moved=moved)


def _return_to_own(member: ProjectMember, *, now: datetime, moved: dict | None) -> None:
    _leave(member, now=now, moved=moved)
    before = ProjectMember.objects.kept().filter(enrolment=member.enrolment_id)
    kept = before.exclude(project=member.project_id).order_by("-left_at", "-pk").first()
    if kept:
        kept.is_owner = False
        kept.save(update_fields=["is_owner"])
        ProjectMember.objects.create(
            project=kept.project, enrolment=member.enrolment, is_owner=True, since=now
        )


def _leave(member: ProjectMember, *, now: datetime, moved: dict | None = None) -> None:
    """End a membership. Who leads the others owns the project; without others it is kept."""
    check_editable(member.project)
    if has_handed_in(member):
        raise RuleViolation(
            _("Whoever handed the project in stays with it until the course ends."),
            code="handed_in",
        )
    heir = _others(member).in_order().first()
    member.is_owner, member.left_at = heir is None, now
    moved = moved or {"moved_by": None, "reason": ""}
    member.moved_by, member.reason = moved["moved_by"], moved["reason"]
    member.told_at = None
    member.save(update_fields=["is_owner", "left_at", "moved_by", "reason", "told_at"])
    if member.moved_by:
        announce(member_moved, member=member)
    if heir is None:
        # Nobody is there to let anybody in.
        LogframeProject.objects.filter(pk=member.project_id).update(team_code=None)
    elif not heir.is_owner:
        heir.is_owner = True
        heir.save(update_fields=["is_owner"])


def _others(member: ProjectMember) -> QuerySet[ProjectMember]:
    return member.project.members.working().exclude(pk=member.pk)
