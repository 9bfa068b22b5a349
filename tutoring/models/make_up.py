"""What somebody did in place of an item or a session, with the same minutes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MakeUpQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Requests that nobody has decided, the oldest first."""
        return self.filter(state=MakeUp.State.REQUESTED).order_by("made_at")

    def granted(self) -> Self:
        return self.filter(state=MakeUp.State.GRANTED)

    def standing(self) -> Self:
        """Those that are asked for or granted: nothing else is asked for in their place."""
        return self.filter(state__in=MakeUp.STANDING)

    def untold(self) -> Self:
        """Decisions that the participant has not been told about."""
        return self.filter(told_at=None).exclude(state=MakeUp.State.REQUESTED)

    def with_place(self) -> Self:
        """Load what a line about a make-up mentions, in the same query."""
        return self.select_related(
            "enrolment__participant",
            "enrolment__cohort",
            "enrolment__affiliation__organisation",
            "lesson",
            "planned",
            "decided_by",
        )


class MakeUp(models.Model):
    """Granted by a tutor or the team with a reason; the participant may ask for it.

    It stands for an item of the outline or for a planned session, never for both.
    """

    class Kind(models.TextChoices):
        RECORDING = "recording", _("recording or transcript, with three questions")
        COMMENT = "comment", _("written comment to the tutor")
        PAPER = "paper", _("activity on paper")
        SESSION = "session", _("session of another cohort")

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("make-up", "asked for")
        GRANTED = "granted", pgettext_lazy("make-up", "granted")
        DECLINED = "declined", pgettext_lazy("make-up", "not granted")
        UNDONE = "undone", pgettext_lazy("make-up", "undone")

    STANDING = (State.REQUESTED, State.GRANTED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="make_ups")
    lesson = models.ForeignKey(
        "courses.Lesson", models.PROTECT, null=True, blank=True, related_name="make_ups"
    )
    planned = models.ForeignKey(
        "courses.PlannedSession", models.PROTECT, null=True, blank=True, related_name="make_ups"
    )
    # Where they were instead, when it was a session of another cohort.
    session = models.ForeignKey(
        "tutoring.InPersonSession", models.PROTECT, null=True, blank=True, related_name="make_ups"
    )
    kind = models.CharField(_("how it was made up"), max_length=9, choices=Kind)
    state = models.CharField(max_length=9, choices=State)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    happened_on = models.DateField(_("when it happened"))
    body = models.TextField(_("what was written"), max_length=6000, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                name="make_up_stands_for_one_thing",
                condition=Q(lesson__isnull=False, planned=None)
                | Q(lesson=None, planned__isnull=False),
            ),
            models.CheckConstraint(name="make_up_has_minutes", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="decided_make_up_says_by_whom_and_why",
                condition=Q(state="requested") | (Q(decided_by__isnull=False) & ~Q(reason="")),
            ),
            models.UniqueConstraint(
                name="item_is_made_up_once",
                fields=["enrolment", "lesson"],
                condition=Q(state__in=["requested", "granted"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson or self.planned}"

    @property
    def code(self) -> str:
        """The code of what it stands for."""
        return (self.lesson or self.planned).code

    @property
    def title(self) -> str:
        return (self.lesson or self.planned).title
