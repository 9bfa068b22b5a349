"""A link with which a municipality names its people for the seats that it was handed."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment_list import EnrolmentList, EnrolmentListRow

Outcome = EnrolmentListRow.Outcome


class NamingLinkQuerySet(models.QuerySet):
    def for_pages(self) -> Self:
        """Load what the page of a link says, in the same query."""
        return self.select_related(
            "territory__parent",
            "made_by",
            "partnership__partner",
            "partnership__cohort__territory",
            "partnership__cohort__host",
            "partnership__cohort__edition__course",
        )

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def unanswered(self) -> Self:
        """Links that wait for names; those taken back do not."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def to_remind(self, now: datetime) -> Self:
        """Unanswered links that still open and whose contact was not written to in the last day."""
        quiet = Q(written_at=None) | Q(written_at__lte=now - NamingLink.QUIET)
        return self.unanswered().filter(quiet, expires_at__gt=now).exclude(contact_email="")

    def with_names(self) -> Self:
        """Annotate ``named``, the people named so far, and ``has_waiting``: the team decides."""
        waiting = EnrolmentList.objects.filter(
            naming_link=OuterRef("pk"), state=EnrolmentList.State.NOMINATED
        )
        holding = Q(lists__rows__outcome__in=NamingLink.HOLDS_THE_SEAT)
        return self.annotate(
            named=Count("lists__rows", filter=holding), has_waiting=Exists(waiting)
        )


class NamingLink(models.Model):
    """Seats of a partner for one municipality, which names its people without an account.

    The row stays when the link is renewed: another key then, and the old link is unknown.
    """

    MOST_SEATS = 20
    # How long a link is good where the partner has no last day to name people.
    LIFE = timedelta(days=30)
    # Nobody is written to more often.
    QUIET = timedelta(days=1)
    # What becomes of somebody who was named, and leaves no room for another in the same seat.
    HOLDS_THE_SEAT = (Outcome.PENDING, Outcome.ENROLLED, Outcome.ALREADY, Outcome.WAITING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(
        "courses.Partnership", models.PROTECT, related_name="naming_links"
    )
    territory = models.ForeignKey(
        "people.Territory", models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    # From which the token is made; only its hash is compared.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # When its contact was last written to, and how often.
    written_at = models.DateTimeField(null=True, editable=False)
    letters = models.PositiveSmallIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # How often names were handed in: a page that was opened before another answer says so.
    answers = models.PositiveIntegerField(default=0, editable=False)

    objects = NamingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["territory__folded_name", "pk"]
        verbose_name = _("link of a municipality")
        verbose_name_plural = _("links of municipalities")
        constraints = [
            models.UniqueConstraint(
                name="naming_link_once_per_municipality", fields=["partnership", "territory"]
            ),
            models.CheckConstraint(
                name="naming_link_has_some_seats", condition=Q(seats__gte=1, seats__lte=20)
            ),
            models.CheckConstraint(
                name="naming_link_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory}, {self.partnership}"

    def get_absolute_url(self) -> str:
        return reverse("courses:naming-link", args=[self.partnership.public_id, self.public_id])
