"""A hint of the checker that people hold for a false alarm, with their reason."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 300


class HintDismissalQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(undone_at=None)


class HintDismissal(models.Model):
    """One that is undone stays, with the moment; the tutor sees those in force."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="dismissals"
    )
    rule = models.CharField(max_length=6)
    # Kind, key and field of what the hint is about: see ``assessments.domain.exercise.review``.
    place = models.CharField(max_length=120)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = HintDismissalQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                name="hint_dismissed_once",
                fields=["project", "rule", "place"],
                condition=models.Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"
