"""A key that was wrong in a running edition: what it was, what it is, and whose score rose."""

import uuid
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.quiz import cut


class KeyCorrectionQuerySet(models.QuerySet):
    def with_item(self) -> Self:
        """Load the item and its place in the course."""
        return self.select_related("item__quiz__lesson", "corrected_by")


class KeyCorrection(models.Model):
    """One correction; the row is the job that scores attempts again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)  # The form sent again changes nothing.
    item = models.ForeignKey("assessments.QuizItem", models.PROTECT, related_name="corrections")
    # What was right before and after, as texts by part: ``{"part": "", "right": ["17"]}``.
    old_key = models.JSONField(editable=False)
    new_key = models.JSONField(editable=False)
    reason = models.CharField(_("reason"), max_length=300)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(default=timezone.now, editable=False)
    rescored_at = models.DateTimeField(null=True, editable=False)

    objects = KeyCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-corrected_at"]

    def __str__(self) -> str:
        return f"{self.item.code}: {self.reason}"


class ScoreChangeQuerySet(models.QuerySet):
    def untold(self) -> Self:
        return self.filter(told_at=None)


class ScoreChange(models.Model):
    """A score that rose by a correction. None ever falls."""

    correction = models.ForeignKey(KeyCorrection, models.CASCADE, related_name="changes")
    attempt = models.ForeignKey(
        "assessments.QuizAttempt", models.PROTECT, related_name="score_changes"
    )
    before = models.DecimalField(max_digits=5, decimal_places=2)
    after = models.DecimalField(max_digits=5, decimal_places=2)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = ScoreChangeQuerySet.as_manager()

    class Meta:
        ordering = ["attempt__number"]
        constraints = [
            models.UniqueConstraint(
                name="score_changes_once_per_correction", fields=["correction", "attempt"]
            ),
            models.CheckConstraint(name="score_never_falls", condition=Q(after__gt=F("before"))),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.before} → {self.after}"

    @property
    def points_before(self) -> Decimal:
        return cut(self.before)

    @property
    def points_after(self) -> Decimal:
        return cut(self.after)
