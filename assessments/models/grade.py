"""A tutor's verdict on a submission, criterion by criterion, and comments on its cells."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.logframe import Column


class GradeQuerySet(models.QuerySet):
    def sent(self) -> Self:
        """Verdicts that were sent and not replaced, with their tutor and rubric."""
        return self.filter(sent_at__isnull=False, replaced_at=None).select_related(
            "tutor", "rubric"
        )


class Grade(models.Model):
    """A draft until it is sent; an amended one stays, with the date it was replaced."""

    class Verdict(models.TextChoices):
        RETURN = "return", _("Return with changes")
        APPROVE = "approve", _("Approve")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey("assessments.Submission", models.PROTECT, related_name="grades")
    rubric = models.ForeignKey("assessments.Rubric", models.PROTECT, related_name="grades")
    tutor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2, null=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, blank=True)
    message = models.TextField(_("message"), max_length=4000, blank=True)
    resubmit_by = models.DateField(_("may be handed in again until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    participant_told_at = models.DateTimeField(null=True, editable=False)

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ["saved_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_grade_in_force", fields=["submission"], condition=Q(replaced_at=None)
            ),
            models.CheckConstraint(
                name="sent_grade_is_complete",
                condition=Q(sent_at=None) | Q(total__range=(0, 100)) & ~Q(verdict=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.total}"


class CriterionScore(models.Model):
    grade = models.ForeignKey(Grade, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("assessments.Criterion", models.PROTECT, related_name="scores")
    level = models.DecimalField(max_digits=2, decimal_places=1)  # 0 to 4, in halves
    comment = models.TextField(_("comment"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="score_once_per_criterion", fields=["grade", "criterion"]),
            models.CheckConstraint(name="score_is_0_to_4", condition=Q(level__range=(0, 4))),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"


class CellComment(models.Model):
    """A remark on one cell. It keeps the code the cell had, in case the row is deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(
        "assessments.Submission", models.PROTECT, related_name="comments"
    )
    row = models.ForeignKey(
        "assessments.LogframeRow", models.SET_NULL, null=True, related_name="comments"
    )
    row_code = models.CharField(max_length=8)
    column = models.CharField(max_length=10)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("comment"), max_length=1000)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return f"{self.row_code}: {self.body[:60]}"

    @property
    def column_name(self) -> str:
        return str(Column(self.column).label)
