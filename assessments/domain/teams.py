"""Working on a project alone or in a team of up to five: joining, leaving, passing it on.

Whoever leaves leaves the work: it stays with the team. When the last one leaves, the project stays
as it is, and nobody can open it for writing any more.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import locked, open_for_change
from assessments.domain.exercise_limits import COUNTS
from assessments.models import LogframeProject, ProjectMember
from courses.domain.progress import check_open
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from people.models import User

# Without the signs that people read as one another: 0 and O, 1, I and L, U and V.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CODE_LENGTH = 8


@transaction.atomic
def open_team(project: LogframeProject, *, by: User) -> str:
    """Return the code with which others of the cohort join; a new one if there is none."""
    project = open_for_change(project)
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


@transaction.atomic
def join_team(
    enrolment: Enrolment, *, code: str, by: User, now: datetime | None = None
) -> LogframeProject:
    """Join the team whose code it is, and leave the project worked on so far. Again: no change.

    Refuses a code of another cohort, a full team, and whoever has handed something in already.
    """
    now = now or timezone.now()
    check_open(enrolment)
    found = LogframeProject.objects.filter(
        team_code=code.strip().upper() or None, cohort=enrolment.cohort_id
    ).first()
    if found is None:
        raise RuleViolation(_("No team of your cohort has this code."), code="team_code")
    project = open_for_change(found)
    # Two tabs join once.
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    current = ProjectMember.objects.filter(enrolment=enrolment, left_at=None).first()
    if current and current.project_id == project.pk:
        return project
    if project.members.filter(left_at=None).count() >= COUNTS["team"].most:
        raise RuleViolation(
            _("A team has at most %(most)s people."),
            code="full",
            params={"most": COUNTS["team"].most},
        )
    if current:
        _leave(current, now=now)
    ProjectMember.objects.create(project=project, enrolment=enrolment, since=now)
    return project


@transaction.atomic
def leave_team(
    project: LogframeProject, enrolment: Enrolment, *, by: User, now: datetime | None = None
) -> None:
    """Leave a team; the work stays with it. Again: nothing happens.

    Whoever works alone cannot leave: there is nobody to leave it to.
    """
    project = locked(project)
    member = project.members.filter(enrolment=enrolment, left_at=None).first()
    if member is None:
        return
    if project.members.filter(left_at=None).count() == 1:
        raise RuleViolation(_("You work on this project alone."), code="alone")
    _leave(member, now=now or timezone.now())


def _leave(member: ProjectMember, *, now: datetime) -> None:
    """End a membership. The longest standing of the others owns the project from then on."""
    if member.project.submissions.filter(enrolment=member.enrolment_id).exists():
        raise RuleViolation(
            _("You have handed this project in: you stay with it until the course ends."),
            code="handed_in",
        )
    was_owner, member.is_owner, member.left_at = member.is_owner, False, now
    member.save(update_fields=["is_owner", "left_at"])
    heir = member.project.members.filter(left_at=None).order_by("since", "pk").first()
    if was_owner and heir:
        heir.is_owner = True
        heir.save(update_fields=["is_owner"])


@transaction.atomic
def hand_on(project: LogframeProject, enrolment: Enrolment, *, by: User) -> None:
    """Make another member the owner of the project. Again: no change."""
    project = locked(project)
    members = project.members.filter(left_at=None)
    heir = members.filter(enrolment=enrolment).first()
    if heir is None:
        raise RuleViolation(_("You do not work on this project."), code="not_a_member")
    members.exclude(pk=heir.pk).update(is_owner=False)
    heir.is_owner = True
    heir.save(update_fields=["is_owner"])
