"""What a quiz grants to one person beyond its rules: attempts, or minutes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_ATTEMPTS, MOST_MINUTES = 5, 300


class QuizAllowanceQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(taken_back_at=None)

    def untold(self) -> Self:
        """Allowances that stand and that the participant has not been told about."""
        return self.in_force().filter(told_at=None)

    def with_person(self) -> Self:
        """Load whom it is for, the quiz and who granted it."""
        return self.select_related(
            "quiz__lesson", "enrolment__participant", "enrolment__cohort", "granted_by"
        )


class QuizAllowance(models.Model):
    """Extra attempts and minutes for a person, with the reason; several add up."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)  # The form sent again changes nothing.
    quiz = models.ForeignKey("assessments.Quiz", models.PROTECT, related_name="allowances")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, related_name="quiz_allowances"
    )
    extra_attempts = models.PositiveSmallIntegerField(_("extra attempts"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = QuizAllowanceQuerySet.as_manager()

    class Meta:
        ordering = ["granted_at"]
        constraints = [
            models.CheckConstraint(
                name="quiz_allowance_grants_something",
                condition=Q(extra_attempts__gt=0) | Q(extra_minutes__gt=0),
            ),
            models.CheckConstraint(
                name="quiz_allowance_is_taken_back_by_somebody",
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.quiz} (+{self.extra_attempts}, +{self.extra_minutes} min)"
