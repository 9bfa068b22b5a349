"""The practical exercise of a person or team, and each time it was handed in."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.deliverable import Deliverable
from assessments.models.profile import ProjectProfile
from courses.models import Enrolment


class LogframeProject(ProjectProfile):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("returned with changes")
        APPROVED = "approved", _("approved")

    EDITABLE = (State.DRAFT, State.RETURNED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="projects")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # With this code others of the cohort join the team; without one nobody can.
    team_code = models.CharField(max_length=8, null=True, unique=True, editable=False)  # noqa: DJ001 -- several without a code are not equal
    # Of the profile; every other record has its own.
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    # Of any record of the project.
    last_saved_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(ProjectProfile.Meta):
        abstract = False
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.title or str(_("Project without a title"))

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE


class ProjectMemberQuerySet(models.QuerySet):
    def working(self) -> Self:
        """Members who have not left and still study."""
        return self.filter(left_at=None, enrolment__status__in=Enrolment.STUDYING)

    def in_order(self) -> Self:
        """Who leads the project first: its owner, else who has worked on it longest."""
        return self.order_by("-is_owner", "since", "pk")

    def untold(self, since: datetime) -> Self:
        """Moves by somebody else since then that nobody was written about yet."""
        lately = Q(left_at__gte=since) | Q(left_at=None, since__gte=since)
        return self.filter(lately, moved_by__isnull=False, told_at=None)

    def kept(self) -> Self:
        """Those who left a project to nobody: it is still theirs to read and to come back to."""
        others = type(self)(self.model).working().filter(project=OuterRef("project"))
        return self.filter(~Exists(others), is_owner=True, left_at__isnull=False)


class ProjectMember(models.Model):
    project = models.ForeignKey(LogframeProject, models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, related_name="project_memberships"
    )
    is_owner = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    # Said by who tutors or runs the cohort when they put somebody in a team or took them out.
    reason = models.CharField(max_length=300, blank=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # When the mail about the last such move was written.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = ProjectMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_project_at_a_time", fields=["enrolment"], condition=Q(left_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.project}"


class SubmissionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Submissions without a verdict, the oldest first."""
        return self.filter(state=Submission.State.WAITING).order_by("submitted_at")

    def with_people(self) -> Self:
        return self.select_related(
            "project__cohort", "enrolment__participant", "enrolment__affiliation__organisation"
        )

    def with_review_count(self) -> Self:
        """Count in ``review_count`` what others of the cohort say of it."""
        said = Q(peer_reviews__sent_at__isnull=False, peer_reviews__hidden_at=None)
        return self.annotate(review_count=Count("peer_reviews", filter=said))


class Submission(models.Model):
    """A frozen version of the project. The snapshot never changes; the hash proves it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a verdict")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "withdrawn")
        RETURNED = "returned", pgettext_lazy("submission", "returned with changes")
        APPROVED = "approved", pgettext_lazy("submission", "approved")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(LogframeProject, models.PROTECT, related_name="submissions")
    deliverable = models.CharField(max_length=2, choices=Deliverable, default=Deliverable.PROJECT)
    number = models.PositiveSmallIntegerField()
    # The member who handed it in; their tutor grades it.
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="submissions")
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    folio = models.CharField(max_length=30, unique=True)
    key = models.UUIDField(unique=True)
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        constraints = [
            models.UniqueConstraint(
                name="submission_once_per_number",
                fields=["project", "deliverable", "number"],
            ),
            models.UniqueConstraint(
                name="one_submission_waiting",
                fields=["project", "deliverable"],
                condition=Q(state="waiting"),
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="submission_by_state")]

    def __str__(self) -> str:
        return f"{self.folio} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("assessments:submission-receipt", args=[self.public_id])

    @property
    def is_final(self) -> bool:
        return self.deliverable == Deliverable.PROJECT
