"""Files that leave a project or come into it: prints made by a job, and imports to be confirmed."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.jobs import JobQuerySet


class ProjectPrint(models.Model):
    """A PDF of a project: the row is the job and keeps the file."""

    class Kind(models.TextChoices):
        MATRIX = "matriz", _("Matrix")
        INDICATORS = "indicadores", _("Indicator sheets")
        FORMS = "formatos", _("Blank forms")

    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    # Longer than any worker may be at it: see the clock of the task that makes it.
    CLAIM_LASTS = timedelta(minutes=3)
    # A job that takes its worker down each time is given up.
    MOST_TRIES = 3

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="prints"
    )
    kind = models.CharField(max_length=11, choices=Kind)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    file = models.FileField(upload_to="prints/", blank=True)
    size_bytes = models.PositiveIntegerField(default=0, editable=False)
    error = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="project_print_once_per_kind", fields=["project", "kind", "language"]
            ),
            models.CheckConstraint(
                name="ready_print_has_its_file", condition=~Q(state="ready") | ~Q(file="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.kind}"

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING


class ProjectImport(models.Model):
    """A file that somebody wants to bring into a project; nothing is written until confirmed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="imports"
    )
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="import_by_age")]

    def __str__(self) -> str:
        return self.name
