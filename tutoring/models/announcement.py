"""A text that staff or a tutor writes to several people of a cohort, and to whom it goes."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HOLD = timedelta(minutes=10)  # How long nobody is written to, so that it can be taken back.


class AnnouncementQuerySet(models.QuerySet):
    def due(self, now: datetime | None = None) -> Self:
        """Announcements that were not taken back in time, and of which nothing was written yet."""
        written_before = (now or timezone.now()) - HOLD
        return self.filter(posted_at=None, stopped_at=None, written_at__lte=written_before)

    def with_counts(self) -> Self:
        """Annotate people, and of how many the mail is sent, on_its_way, stopped or came_back.

        One that was taken back in time is stopped for all of them.
        """

        def in_state(*states: str) -> Count:
            return Count("recipients", filter=Q(recipients__message__state__in=states))

        return self.annotate(
            people=Count("recipients"),
            sent=in_state("sent"),
            on_its_way=in_state("pending"),
            came_back=in_state("bounced", "failed"),
        ).annotate(
            stopped=Case(
                When(posted_at=None, stopped_at__isnull=False, then=F("people")),
                default=in_state("stopped"),
            )
        )


class Announcement(models.Model):
    """It is held for ten minutes, then goes by mail, and stands on first pages until a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="announcements")
    # Whom it was for, as [kind, name] in the order of the form; the rows say who that was.
    audience = models.JSONField(default=list, editable=False)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"))
    shown_until = models.DateField(_("on first pages until"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    posted_at = models.DateTimeField(null=True, editable=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="stopped_announcement_says_by_whom",
                condition=Q(stopped_at=None) | Q(stopped_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("tutoring:announcement", args=[self.public_id])

    @property
    def goes_at(self) -> datetime:
        """Until then nobody has been written to."""
        return self.written_at + HOLD

    @property
    def state(self) -> str:
        """Return "stopped", "held" or "gone"."""
        if self.stopped_at:
            return "stopped"
        return "gone" if self.posted_at else "held"


class AnnouncementRecipientQuerySet(models.QuerySet):
    def to_show(self, now: datetime | None = None) -> Self:
        """What stands on the first page of its reader now, the newest first."""
        now = now or timezone.now()
        return self.filter(
            dismissed_at=None,
            announcement__stopped_at=None,
            announcement__written_at__lte=now - HOLD,
            announcement__shown_until__gte=timezone.localdate(now),
        ).order_by("-announcement__written_at", "-pk")

    def without_mail(self) -> Self:
        """Whoever has no address: they must be told otherwise."""
        return self.filter(message=None, enrolment__participant__email=None)

    def in_order(self) -> Self:
        """Load the people, in the order of their names."""
        return self.select_related("enrolment__participant").order_by(
            "enrolment__participant__folded_name", "pk"
        )


class AnnouncementRecipient(models.Model):
    """One person whom an announcement concerned when it was written: once, whatever was chosen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="recipients")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.CASCADE, related_name="announcements_received"
    )
    message = models.ForeignKey(
        "people.Message", models.PROTECT, null=True, related_name="announcement_recipients"
    )
    dismissed_at = models.DateTimeField(null=True, editable=False)

    objects = AnnouncementRecipientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="announcement_once_per_person", fields=["announcement", "enrolment"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement} → {self.enrolment}"
