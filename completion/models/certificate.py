"""Certificates: frozen facts, issued once, rendered as often as needed."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from completion.models.requirement import CompletionRequirement
from courses.models import HoursEntry


class CertificateRelease(models.Model):
    """That staff released certificates of a cohort: who asked, when, and for how many."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(
        "courses.Cohort", models.PROTECT, related_name="certificate_releases"
    )
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-released_at"]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.released_at:%Y-%m-%d}"


class CertificateQuerySet(models.QuerySet):
    def pending(self) -> Self:
        """Certificates whose PDF no worker has made yet."""
        return self.filter(state=Certificate.State.PENDING)

    def in_force(self) -> Self:
        """Certificates that hold, whether their PDF is made or not yet."""
        return self.filter(state__in=Certificate.IN_FORCE)

    def short_of_hours(self) -> Self:
        """Certificates in force whose hours were lowered since, below what the edition asks."""
        ledger = HoursEntry.objects.filter(enrolment=OuterRef("enrolment")).order_by()
        lowered = ledger.filter(minutes__lt=0, entered_at__gt=OuterRef("issued_at"))
        rules = CompletionRequirement.objects.filter(edition=OuterRef("enrolment__cohort__edition"))
        below = Q()
        for modality in HoursEntry.Modality.values:
            lines = HoursEntry.objects.filter(
                enrolment=OuterRef(OuterRef("enrolment")), modality=modality
            )
            done = lines.order_by().values("enrolment").annotate(total=Sum("minutes"))
            minutes = Coalesce(Subquery(done.values("total")), 0)
            below |= Q(Exists(rules.filter(kind=modality, threshold__gt=minutes)))
        return self.in_force().filter(Exists(lowered)).filter(below)

    def untold(self) -> Self:
        """Certificates that are ready and whose holder has not been told."""
        return self.filter(state=Certificate.State.READY, holder_told_at=None)


class Certificate(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", _("being prepared")
        READY = "ready", _("valid")
        REPLACED = "replaced", _("replaced")
        REVOKED = "revoked", _("revoked")

    IN_FORCE = (State.PENDING, State.READY)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="certificates")
    release = models.ForeignKey(
        CertificateRelease, models.PROTECT, null=True, related_name="certificates"
    )
    kind = models.CharField(max_length=12, default="completion")
    version = models.PositiveSmallIntegerField(default=1)
    # Names, course, hours, dates, project, signatories as they were at issue. Never changed.
    snapshot = models.JSONField()
    folio = models.CharField(max_length=30, unique=True)
    token = models.CharField(max_length=43, unique=True)  # 128 bits or more, in the QR's link.
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    issued_at = models.DateTimeField(default=timezone.now, editable=False)
    pdf = models.FileField(upload_to="certificates/%Y/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    holder_told_at = models.DateTimeField(null=True, editable=False)
    error = models.CharField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                name="certificate_once_per_version", fields=["enrolment", "kind", "version"]
            ),
            models.CheckConstraint(
                name="ready_certificate_has_its_pdf",
                condition=~Q(state="ready") | ~Q(pdf="") & ~Q(pdf_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return self.folio
