"""The in-person hours of a cohort: sessions, who facilitates them, and who came."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import User


class InPersonSessionQuerySet(models.QuerySet):
    def scheduled(self) -> Self:
        return self.filter(state=InPersonSession.State.SCHEDULED)

    def unreminded(self) -> Self:
        """Sessions of whose present date nobody has been reminded."""
        return self.scheduled().filter(Q(reminded_for=None) | ~Q(reminded_for=F("starts_at")))

    def unannounced(self) -> Self:
        """Sessions with a change that people have not been told."""
        return self.filter(sequence__gt=F("announced_sequence"))

    def with_place(self) -> Self:
        """Load what a line about the session mentions, in the same query."""
        return self.select_related("planned", "cohort__edition__course", "municipality")

    def with_recorded(self) -> Self:
        """Annotate ``recorded``: of how many people attendance is recorded."""
        return self.annotate(
            recorded=models.Count("attendances", filter=Q(attendances__replaced_at=None))
        )

    def with_part_of(self, person: User) -> Self:
        """Annotate ``is_facilitated``: whether ``person`` facilitates the session."""
        own = SessionFacilitator.objects.filter(session=OuterRef("pk"), person=person.pk)
        return self.annotate(is_facilitated=Exists(own))

    def with_walk_ins(self) -> Self:
        """Annotate ``waiting_walk_ins``: how many people at the door nobody has matched yet."""
        return self.annotate(
            waiting_walk_ins=models.Count("walk_ins", filter=Q(walk_ins__state="waiting"))
        )


class InPersonSession(models.Model):
    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        CANCELLED = "cancelled", _("cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="sessions")
    planned = models.ForeignKey("courses.PlannedSession", models.PROTECT, related_name="scheduled")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    minutes = models.PositiveSmallIntegerField(_("minutes that count"))
    venue = models.CharField(_("venue"), max_length=200)
    municipality = models.ForeignKey(
        "people.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    # Where these words come from; they stay when the register changes.
    registered_venue = models.ForeignKey(
        "tutoring.Venue", models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    capacity = models.PositiveSmallIntegerField(_("people it holds"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    # Grows with each change that people are told; calendars keep the greatest.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    announced_sequence = models.PositiveIntegerField(default=0, editable=False)
    moved_from = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # The date of which people have been reminded: a moved session has another.
    reminded_for = models.DateTimeField(null=True, editable=False)
    # How many people whoever facilitates counted in the room, against codes sent elsewhere.
    head_count = models.PositiveSmallIntegerField(_("people in the room"), null=True, blank=True)

    objects = InPersonSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("in-person session")
        verbose_name_plural = _("in-person sessions")
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The session must end after it starts."),
            ),
            models.UniqueConstraint(
                name="planned_session_once_per_cohort",
                fields=["cohort", "planned"],
                condition=Q(state="scheduled"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned}, {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("tutoring:session-detail", args=[self.public_id])

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class SessionFacilitatorQuerySet(models.QuerySet):
    def unreminded(self) -> Self:
        """Whoever was not reminded of the present date of a session that is to take place."""
        return self.filter(session__state=InPersonSession.State.SCHEDULED).filter(
            Q(reminded_for=None) | ~Q(reminded_for=F("session__starts_at"))
        )


class SessionFacilitator(models.Model):
    session = models.ForeignKey(
        InPersonSession, models.CASCADE, related_name="session_facilitators"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sessions_facilitated"
    )
    # The date of which this person has been reminded: somebody may be asked the day before.
    reminded_for = models.DateTimeField(null=True, editable=False)

    objects = SessionFacilitatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="facilitator_once_per_session", fields=["session", "person"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.session}"


class AttendanceQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The record in force of each person; a corrected one stays as history."""
        return self.filter(replaced_at=None)


class Attendance(models.Model):
    class Status(models.TextChoices):
        PRESENT = "present", pgettext_lazy("attendance", "Present")
        LATE = "late", pgettext_lazy("attendance", "Late")
        ABSENT = "absent", pgettext_lazy("attendance", "Absent")

    class How(models.TextChoices):
        BY_HAND = "by_hand", _("by hand")
        PAPER = "paper", _("from the paper sheet")
        QR = "qr", _("with the code")
        PHONE = "phone", _("by telephone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(InPersonSession, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=8, choices=Status)
    minutes = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=8, choices=How, default=How.BY_HAND)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Of the signed sheet that it was copied from.
    folio = models.CharField(max_length=24, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_attendance_in_force",
                fields=["session", "enrolment"],
                condition=Q(replaced_at=None),
            ),
            models.CheckConstraint(
                name="absent_people_earn_no_minutes",
                condition=~Q(status="absent") | Q(minutes=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_status_display()}"
