"""Who works on a project, how they came to it, and what somebody wrote before they joined."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from assessments.domain.editing import check_editable
from assessments.domain.exercise_limits import COUNTS
from assessments.models import ExerciseAdaptation, LogframeProject, ProjectMember, Submission
from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import fold


@dataclass(frozen=True)
class Team:
    """Who works on a project, as one of them sees it. ``members`` has who leads it first."""

    members: list[ProjectMember]
    mine: ProjectMember
    most: int
    has_handed_in: bool  # Whether the person handed this project in themselves.

    @property
    def owner(self) -> ProjectMember:
        return self.members[0]

    @property
    def is_mine(self) -> bool:
        return self.owner == self.mine

    @property
    def is_alone(self) -> bool:
        return len(self.members) == 1

    @property
    def is_full(self) -> bool:
        return len(self.members) >= self.most

    @property
    def may_join_another(self) -> bool:
        return self.is_alone and self.most > 1 and not (self.obstacle or self.has_handed_in)

    @property
    def may_leave(self) -> bool:
        return not (self.is_alone or self.obstacle or self.has_handed_in)

    @cached_property
    def obstacle(self) -> RuleViolation | None:
        """Why nobody can come or go now."""
        try:
            check_editable(self.mine.project)
        except RuleViolation as refusal:
            return refusal
        return None


def team_for(enrolment: Enrolment, project: LogframeProject, *, most: int) -> Team:
    """Return the team of a person with its people, in two queries."""
    members = list(
        project.members.working().select_related("enrolment__participant", "moved_by").in_order()
    )
    mine = next(each for each in members if each.enrolment_id == enrolment.pk)
    mine.project = project
    return Team(members, mine, most, has_handed_in(mine))


def kept_by(enrolment: Enrolment) -> list[LogframeProject]:
    """Return what a person wrote before they joined a team, the newest first."""
    rows = ProjectMember.objects.kept().filter(
        enrolment=enrolment, project__last_saved_at__isnull=False
    )
    return [row.project for row in rows.select_related("project").order_by("-left_at", "-pk")]


def last_move_of(enrolment: Enrolment) -> ProjectMember | None:
    """Return how the person came to where they work, if somebody else decided it."""
    rows = ProjectMember.objects.filter(enrolment=enrolment).select_related("moved_by")
    last = rows.order_by(F("left_at").desc(nulls_first=True), "-pk")[:2]
    return next((each for each in last if each.moved_by), None)


def holds_together(project: LogframeProject) -> bool:
    """Say whether something was handed in: from then on who tutors decides who goes."""
    return project.submissions.exclude(state=Submission.State.WITHDRAWN).exists()


def removed_from(project: LogframeProject) -> list[ProjectMember]:
    """Return whom somebody of the team took out and who has written nothing on their own since."""
    current = ProjectMember.objects.filter(enrolment=OuterRef("enrolment"), left_at=None)
    unwritten = Q(project__last_saved_at=None) | Q(project__last_saved_at__lte=F("since"))
    alone = current.filter(unwritten, is_owner=True)
    gone = project.members.filter(
        ~Exists(current) | Exists(alone),
        left_at__isnull=False,
        moved_by__enrolments__project_memberships__project=project,
    )
    people = gone.select_related("enrolment__participant", "enrolment__cohort")
    # Somebody who was taken out twice, the last time.
    return list({each.enrolment_id: each for each in people.order_by("left_at", "pk")}.values())


def teams_of(projects: QuerySet[LogframeProject]) -> list[tuple[LogframeProject, list[str]]]:
    """Return the projects on which somebody works, with the names of who does. One query."""
    members = ProjectMember.objects.working().filter(project__in=projects).in_order()
    found: dict[LogframeProject, list[str]] = {}
    for member in members.select_related("project", "enrolment__participant"):
        found.setdefault(member.project, []).append(member.enrolment.participant.full_name)
    return sorted(found.items(), key=lambda team: fold(team[1][0]))


def most_in(cohort: Cohort) -> int:
    """Return how many may work on one project of the cohort; 1 means everybody alone."""
    said = ExerciseAdaptation.objects.filter(cohort=cohort).values_list("team_most", flat=True)
    return next(iter(said), COUNTS["team"].most)


def has_handed_in(member: ProjectMember) -> bool:
    """Say whether the member handed the project in themselves, and did not take it back."""
    handed_in = member.project.submissions.filter(enrolment=member.enrolment_id)
    return handed_in.exclude(state=Submission.State.WITHDRAWN).exists()
