"""The person: how they are called, how they sign in, and what they chose to tell."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from lms.lib.text import fold


def opaque_name() -> str:
    """Return a name for the account that says nothing about the person."""
    return uuid.uuid4().hex


class User(AbstractUser):
    class Sex(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("I describe myself otherwise")
        NOT_STATED = "not_stated", _("I prefer not to say")

    class Connectivity(models.TextChoices):
        OWN = "own", _("My own internet")
        SHARED = "shared", _("Shared or public internet")
        NONE = "none", _("No internet most days")
        NOT_STATED = "not_stated", _("I prefer not to say")

    first_name = None
    last_name = None
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=64, unique=True, default=opaque_name, editable=False)
    # Composed and lower case, written through people.domain.people.normal_email only.
    # Null, not "", for people without e-mail: the constraint below compares addresses.
    email = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001 -- said above
    # What people without e-mail sign in with, beside a PIN; printed on their access sheet. Null
    # where there is none, and unique by the constraint below: SQLite adds such a column in place.
    name_code = models.CharField(_("name code"), max_length=20, null=True, editable=False)  # noqa: DJ001 -- said above
    # Since when a PIN is in force that the system chose and printed: its owner replaces it first.
    pin_printed_at = models.DateTimeField(null=True, editable=False)
    given_names = models.CharField(_("given names"), max_length=100)
    surname_1 = models.CharField(_("first surname"), max_length=100, blank=True)
    surname_2 = models.CharField(_("second surname"), max_length=100, blank=True)
    preferred_name = models.CharField(_("preferred name"), max_length=100, blank=True)
    folded_name = models.CharField(max_length=310, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, default="es-mx")
    time_zone = models.CharField(_("time zone"), max_length=50, default="America/Mexico_City")
    # Optional, self-declared, asked once; empty means not asked yet or left out.
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    support_needed = models.CharField(
        _("support you need to take the course"), max_length=300, blank=True
    )
    connectivity = models.CharField(
        _("connection"), max_length=10, choices=Connectivity, blank=True
    )
    # By the person's own choice, for their tutor and whoever facilitates their sessions. Null
    # before they were asked, which SQLite can add in place.
    shares_support = models.BooleanField(null=True)
    shares_connectivity = models.BooleanField(null=True)
    told_about_self_at = models.DateTimeField(null=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "given_names"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["folded_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message=_("Another account has this e-mail."),
            ),
            models.UniqueConstraint(Lower("name_code"), name="one_person_per_name_code"),
            models.CheckConstraint(
                name="birth_year_is_plausible",
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.given_names, self.surname_1, self.surname_2]))

    @property
    def must_choose_pin(self) -> bool:
        return self.pin_printed_at is not None

    @property
    def called(self) -> str:
        """What the system calls the person in a greeting."""
        return self.preferred_name or self.given_names

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in (self.given_names, self.surname_1) if part).upper()

    @property
    def support_shared(self) -> str:
        """Return the support that tutor and facilitator may read of."""
        return self.support_needed if self.shares_support else ""

    @property
    def connection_shared(self) -> str:
        """Return the kind of connection that they may read of, in words."""
        is_told = self.connectivity not in {"", self.Connectivity.NOT_STATED}
        return self.get_connectivity_display() if self.shares_connectivity and is_told else ""

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.called

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.full_name)
        self.email = self.email or None
        super().save(*args, **kwargs)
