"""What somebody has done, and the hours that it counts for."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LessonProgress(models.Model):
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.CASCADE, related_name="lesson_progress"
    )
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="progress")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    completed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lesson_progress_once_per_enrolment", fields=["enrolment", "lesson"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"


class LessonReply(models.Model):
    """The one written reply that completes a forum, homework or live-session item."""

    enrolment = models.ForeignKey(
        "courses.Enrolment", models.CASCADE, related_name="lesson_replies"
    )
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="replies")
    body = models.TextField(_("your reply"), max_length=6000)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lesson_reply_once_per_enrolment", fields=["enrolment", "lesson"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"


class HoursEntry(models.Model):
    """One line of the hours ledger. A correction is another line, never an edit.

    ``source_kind`` and ``source_id`` name the row that earned the minutes, so that the same
    thing done twice counts once.
    """

    class Modality(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in_person", _("in person")

    class Source(models.TextChoices):
        LESSON = "lesson", _("item of the outline")
        ATTENDANCE = "attendance", _("attendance")
        CORRECTION = "correction", _("correction")

    class Evidence(models.TextChoices):
        PLATFORM = "platform", _("done on the platform")
        HANDBOOK = "handbook", _("studied with the handbook")
        ON_SITE = "on_site", _("done on site")
        MAKE_UP = "make_up", _("made up")

    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="hours_entries")
    modality = models.CharField(max_length=9, choices=Modality)
    minutes = models.SmallIntegerField()
    source_kind = models.CharField(max_length=10, choices=Source)
    source_id = models.BigIntegerField()
    evidence = models.CharField(max_length=8, choices=Evidence, default=Evidence.PLATFORM)
    label = models.CharField(max_length=220)
    earned_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["earned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="hours_entry_once_per_source",
                fields=["enrolment", "source_kind", "source_id"],
            ),
            models.CheckConstraint(name="hours_entry_counts_something", condition=~Q(minutes=0)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.minutes} min, {self.label}"
