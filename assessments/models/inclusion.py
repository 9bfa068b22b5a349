"""Who is left behind, and how the five principles are built in: steps 2.13 and 2.14."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.indicator import Indicator
from assessments.models.logframe import LogframeRow
from assessments.models.part import Part


class LeftBehindGroup(Part):
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="left_behind_groups"
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    barrier = models.CharField(_("barrier"), max_length=300, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True)
    rows = models.ManyToManyField(
        LogframeRow,
        related_name="left_behind_groups",
        blank=True,
        verbose_name=_("components and activities"),
    )
    indicators = models.ManyToManyField(
        Indicator, related_name="left_behind_groups", blank=True, verbose_name=_("indicators")
    )

    def __str__(self) -> str:
        return self.group


class LeftBehindFactor(models.Model):
    """One of the five factors for which a group stays behind."""

    class Kind(models.TextChoices):
        DISCRIMINATION = "discrimination", _("Discrimination")
        GEOGRAPHY = "geography", _("Geography")
        GOVERNANCE = "governance", _("Governance")
        SOCIOECONOMIC = "socioeconomic", _("Socio-economic status")
        SHOCKS = "shocks", _("Shocks and fragility")

    group = models.ForeignKey(LeftBehindGroup, models.CASCADE, related_name="factors")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="factor_once_per_group", fields=["group", "kind"]),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class IntegratedApproach(Part):
    class Principle(models.TextChoices):
        HUMAN_RIGHTS = "human_rights", _("Human rights")
        GENDER = "gender", _("Gender perspective")
        INTERCULTURALITY = "interculturality", _("Interculturality")
        LIFE_CYCLE = "life_cycle", _("Life course")
        TERRITORY = "territory", _("Territory")

    # These two hold for every project.
    ALWAYS = (Principle.HUMAN_RIGHTS, Principle.GENDER)

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="approaches"
    )
    principle = models.CharField(_("principle"), max_length=16, choices=Principle)
    text = models.TextField(_("how it is built in"), max_length=1200, blank=True)
    rows = models.ManyToManyField(
        LogframeRow, related_name="approaches", blank=True, verbose_name=_("rows of the matrix")
    )
    is_not_applicable = models.BooleanField(_("it does not apply"), default=False)
    justification = models.TextField(_("why it does not apply"), max_length=1200, blank=True)
    # Of human rights.
    right = models.CharField(_("right"), max_length=200, blank=True)
    holders = models.CharField(_("who holds it"), max_length=200, blank=True)
    duty_bearers = models.CharField(_("who must guarantee it"), max_length=200, blank=True)
    aaaq_note = models.TextField(
        _("availability, accessibility, acceptability, quality"), max_length=500, blank=True
    )

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="approach_once_per_principle",
                fields=["project", "principle"],
                condition=Q(deletion=None),
            ),
        ]

    def __str__(self) -> str:
        return self.get_principle_display()
