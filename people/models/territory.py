"""Territories: country, state, municipality, with the codes of INEGI."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.lib.text import fold


class TerritoryQuerySet(models.QuerySet):
    def municipalities(self) -> Self:
        return self.filter(kind=Territory.Kind.MUNICIPALITY)

    def states(self) -> Self:
        return self.filter(kind=Territory.Kind.STATE)


class Territory(models.Model):
    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        STATE = "state", _("state")
        MUNICIPALITY = "municipality", _("municipality")

    # ISO 3166 for a country (MX), INEGI for a state (15) and a municipality (15106).
    code = models.CharField(_("code"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=120)
    folded_name = models.CharField(max_length=120, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            models.CheckConstraint(
                name="only_a_country_has_no_parent",
                condition=Q(kind="country", parent=None) | ~Q(kind="country") & ~Q(parent=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)
