"""Printed credentials for people without e-mail: the row is the job and keeps its file a day."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.jobs import JobQuerySet


class AccessSheetQuerySet(JobQuerySet):
    def overdue(self, now: datetime) -> Self:
        """Sheets whose file has been kept long enough."""
        return self.filter(state=AccessSheet.State.READY, ready_at__lte=now - AccessSheet.KEPT)


class AccessSheet(models.Model):
    """A page for each of several people of a cohort, with a new name code and PIN.

    The PINs stand in the file and nowhere else, and the file goes after ``KEPT``.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        REMOVED = "removed", _("removed")

    CLAIM_LASTS = timedelta(minutes=5)
    MOST_TRIES = 3
    MOST_PEOPLE = 200
    KEPT = timedelta(hours=24)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="access_sheets")
    enrolments = models.ManyToManyField("courses.Enrolment", related_name="access_sheets")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, editable=False)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    file = models.FileField(upload_to="access/", blank=True)
    error = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = AccessSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("access sheet")
        verbose_name_plural = _("access sheets")
        constraints = [
            models.CheckConstraint(
                name="ready_access_sheet_has_its_file", condition=~Q(state="ready") | ~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.asked_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("courses:access-sheet", args=[self.cohort.code, self.public_id])

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def goes_at(self) -> datetime | None:
        return self.ready_at and self.ready_at + self.KEPT
