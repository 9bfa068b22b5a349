"""What the team changed about the people of a cohort, kept so that it can be told and undone."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RosterChange(models.Model):
    """One thing done to one or several people of a cohort at once, with its reason."""

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", pgettext_lazy("change of the roster", "withdrawn")
        RETURN = "return", pgettext_lazy("change of the roster", "brought back")
        TUTOR = "tutor", pgettext_lazy("change of the roster", "another tutor")
        MOVE = "move", pgettext_lazy("change of the roster", "moved to another cohort")
        NAME = "name", pgettext_lazy("change of the roster", "name corrected")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="roster_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=300)
    key = models.UUIDField(unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.get_kind_display()}"


class RosterChangeRowQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(undone_at=None)


class RosterChangeRow(models.Model):
    """What a change did to one person: what stood ``before`` and ``after``, which stay as said."""

    change = models.ForeignKey(RosterChange, models.CASCADE, related_name="rows")
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, related_name="roster_changes"
    )
    # The place in the other cohort, where it is of another edition and so not the same.
    moved_to = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, null=True, related_name="roster_arrivals"
    )
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = RosterChangeRowQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="person_once_per_roster_change", fields=["change", "enrolment"]
            ),
            models.CheckConstraint(
                name="undone_roster_change_says_by_whom",
                condition=Q(undone_at=None) | Q(undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.enrolment}"
