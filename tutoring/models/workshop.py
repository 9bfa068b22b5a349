"""Workshops that belong to no course: where people came from, in counts and without names."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkshopQuerySet(models.QuerySet):
    def with_totals(self) -> Self:
        """Annotate people, institutions and territories of each workshop."""
        return self.annotate(
            people=Sum("counts__people", default=0),
            institutions=Sum("counts__institutions", default=0),
            territories=Count("counts"),
        )

    def with_place(self) -> Self:
        return self.select_related("host", "partner", "territory__parent")


class Workshop(models.Model):
    class Modality(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        IN_SITU = "in_situ", _("on site, without connection")
        LIVE = "live", _("live, online")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        related_name="workshops",
        verbose_name=_("host"),
    )
    partner = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops_with",
        verbose_name=_("organised with"),
    )
    title = models.CharField(_("title"), max_length=160)
    held_on = models.DateField(_("day"))
    until = models.DateField(_("last day, if it took several"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    modality = models.CharField(
        _("modality"), max_length=9, choices=Modality, default=Modality.IN_PERSON
    )
    territory = models.ForeignKey(
        "people.Territory",
        models.PROTECT,
        related_name="workshops",
        verbose_name=_("state or municipality"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="workshops_facilitated", blank=True
    )
    note = models.TextField(_("note"), max_length=600, blank=True)
    key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = [
            models.CheckConstraint(
                name="workshop_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("held_on")),
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("tutoring:workshop-detail", args=[self.public_id])


class WorkshopCount(models.Model):
    """How many people and institutions came from one territory."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="counts")
    territory = models.ForeignKey("people.Territory", models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    institutions = models.PositiveIntegerField(default=0)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["territory__folded_name", "territory"]
        constraints = [
            models.UniqueConstraint(
                name="workshop_counts_a_territory_once", fields=["workshop", "territory"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.territory}: {self.people}"
