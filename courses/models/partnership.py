"""What was agreed with a partner for a cohort: seats, money, data, and the letter about it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Level


class Partnership(models.Model):
    """One partner's part in one cohort; the host and the course are those of the cohort."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SENT = "sent", _("waiting for its answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="partnerships")
    partner = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        related_name="partnerships",
        verbose_name=_("partner"),
    )
    sponsor = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships_sponsored",
        verbose_name=_("sponsor"),
    )
    amount_usd = models.DecimalField(
        _("amount in US dollars"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    agreement = models.CharField(_("agreement"), max_length=200, blank=True)
    agreed_on = models.DateField(_("signed on"), null=True, blank=True)
    data_agreement = models.ForeignKey(
        "people.DataAgreement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
    )
    # Who answers for the partner; whoever follows in the office takes its place.
    focal_point = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="partnerships"
    )
    focal_position = models.CharField(_("position"), max_length=150, blank=True)
    names_until = models.DateField(_("names until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reply = models.TextField(_("reply"), max_length=1000, blank=True)
    replied_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["partner__folded_name", "pk"]
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.UniqueConstraint(
                name="partnership_once_per_cohort", fields=["cohort", "partner"]
            ),
            models.CheckConstraint(
                name="answered_partnership_has_a_date",
                condition=Q(state__in=["draft", "sent"]) | Q(replied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("courses:partnership", args=[self.public_id])


class PartnershipQuota(models.Model):
    """Seats of a partner for one level of government, everywhere or in one territory."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="quotas")
    # Empty for partners that are no government.
    level = models.CharField(_("level of government"), max_length=10, choices=Level, blank=True)
    territory = models.ForeignKey(
        "people.Territory", models.PROTECT, null=True, blank=True, related_name="+"
    )
    seats = models.PositiveIntegerField(_("seats"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="quota_once_per_level_and_territory",
                fields=["partnership", "level", "territory"],
            ),
            models.UniqueConstraint(
                name="quota_once_per_level_everywhere",
                fields=["partnership", "level"],
                condition=Q(territory=None),
            ),
            models.CheckConstraint(name="quota_has_seats", condition=Q(seats__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.seats}"


class PartnerLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Links that nobody used up or replaced; they may have expired."""
        return self.filter(used_at=None, replaced_at=None)

    def unsent(self) -> Self:
        """Links whose message is still to be written: the row is the job."""
        return self.open().filter(sent_at=None, expires_at__gt=timezone.now())

    def for_letters(self) -> Self:
        """Load what a letter says in the same query."""
        return self.select_related(
            "person",
            "partnership__focal_point",
            "partnership__partner",
            "partnership__sponsor",
            "partnership__data_agreement",
            "partnership__cohort__host",
            "partnership__cohort__territory",
            "partnership__cohort__edition__course",
        )


class PartnerLink(models.Model):
    """A link with which somebody without an account answers. Only the hash of it is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # The letter as it was sent, with the facts of that day.
    letter = models.FileField(upload_to="letters/", blank=True, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField()

    objects = PartnerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="partner_link_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.email}"
