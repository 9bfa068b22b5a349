"""The live online sessions of a cohort, and who attended them."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

only_https = URLValidator(schemes=["https"], message=_("Write an address that begins with https."))


class LiveSessionQuerySet(models.QuerySet):
    def scheduled(self) -> Self:
        return self.filter(state=LiveSession.State.SCHEDULED)

    def not_over(self, now: datetime) -> Self:
        """Sessions that are still to come or going on, by how long each of them lasts."""
        minutes = Cast("minutes", models.IntegerField())  # SQLite multiplies no other kind.
        lasts = ExpressionWrapper(minutes * timedelta(minutes=1), models.DurationField())
        return self.annotate(lasts=lasts).filter(starts_at__gt=now - F("lasts"))

    def unreminded(self) -> Self:
        """Sessions of whose present date nobody has been reminded."""
        return self.scheduled().exclude(reminded_for=F("starts_at"))

    def with_place(self) -> Self:
        """Load what a line about the session mentions, in the same query."""
        return self.select_related("cohort", "lesson__module")


class LiveSession(models.Model):
    """A date on which an item that needs company is held online; an item may have several."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="live_sessions")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="live_sessions")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    link = models.URLField(_("link"), max_length=500, validators=[only_https])
    dial_in = models.CharField(_("by telephone"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    recording = models.URLField(_("recording"), max_length=500, blank=True, validators=[only_https])
    transcript = models.TextField(_("transcript"), blank=True)
    key = models.UUIDField(unique=True, editable=False)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # The date of which people have been reminded: a moved session has another.
    reminded_for = models.DateTimeField(null=True, editable=False)

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("live session")
        verbose_name_plural = _("live sessions")
        constraints = [
            models.CheckConstraint(
                name="live_session_is_entered_by_https", condition=Q(link__startswith="https://")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}, {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("tutoring:live-session", args=[self.public_id])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()


class LiveAttendance(models.Model):
    """Whether somebody was at a live session, as who held it wrote down."""

    session = models.ForeignKey(LiveSession, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, related_name="live_attendances"
    )
    was_present = models.BooleanField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="live_attendance_once_per_person", fields=["session", "enrolment"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.session}"
