"""Where sessions can be held: the register of venues of a host."""

import uuid
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.lib.text import fold


class VenueQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_in_use=True)

    def with_place(self) -> Self:
        return self.select_related("municipality__parent", "host")


class Venue(models.Model):
    class Kind(models.TextChoices):
        HALL = "hall", _("Room or hall")
        LEARNING_CENTRE = "learning_centre", _("Learning centre")
        OFFICE = "office", _("Office")
        SCHOOL = "school", _("School or university")
        OTHER = "other", _("Other")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        related_name="venues",
        verbose_name=_("host"),
    )
    name = models.CharField(_("name"), max_length=120)
    folded_name = models.CharField(max_length=120, editable=False, db_index=True)
    kind = models.CharField(_("type"), max_length=15, choices=Kind, default=Kind.HALL)
    address = models.CharField(_("street and number"), max_length=160, blank=True)
    municipality = models.ForeignKey(
        "people.Territory",
        models.PROTECT,
        related_name="venues",
        verbose_name=_("municipality"),
    )
    capacity = models.PositiveSmallIntegerField(_("people it holds"), null=True, blank=True)
    computers = models.PositiveSmallIntegerField(_("shared computers"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name", "pk"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.UniqueConstraint(
                name="venue_once_per_municipality",
                fields=["host", "municipality", "folded_name"],
                violation_error_message=_(
                    "There is already a venue with this name in this municipality."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.municipality}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("tutoring:venue-edit", args=[self.public_id])

    @property
    def written(self) -> str:
        """The name with its street, as people are told where to go."""
        return f"{self.name}, {self.address}"[:200] if self.address else self.name
