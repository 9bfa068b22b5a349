"""What participants write about the projects of others in their cohort, and reports about it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_ANSWER = 1500


class PeerReviewQuerySet(models.QuerySet):
    def sent(self) -> Self:
        return self.exclude(sent_at=None)

    def visible(self) -> Self:
        """Reviews that the author may read: sent, and not taken down."""
        return self.sent().filter(hidden_at=None)

    def unopened(self) -> Self:
        """Those that nobody has begun: they may still go to somebody else."""
        return self.filter(opened_at=None)

    def untold(self) -> Self:
        """Reviews of which the authors have not been told."""
        return self.visible().filter(authors_told_at=None)

    def with_place(self) -> Self:
        """Load what a line about the review mentions, in the same query."""
        return self.select_related(
            "reviewer__participant",
            "reviewer__cohort__edition__course",
            "submission__enrolment__participant",
        )


class PeerReview(models.Model):
    """One of the two projects that somebody is given to read, and what they say about it.

    Neither side learns the name of the other; tutors see both.
    """

    COUNT = 2
    ANSWERS = ("strong", "doubtful", "suggestion")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reviewer = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="peer_reviews")
    position = models.PositiveSmallIntegerField()
    project = models.ForeignKey(
        "assessments.LogframeProject", models.PROTECT, related_name="peer_reviews"
    )
    # The version that is read; once opened it stays the same, whatever is handed in later.
    submission = models.ForeignKey(
        "assessments.Submission", models.PROTECT, related_name="peer_reviews"
    )
    strong = models.TextField(_("what is done well"), max_length=LONGEST_ANSWER, blank=True)
    doubtful = models.TextField(
        _("what is not verifiable or logical yet"), max_length=LONGEST_ANSWER, blank=True
    )
    suggestion = models.TextField(_("one suggestion"), max_length=LONGEST_ANSWER, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    authors_told_at = models.DateTimeField(null=True, editable=False)

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["reviewer", "position"]
        constraints = [
            models.UniqueConstraint(
                name="peer_review_once_per_place", fields=["reviewer", "position"]
            ),
            models.UniqueConstraint(
                name="peer_review_once_per_project", fields=["reviewer", "project"]
            ),
            models.CheckConstraint(
                name="two_peer_reviews_at_most", condition=Q(position__range=(1, 2))
            ),
            models.CheckConstraint(
                name="sent_peer_review_is_complete",
                condition=Q(sent_at=None)
                | Q(opened_at__isnull=False) & ~Q(strong="") & ~Q(doubtful="") & ~Q(suggestion=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.submission}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:peer-review", args=[self.public_id])

    @property
    def is_begun(self) -> bool:
        return self.saved_at is not None and self.sent_at is None


class ReviewReportQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Reports that nobody has decided, the oldest first."""
        return self.filter(decided_at=None).order_by("reported_at")

    def untold(self) -> Self:
        """Decisions by which a review was taken down and of which its author does not know."""
        return self.filter(decision=ReviewReport.Decision.HIDE, reviewer_told_at=None)


class ReviewReport(models.Model):
    """That an author asks the tutors to look at a review, and what they decided."""

    class Decision(models.TextChoices):
        HIDE = "hide", pgettext_lazy("peer review", "taken down")
        KEEP = "keep", pgettext_lazy("peer review", "left as it is")

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    why = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    reviewer_told_at = models.DateTimeField(null=True, editable=False)

    objects = ReviewReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at"]
        constraints = [
            models.UniqueConstraint(
                name="peer_review_is_reported_once_per_person", fields=["review", "reported_by"]
            ),
            models.CheckConstraint(
                name="decision_on_review_says_by_whom_and_why",
                condition=Q(decision="", decided_at=None)
                | Q(decision="keep", decided_by__isnull=False, decided_at__isnull=False)
                | (Q(decision="hide", decided_by__isnull=False) & ~Q(why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.reason}"
