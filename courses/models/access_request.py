"""Somebody whom nobody invited asks for a place in a cohort that takes requests."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessRequestQuerySet(models.QuerySet):
    def pending(self) -> Self:
        return self.filter(state=AccessRequest.State.PENDING)

    def to_forget(self, now: datetime) -> Self:
        """Declined requests whose answer is old: nobody needs to know of these people any more."""
        return self.filter(
            state=AccessRequest.State.DECLINED, decided_at__lte=now - AccessRequest.KEPT
        )


class AccessRequest(models.Model):
    """What somebody wrote who asks for a place. No person is made before the team accepts."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for the UNDP team")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    KEPT = timedelta(days=90)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="access_requests")
    given_names = models.CharField(max_length=100)
    surname_1 = models.CharField(max_length=100, blank=True)
    surname_2 = models.CharField(max_length=100, blank=True)
    email = models.EmailField()
    municipality = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=150, blank=True)
    reason = models.TextField(max_length=600, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # What the person was told with a no.
    answer = models.CharField(max_length=300, blank=True)
    # The row by which an accepted person is enrolled or waits.
    row = models.OneToOneField(
        "courses.EnrolmentListRow", models.SET_NULL, null=True, related_name="access_request"
    )

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("access request")
        verbose_name_plural = _("access requests")
        constraints = [
            models.UniqueConstraint(
                name="one_open_access_request_per_cohort_and_address",
                fields=["cohort", "email"],
                condition=~Q(state="declined"),
            ),
            models.CheckConstraint(
                name="decided_access_request_has_a_date",
                condition=Q(state="pending") | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.cohort}"

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.given_names, self.surname_1, self.surname_2]))
