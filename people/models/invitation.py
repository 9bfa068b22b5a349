"""Invitations, the privacy notice people accept, and what a partner may be shown."""

import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_REMINDER_AFTER = timedelta(days=5)
LAST_REMINDER_BEFORE = timedelta(days=2)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Invitations that nobody has accepted, declined or replaced by a newer one."""
        return self.filter(accepted_at=None, declined_at=None, replaced_at=None)

    def to_remind(self, now: datetime) -> Self:
        """Links that wait for an answer: first after some days, last before they expire.

        What came back, and what the mail server has not taken yet, is not reminded of.
        """
        first = Q(reminders=0, handed_over_at__lte=now - FIRST_REMINDER_AFTER)
        last = Q(reminders=1, expires_at__lte=now + LAST_REMINDER_BEFORE)
        waiting = self.open().filter(bounced_at=None, expires_at__gt=now)
        return waiting.filter(first | last & Q(handed_over_at__lte=now - FIRST_REMINDER_AFTER))

    def unsent_to_the_team(self) -> Self:
        """Open team invitations whose letter is still to be written, with a role to offer."""
        team = self.open().filter(purpose=Invitation.Purpose.TEAM, sent_at=None)
        return team.filter(memberships__isnull=False).distinct()


class Invitation(models.Model):
    """A link sent to one person. Only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        ENROLMENT = "enrolment", _("to take a course")
        TEAM = "team", _("to work in the team")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField(_("e-mail"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The letter is in the outbox; the mail server took it; it came back; the link was opened.
    sent_at = models.DateTimeField(null=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, editable=False)
    bounced_at = models.DateTimeField(null=True, editable=False)
    bounce_reason = models.CharField(max_length=300, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    declined_at = models.DateTimeField(null=True, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="invitation_is_accepted_or_declined",
                condition=Q(accepted_at=None) | Q(declined_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.email}"


class PrivacyNotice(models.Model):
    """One version of the notice in one language. A published version never changes."""

    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    published_on = models.DateField(_("published on"))

    class Meta:
        ordering = ["-version", "language"]
        constraints = [
            models.UniqueConstraint(
                name="privacy_notice_once_per_language", fields=["version", "language"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class Consent(models.Model):
    """That a person read and accepted a version of the notice, and for what."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents")
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="consents")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, related_name="consents")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                name="consent_once_per_notice_and_invitation",
                fields=["person", "notice", "invitation"],
            ),
            models.UniqueConstraint(
                name="consent_once_per_notice",
                fields=["person", "notice"],
                condition=Q(invitation=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.notice}"


class DataAgreementQuerySet(models.QuerySet):
    def in_force(self, today: date | None = None) -> Self:
        today = today or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class DataAgreement(models.Model):
    """What a partner may see of the people it nominated: names, and grades if it says so."""

    partner = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="data_agreements"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    includes_grades = models.BooleanField(_("includes grades and last activity"), default=False)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)

    objects = DataAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name = _("data agreement")
        verbose_name_plural = _("data agreements")
        constraints = [
            models.CheckConstraint(
                name="data_agreement_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.since}"
