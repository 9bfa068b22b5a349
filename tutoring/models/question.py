"""A participant's doubt, where it arose, and the answers it got."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class QuestionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Questions that nobody has answered and that are not closed, the oldest first."""
        return self.filter(answered_at=None, closed_at=None).order_by("asked_at")

    def over(self) -> Self:
        """Questions that were answered or closed, the newest first."""
        return self.exclude(answered_at=None, closed_at=None).order_by("-asked_at")

    def with_place(self) -> Self:
        """Load who asked and from where, in the same query."""
        return self.select_related(
            "enrolment__participant",
            "enrolment__cohort__edition",
            "enrolment__affiliation__organisation",
            "lesson__module",
        )

    def with_thread(self) -> Self:
        """Load what a question page shows, in two queries."""
        return self.with_place().prefetch_related(
            Prefetch("answers", Answer.objects.select_related("author"))
        )


class Question(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="questions")
    lesson = models.ForeignKey(
        "courses.Lesson", models.PROTECT, null=True, blank=True, related_name="questions"
    )
    body = models.TextField(_("your question"), max_length=4000)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)  # Of the first answer.
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="question_waiting",
                condition=models.Q(answered_at=None, closed_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.body[:80]

    def get_absolute_url(self) -> str:
        return reverse("tutoring:question-detail", args=[self.public_id])


class AnswerQuerySet(models.QuerySet):
    def untold(self) -> Self:
        """Answers that the participant has not been told about."""
        return self.filter(participant_told_at=None)

    def with_participant(self) -> Self:
        """Load what a message about the answer mentions."""
        return self.select_related("question__enrolment__participant", "author")


class Answer(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="answers")
    body = models.TextField(_("answer"), max_length=6000)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)
    participant_told_at = models.DateTimeField(null=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at"]

    def __str__(self) -> str:
        return self.body[:80]
