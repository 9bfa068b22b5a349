"""The forum of a cohort: what people write about an item, what is reported, what is hidden.

A thread is what a cohort wrote about an item, and no row of its own. It stands in ``tutoring``:
who tutors a cohort answers and moderates there, which ``courses`` must not know.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_POST = 4000


class ForumPostQuerySet(models.QuerySet):
    def visible(self) -> Self:
        return self.filter(hidden_at=None)

    def of_thread(self, cohort_id: int, lesson_id: int) -> Self:
        return self.filter(cohort=cohort_id, lesson=lesson_id)

    def with_place(self) -> Self:
        """Load what a page about the post mentions, in the same query."""
        return self.select_related("author", "enrolment", "cohort", "lesson__module")


class ForumPost(models.Model):
    """Something that somebody wrote: a post, or a reply to one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="forum_posts")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="forum_posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="forum_posts")
    # With which the author takes part; tutors and the team have none.
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, null=True, related_name="forum_posts"
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    body = models.TextField(_("your text"), max_length=LONGEST_POST)
    key = models.UUIDField(unique=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    is_pinned = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, editable=False)

    objects = ForumPostQuerySet.as_manager()

    class Meta:
        ordering = ["-is_pinned", "written_at", "pk"]
        indexes = [models.Index(fields=["cohort", "lesson"], name="forum_post_of_thread")]

    def __str__(self) -> str:
        return f"{self.author}: {self.lesson}"

    def get_absolute_url(self) -> str:
        thread = reverse("tutoring:forum", args=[self.cohort.code, self.lesson.public_id])
        return f"{thread}#m-{self.public_id}"

    @property
    def author_has_left(self) -> bool:
        """Whether the author left the cohort: then only who moderates reads the name."""
        return bool(self.enrolment and self.enrolment.status == "withdrawn")


class ForumReport(models.Model):
    """That somebody asks the tutors to look at a post."""

    post = models.ForeignKey(ForumPost, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["reported_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_report_per_person",
                fields=["post", "reported_by"],
                condition=Q(settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.reason}"


class ForumDecisionQuerySet(models.QuerySet):
    def untold(self) -> Self:
        """Decisions of which the author of the post has not been told."""
        return self.filter(author_told_at=None, action__in=["hide", "restore"])


class ForumDecision(models.Model):
    """What a tutor or the team decided about a post, and why. The history stays."""

    class Action(models.TextChoices):
        HIDE = "hide", _("hide")
        RESTORE = "restore", _("restore")
        PIN = "pin", _("pin")
        UNPIN = "unpin", _("unpin")
        KEEP = "keep", _("keep as it is")

    post = models.ForeignKey(ForumPost, models.CASCADE, related_name="decisions")
    action = models.CharField(max_length=8, choices=Action)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    author_told_at = models.DateTimeField(null=True, editable=False)

    objects = ForumDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return f"{self.post}: {self.action}"


class ConductAcceptance(models.Model):
    """That somebody accepted a version of the code of conduct."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="conduct_acceptances"
    )
    version = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="conduct_accepted_once_per_version", fields=["person", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
