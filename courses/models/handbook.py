"""A handbook of a module or of a course in one format: the row is the job and keeps the file."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.jobs import JobQuerySet


class Handbook(models.Model):
    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        EPUB = "epub", "EPUB"

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    CLAIM_LASTS = timedelta(minutes=5)  # See the clock of the task that makes it.
    MOST_TRIES = 3

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("courses.Edition", models.CASCADE, related_name="handbooks")
    # Empty: the whole course.
    module = models.ForeignKey(
        "courses.Module", models.CASCADE, null=True, related_name="handbooks"
    )
    format = models.CharField(max_length=4, choices=Format)
    language = models.CharField(max_length=10)
    # With the answers to quizzes that count: for those who teach.
    with_key = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    file = models.FileField(upload_to="handbooks/", blank=True)
    size_bytes = models.PositiveIntegerField(default=0, editable=False)
    error = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "module__position", "format"]
        constraints = [
            models.UniqueConstraint(
                name="handbook_once_per_module",
                fields=["module", "format", "language", "with_key"],
                condition=Q(module__isnull=False),
            ),
            models.UniqueConstraint(
                name="handbook_once_per_course",
                fields=["edition", "format", "language", "with_key"],
                condition=Q(module=None),
            ),
            models.CheckConstraint(
                name="ready_handbook_has_its_file",
                condition=~Q(state="ready") | ~Q(file="") & ~Q(content_hash=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module or self.edition} ({self.format})"

    def get_absolute_url(self) -> str:
        return reverse("courses:handbook-file", args=[self.public_id])

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING
