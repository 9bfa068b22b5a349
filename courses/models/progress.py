"""What somebody has done: items begun and completed, and what was written for them."""

import uuid

from django.db import models
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
