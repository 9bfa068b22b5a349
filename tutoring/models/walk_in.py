"""Somebody who came to a session without being on its list."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WalkInQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those who have been neither matched with a person of the cohort nor dismissed."""
        return self.filter(state=WalkIn.State.WAITING)


class WalkIn(models.Model):
    """A name noted at the door; hours count only once it is matched with an enrolment."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be matched")
        MATCHED = "matched", _("matched")
        DISMISSED = "dismissed", _("stays out")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey("tutoring.InPersonSession", models.PROTECT, related_name="walk_ins")
    # Known when they signed in and left their name themselves.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="walk_ins"
    )
    name = models.CharField(_("name"), max_length=200)
    note = models.CharField(_("where from"), max_length=200, blank=True)
    # They held a seat of this cohort once: what happened is kept, and somebody decides.
    has_left_the_cohort = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, null=True, related_name="walk_ins"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    came_at = models.DateTimeField(default=timezone.now, editable=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = WalkInQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "pk"]
        verbose_name = _("walk-in")
        verbose_name_plural = _("walk-ins")
        constraints = [
            models.UniqueConstraint(
                name="walk_in_once_per_person",
                fields=["session", "person"],
                condition=~Q(person=None),
            ),
            models.CheckConstraint(
                name="matched_walk_in_has_an_enrolment",
                condition=~Q(state="matched") | ~Q(enrolment=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.session}"
