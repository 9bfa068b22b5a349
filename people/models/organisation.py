"""Organisations, who acts for them, and where people work."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.lib.text import fold


class Level(models.TextChoices):
    FEDERAL = "federal", _("Federal")
    STATE = "state", pgettext_lazy("level of government", "State")
    MUNICIPAL = "municipal", _("Municipal")


class Sector(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    LEGISLATIVE = "legislative", _("Legislative")
    JUDICIAL = "judicial", _("Judicial")
    AUTONOMOUS = "autonomous", _("Autonomous body")
    PRIVATE = "private", _("Private sector")
    CSO = "cso", _("Civil society")
    ACADEMIA = "academia", _("Academia")
    INTERNATIONAL = "international", _("International organisation")
    OTHER = "other", _("Other")


class Organisation(models.Model):
    class Kind(models.TextChoices):
        PLANNING_MINISTRY = "planning_ministry", _("Ministry of planning")
        MINISTRY = "ministry", _("Other ministry")
        MUNICIPALITY = "municipality", _("Municipality")
        ASSOCIATION = "association", _("Association of municipalities")
        DEPARTMENT = "department", _("Department or province")
        LEGISLATURE = "legislature", _("Legislature")
        JUDICIARY = "judiciary", _("Judiciary")
        AUTONOMOUS = "autonomous", _("Autonomous body")
        CSO = "cso", _("Civil society organisation")
        FOUNDATION = "foundation", _("Foundation")
        UNIVERSITY = "university", _("University or research council")
        COMPANY = "company", _("Company")
        COOPERATIVE = "cooperative", _("Cooperative")
        UNION = "union", _("Union")
        SHELTER = "shelter", _("Shelter")
        UN_AGENCY = "un_agency", _("United Nations agency")
        DONOR = "donor", _("Donor")
        FINANCIAL = "financial", _("Financial institution")
        OTHER = "other", _("Other")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    # A civil society organisation may have no level of government.
    level = models.CharField(_("level of government"), max_length=10, choices=Level, blank=True)
    sector = models.CharField(_("sector"), max_length=15, choices=Sector)
    territory = models.ForeignKey(
        "people.Territory",
        models.PROTECT,
        related_name="organisations",
        verbose_name=_("territory"),
    )
    is_host = models.BooleanField(_("runs the programme"), default=False)
    logo = models.FileField(_("logo"), upload_to="logos/", blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["folded_name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                name="organisation_once_per_territory",
                fields=["folded_name", "territory"],
                violation_error_message=_(
                    "There is already an organisation with this name in this territory."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def called(self) -> str:
        return self.short_name or self.name


class MembershipQuerySet(models.QuerySet):
    def current(self, today: date | None = None) -> Self:
        """Memberships in force on ``today``; both ends count."""
        today = today or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class Membership(models.Model):
    """Who acts for an organisation, as what, and until when."""

    class Role(models.TextChoices):
        STAFF = "staff", _("UNDP team")
        COORDINATOR = "coordinator", _("Coordinator")
        OBSERVER = "observer", _("Observer")
        # The next three only say whom staff may choose; cohorts, sessions and editions give access.
        TUTOR = "tutor", _("Tutor")
        FACILITATOR = "facilitator", _("Facilitator")
        AUTHOR = "author", _("Author")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invitation = models.ForeignKey(
        "people.Invitation", models.PROTECT, null=True, related_name="memberships"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "role", "person__folded_name"]
        verbose_name = _("role in an organisation")
        verbose_name_plural = _("roles in an organisation")
        constraints = [
            models.UniqueConstraint(
                name="one_open_membership_per_role",
                fields=["person", "organisation", "role"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.organisation}"


class Affiliation(models.Model):
    """Where somebody works, with dates: reports use the one at the time of the training."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="affiliations"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    position = models.CharField(_("position"), max_length=150, blank=True)
    area = models.CharField(_("area"), max_length=150, blank=True)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        verbose_name = _("workplace")
        verbose_name_plural = _("workplaces")

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class OrganisationMerge(models.Model):
    """That an organisation written twice went into another one, and what moved with it."""

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="merges")
    merged_name = models.CharField(max_length=200)
    merged_territory = models.ForeignKey("people.Territory", models.PROTECT, related_name="+")
    merged_public_id = models.UUIDField()
    # Model → number of its rows.
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-merged_at"]
        verbose_name = _("earlier merge")
        verbose_name_plural = _("earlier merges")

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept}"
