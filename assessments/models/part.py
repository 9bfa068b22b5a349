"""What every record of the exercise has: a lasting id, a place, a version, and an undo."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Deletion(models.Model):
    """One press of "delete": what it took along comes back with it, for thirty days."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="deletions"
    )
    kind = models.CharField(max_length=20)
    # What people knew it as at that moment: its code and its words.
    name = models.CharField(max_length=200)
    records = models.PositiveSmallIntegerField()
    # The whole project as it was, when all of it was replaced at once.
    snapshot = models.JSONField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    deleted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-deleted_at"]
        indexes = [models.Index(fields=["deleted_at"], name="deletion_by_age")]
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")

    def __str__(self) -> str:
        return self.name


class LivingManager(models.Manager):
    """What was not deleted. Being the default, it also answers for the relations."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(deletion=None)


class Part(models.Model):
    """A record of a project, saved by itself.

    ``PATH`` leads to the project, in the words of a filter.
    """

    PATH = "project"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=1)  # Among its siblings, from 1.
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    deletion = models.ForeignKey(Deletion, models.CASCADE, null=True, related_name="+")

    with_deleted = models.Manager()
    objects = LivingManager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        ordering = ["position", "pk"]
