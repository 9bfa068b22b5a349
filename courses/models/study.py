"""What somebody studied without a connection, module by module."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.models.ledger import HoursEntry


class StudySheetQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class StudySheet(models.Model):
    """The form «I studied it with the handbook» of one module, as it was handed in.

    ``lessons`` are the codes of the items that it credited, and ``answers`` what was marked in
    their check questions (code → one letter a question). Both stay as they were.
    """

    EVIDENCE = (HoursEntry.Evidence.HANDBOOK, HoursEntry.Evidence.ON_SITE)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="study_sheets")
    module = models.ForeignKey("courses.Module", models.PROTECT, related_name="study_sheets")
    evidence = models.CharField(max_length=8, choices=HoursEntry.Evidence)
    studied_on = models.DateField()
    lessons = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    key = models.UUIDField(unique=True, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = StudySheetQuerySet.as_manager()

    class Meta:
        ordering = ["entered_at"]
        constraints = [
            models.CheckConstraint(
                name="study_sheet_is_about_study_without_connection",
                condition=Q(evidence__in=["handbook", "on_site"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.module}"
