"""Who tutors a cohort, and who tutors whom in it, one tutor at a time."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment


class CohortTutorQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(until=None)

    def with_load(self) -> Self:
        """Annotate ``load``: the people of that cohort whom the tutor has now; who left is out."""
        return self.annotate(
            load=Count(
                "tutor__tutor_assignments",
                filter=Q(
                    tutor__tutor_assignments__until=None,
                    tutor__tutor_assignments__enrolment__cohort=models.F("cohort"),
                    tutor__tutor_assignments__enrolment__status__in=Enrolment.HOLDING_A_SEAT,
                ),
            )
        )


class CohortTutor(models.Model):
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="cohort_tutors")
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cohorts_tutored"
    )
    quota = models.PositiveSmallIntegerField(_("people at most"), default=30)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = CohortTutorQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "tutor__folded_name"]
        constraints = [
            models.UniqueConstraint(
                name="tutor_once_per_cohort", fields=["cohort", "tutor"], condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tutor}, {self.cohort}"


class TutorAssignmentQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Keep the assignments that have not ended."""
        return self.filter(until=None)


class TutorAssignment(models.Model):
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.CASCADE, related_name="tutor_assignments"
    )
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tutor_assignments"
    )
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = TutorAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_tutor_at_a_time", fields=["enrolment"], condition=Q(until=None)
            ),
        ]
        indexes = [models.Index(fields=["tutor", "until"], name="assignment_of_tutor")]

    def __str__(self) -> str:
        return f"{self.tutor}: {self.enrolment}"
