"""The list that people sign on paper: its folio, who stood on it, and the file."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.jobs import JobQuerySet


class SignInSheet(models.Model):
    """One printing of a session's list; the row is the job that makes its PDF."""

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    CLAIM_LASTS = timedelta(minutes=3)
    MOST_TRIES = 3

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        "tutoring.InPersonSession", models.PROTECT, related_name="sign_in_sheets"
    )
    number = models.PositiveSmallIntegerField()
    folio = models.CharField(max_length=24, unique=True)
    # Keys of the enrolments in the order of the paper, which is never printed anew.
    people = models.JSONField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    file = models.FileField(upload_to="sheets/", blank=True)
    size_bytes = models.PositiveIntegerField(default=0, editable=False)
    error = models.CharField(max_length=300, blank=True)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        constraints = [
            models.UniqueConstraint(
                name="sign_in_sheet_number_once_per_session", fields=["session", "number"]
            ),
            models.CheckConstraint(
                name="ready_sheet_has_its_file", condition=~Q(state="ready") | ~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        return self.folio
