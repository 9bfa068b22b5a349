"""The exit survey. No column leads from an answer to a person, or to a moment."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.lib.text import in_language


class FeedbackSurvey(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.OneToOneField("courses.Cohort", models.PROTECT, related_name="feedback_survey")

    def __str__(self) -> str:
        return str(self.cohort)


class SurveyQuestion(models.Model):
    class Kind(models.TextChoices):
        LIKERT = "likert5", _("Agreement, 1 to 5")
        TEXT = "text", _("Open text")

    survey = models.ForeignKey(FeedbackSurvey, models.CASCADE, related_name="questions")
    code = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text_es = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="survey_question_once_per_survey", fields=["survey", "code"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        return in_language(self, "text")


class SurveyInvitation(models.Model):
    """That a person was asked, and whether they answered. Never when, never what."""

    survey = models.ForeignKey(FeedbackSurvey, models.CASCADE, related_name="invitations")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, related_name="survey_invitations"
    )
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_invitation_once_per_person", fields=["survey", "enrolment"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey}: {self.enrolment}"


class SurveyResponse(models.Model):
    # Random, so that the order of the rows says nothing either.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(FeedbackSurvey, models.PROTECT, related_name="responses")

    def __str__(self) -> str:
        return str(self.survey)


class SurveyAnswer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(SurveyResponse, models.CASCADE, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True)  # Empty: preferred not to answer.
    text = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="survey_answer_once_per_question", fields=["response", "question"]
            ),
            models.CheckConstraint(
                name="survey_value_is_1_to_5",
                condition=Q(value=None) | Q(value__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"
