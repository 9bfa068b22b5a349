"""The logical framework matrix as tables: rows, indicators, means and assumptions.

Limits and value lists: domain reference 2.7 to 2.10 (SHCP, CONEVAL and Manual 42 of ILPES).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LogframeRow(models.Model):
    class Level(models.TextChoices):
        GOAL = "goal", pgettext_lazy("matrix level", "Goal")
        PURPOSE = "purpose", pgettext_lazy("matrix level", "Purpose")
        COMPONENT = "component", _("Component")
        ACTIVITY = "activity", _("Activity")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("assessments.LogframeProject", models.CASCADE, related_name="rows")
    level = models.CharField(max_length=9, choices=Level)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=1)  # Among its siblings, from 1.
    narrative = models.TextField(_("narrative summary"), max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="only_an_activity_has_a_parent",
                condition=Q(level="activity", parent__isnull=False)
                | ~Q(level="activity") & Q(parent=None),
            ),
            models.UniqueConstraint(
                name="one_goal_and_one_purpose",
                fields=["project", "level"],
                condition=Q(level__in=["goal", "purpose"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.position}: {self.narrative[:60]}"


class LogframeCell(models.Model):
    """The version of one cell, a row by a column: who changed it last, and when."""

    class Column(models.TextChoices):
        NARRATIVE = "narrative", _("Narrative summary")
        INDICATOR = "indicator", _("Indicator")
        MEANS = "means", _("Means of verification")
        ASSUMPTION = "assumption", _("Assumptions")

    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="cells")
    column = models.CharField(max_length=10, choices=Column)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cell_once_per_column", fields=["row", "column"]),
        ]

    def __str__(self) -> str:
        return f"{self.row_id}.{self.column} v{self.version}"


class Frequency(models.TextChoices):
    CONTINUOUS = "continuous", _("Continuous")
    MONTHLY = "monthly", _("Monthly")
    BIMONTHLY = "bimonthly", _("Every two months")
    QUARTERLY = "quarterly", _("Quarterly")
    FOUR_MONTHLY = "four_monthly", _("Every four months")
    SEMIANNUAL = "semiannual", _("Every six months")
    ANNUAL = "annual", _("Annual")
    BIENNIAL = "biennial", _("Every two years")
    TRIENNIAL = "triennial", _("Every three years")
    QUINQUENNIAL = "quinquennial", _("Every five years")
    SEXENNIAL = "sexennial", _("Every six years")


class Indicator(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name of the indicator"), max_length=150)
    formula = models.CharField(_("method of calculation"), max_length=200, blank=True)
    unit = models.CharField(_("unit of measurement"), max_length=40, blank=True)
    frequency = models.CharField(_("frequency"), max_length=12, choices=Frequency, blank=True)
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    target_value = models.DecimalField(
        _("target"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="indicator_years_are_plausible",
                condition=(Q(baseline_year=None) | Q(baseline_year__range=(1990, 2100)))
                & (Q(target_year=None) | Q(target_year__range=(1990, 2100))),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeansOfVerification(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="means")
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, null=True, blank=True, related_name="means"
    )
    position = models.PositiveSmallIntegerField(default=1)
    source_name = models.CharField(_("source"), max_length=200)
    responsible_unit = models.CharField(_("who keeps it"), max_length=150, blank=True)
    frequency = models.CharField(
        _("how often it is published"), max_length=12, choices=Frequency, blank=True
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("means of verification")
        verbose_name_plural = _("means of verification")

    def __str__(self) -> str:
        return self.source_name


class Assumption(models.Model):
    class Likelihood(models.TextChoices):
        ALMOST_CERTAIN = "almost_certain", _("Almost certain")
        LIKELY = "likely", _("Likely")
        UNLIKELY = "unlikely", _("Unlikely")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="assumptions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("assumption"), max_length=250)
    likelihood = models.CharField(
        _("how likely it is"), max_length=14, choices=Likelihood, blank=True
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
