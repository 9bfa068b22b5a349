"""The days of a cohort: until when items are due, more time for people, and moving it all."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ItemDue(models.Model):
    """Until when a cohort hands in one item of its outline. Late work loses no points."""

    cohort = models.ForeignKey("courses.Cohort", models.CASCADE, related_name="item_dues")
    lesson = models.ForeignKey("courses.Lesson", models.PROTECT, related_name="dues")
    due_at = models.DateTimeField(_("due"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="item_due_once_per_cohort", fields=["cohort", "lesson"]),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.lesson}"


class DueExtensionQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)

    def untold(self) -> Self:
        """Time that was given and of which the person has not heard."""
        return self.in_force().filter(told_at=None)

    def withdrawal_untold(self) -> Self:
        """Time of which the person has heard, and not that it was taken back."""
        return self.exclude(withdrawn_at=None).exclude(told_at=None).filter(withdrawal_told_at=None)

    def one_of_each_batch(self) -> Self:
        """One row for what was given together, with ``people``: how many got it."""
        together = self.model.objects.order_by().values("batch")
        mine = together.filter(batch=OuterRef("batch"), withdrawn_at=None)
        return self.filter(pk__in=together.annotate(first=Min("pk")).values("first")).annotate(
            people=Subquery(mine.annotate(people=Count("pk")).values("people"))
        )


class DueExtension(models.Model):
    """More time for one person. A team or a group got it in one ``batch``, and loses it so.

    ``what`` is the code of an item of the outline or of a deliverable.
    """

    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="extensions")
    what = models.CharField(max_length=8)
    due_at = models.DateTimeField(_("due"))
    reason = models.CharField(_("reason"), max_length=300)
    batch = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_told_at = models.DateTimeField(null=True, editable=False)

    objects = DueExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="extension_once_per_batch", fields=["enrolment", "what", "batch"]
            ),
            models.CheckConstraint(
                name="withdrawn_extension_says_by_whom",
                condition=Q(withdrawn_at=None) | Q(withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.what}"


class CalendarMoveQuerySet(models.QuerySet):
    def untold(self) -> Self:
        """Moves that stand and that nobody has been told about."""
        return self.filter(told_at=None, undone_at=None)

    def undoing_untold(self) -> Self:
        """Moves of which people were told, and not that they were undone."""
        return self.exclude(undone_at=None).exclude(told_at=None).filter(undoing_told_at=None)


class CalendarMove(models.Model):
    """A whole calendar moved by some days. ``moved`` says what stood where, and never changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="calendar_moves")
    days = models.SmallIntegerField(_("days"))
    reason = models.CharField(_("reason"), max_length=300)
    moved = models.JSONField(default=list, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undoing_told_at = models.DateTimeField(null=True, editable=False)

    objects = CalendarMoveQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at"]
        constraints = [
            models.CheckConstraint(name="calendar_moves_by_some_days", condition=~Q(days=0)),
            models.CheckConstraint(
                name="undone_calendar_move_says_by_whom",
                condition=Q(undone_at=None) | Q(undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.days:+}"
