"""What people hand in for a homework item, and the three commitments they leave the course with.

Both live here and not in ``courses``: a tutor reads them now and will grade homework later, and
who grades is who tutors.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 20_000


def homework_place(homework: "Homework", _name: str) -> str:
    """Return where a file is kept: nothing of its address can be guessed or was typed."""
    return f"homework/{uuid.uuid4()}.{homework.file_kind}"


class HomeworkQuerySet(models.QuerySet):
    def unopened(self) -> Self:
        return self.filter(opened_at=None)

    def with_place(self) -> Self:
        """Load what a line about the homework mentions, in the same query."""
        return self.select_related(
            "enrolment__participant", "enrolment__cohort", "lesson", "opened_by"
        )


class Homework(models.Model):
    """The one piece of work of a person for a homework item: a text, a file, or both."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="homework")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="homework")
    body = models.TextField(_("your text"), max_length=LONGEST_TEXT, blank=True)
    file = models.FileField(upload_to=homework_place, max_length=120, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_kind = models.CharField(max_length=4, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    key = models.UUIDField(unique=True, editable=False)
    handed_in_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, editable=False)

    objects = HomeworkQuerySet.as_manager()

    class Meta:
        ordering = ["handed_in_at"]
        constraints = [
            models.UniqueConstraint(name="homework_once_per_item", fields=["enrolment", "lesson"]),
            models.CheckConstraint(
                name="homework_is_never_empty", condition=~(Q(body="") & Q(file=""))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:homework-detail", args=[self.public_id])


class Commitment(models.Model):
    """One of the three things that a person will do in the six months after the course."""

    COUNT = 3

    enrolment = models.ForeignKey("courses.Enrolment", models.CASCADE, related_name="commitments")
    position = models.PositiveSmallIntegerField()
    action = models.CharField(_("what I will do"), max_length=300, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    until = models.DateField(_("until when"), null=True, blank=True)
    evidence = models.CharField(_("how it will be seen"), max_length=300, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="commitment_once_per_position", fields=["enrolment", "position"]
            ),
            models.CheckConstraint(
                name="three_commitments_at_most", condition=Q(position__range=(1, 3))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.action}"

    @property
    def is_complete(self) -> bool:
        return bool(self.action and self.with_whom and self.until and self.evidence)
