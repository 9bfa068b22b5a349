"""Indicators with all that their sheet says, and their means of verification.

Limits and value lists: domain reference 2.8 and 2.9 (SHCP, CONEVAL).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.logframe import LogframeRow
from assessments.models.part import Part


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


class Indicator(Part):
    """One without a name only keeps the place of means that were written before it."""

    class Kind(models.TextChoices):
        STRATEGIC = "strategic", pgettext_lazy("indicator", "Strategic")
        MANAGEMENT = "management", pgettext_lazy("indicator", "Management")

    class Dimension(models.TextChoices):
        EFFECTIVENESS = "effectiveness", _("Effectiveness")
        EFFICIENCY = "efficiency", _("Efficiency")
        QUALITY = "quality", pgettext_lazy("dimension", "Quality")
        ECONOMY = "economy", pgettext_lazy("dimension", "Economy")

    class Method(models.TextChoices):
        PERCENTAGE = "percentage", _("Percentage")
        RATE_OF_CHANGE = "rate_of_change", _("Rate of change")
        RATE = "rate", _("Rate (per 1,000 …)")
        RATIO = "ratio", _("Ratio")
        AVERAGE = "average", _("Average")
        INDEX = "index", pgettext_lazy("method of calculation", "Index")
        ABSOLUTE = "absolute", _("Absolute number")

    class Direction(models.TextChoices):
        ASCENDING = "ascending", _("Ascending: more is better")
        DESCENDING = "descending", _("Descending: less is better")

    PATH = "row__project"

    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="indicators")
    name = models.CharField(_("name of the indicator"), max_length=150, blank=True)
    definition = models.CharField(_("definition"), max_length=240, blank=True)
    indicator_type = models.CharField(
        _("type of indicator"), max_length=10, choices=Kind, blank=True
    )
    dimension = models.CharField(_("dimension"), max_length=13, choices=Dimension, blank=True)
    method_kind = models.CharField(_("kind of measure"), max_length=14, choices=Method, blank=True)
    formula = models.CharField(_("method of calculation"), max_length=200, blank=True)
    unit = models.CharField(_("unit of measurement"), max_length=40, blank=True)
    frequency = models.CharField(_("frequency"), max_length=12, choices=Frequency, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, blank=True)
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=200, blank=True)
    baseline_pending = models.BooleanField(_("the baseline is still to be measured"), default=False)
    baseline_reason = models.CharField(_("why there is none yet"), max_length=300, blank=True)
    baseline_planned_date = models.DateField(_("month of measurement"), null=True, blank=True)
    target_value = models.DecimalField(
        pgettext_lazy("indicator", "target"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    is_cumulative = models.BooleanField(_("the targets of each period add up"), default=True)
    green_min = models.DecimalField(_("green from"), max_digits=6, decimal_places=2, default=90)
    amber_min = models.DecimalField(_("amber from"), max_digits=6, decimal_places=2, default=70)
    over_max = models.DecimalField(
        _("over-achieved from"), max_digits=6, decimal_places=2, default=130
    )
    counts_people = models.BooleanField(_("it counts people"), default=False)
    sdg_indicator_note = models.CharField(
        _("related official SDG indicator"), max_length=100, blank=True
    )

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="indicator_years_are_plausible",
                condition=(Q(baseline_year=None) | Q(baseline_year__range=(1990, 2100)))
                & (Q(target_year=None) | Q(target_year__range=(1990, 2100))),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorVariable(models.Model):
    """A letter of the formula and what it stands for."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="variables")
    symbol = models.CharField(_("letter"), max_length=1)
    name = models.CharField(_("variable"), max_length=150)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["symbol"]
        constraints = [
            models.UniqueConstraint(
                name="variable_once_per_letter", fields=["indicator", "symbol"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol}: {self.name}"


class PeriodTarget(models.Model):
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="period_targets")
    position = models.PositiveSmallIntegerField()
    period = models.CharField(_("period"), max_length=20, blank=True)
    value = models.DecimalField(
        pgettext_lazy("indicator", "target"), max_digits=16, decimal_places=4, null=True
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="period_target_once_per_place", fields=["indicator", "position"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period or self.position}: {self.value}"


class Disaggregation(models.Model):
    """A way in which the figures of an indicator are told apart."""

    class Kind(models.TextChoices):
        SEX = "sex", _("Sex")
        AGE_GROUP = "age_group", _("Age group")
        INDIGENOUS = "indigenous", _("Indigenous people or language")
        AFROMEXICAN = "afromexican", _("Afro-Mexican population")
        DISABILITY = "disability", _("Disability")
        MIGRATION = "migration", _("Migration status")
        LOCALITY = "locality", _("Locality, urban or rural")
        INCOME = "income", _("Income or deprivation")
        SOGI = "sogi", _("Sexual orientation and gender identity (voluntary)")
        OTHER = "other", pgettext_lazy("disaggregation", "Other")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="disaggregations")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="disaggregated_once_by", fields=["indicator", "kind"]),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CremaaAnswer(models.Model):
    """Whether an indicator meets one of the six criteria; no row is no answer."""

    class Criterion(models.TextChoices):
        CLARITY = "clarity", _("Clarity")
        RELEVANCE = "relevance", _("Relevance")
        ECONOMY = "economy", pgettext_lazy("criterion", "Economy")
        MONITORABILITY = "monitorability", _("Monitorability")
        ADEQUACY = "adequacy", _("Adequacy")
        MARGINAL_CONTRIBUTION = "marginal_contribution", _("Marginal contribution")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="cremaa_answers")
    criterion = models.CharField(max_length=21, choices=Criterion)
    is_met = models.BooleanField(null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cremaa_answer_once_per_criterion", fields=["indicator", "criterion"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.is_met}"


class MeansOfVerification(Part):
    class SourceType(models.TextChoices):
        EXTERNAL_OFFICIAL = "external_official", _("Official, external")
        SURVEY = "survey", _("Survey")
        OWN_ADMINISTRATIVE = "own_administrative", _("Own records")
        EVALUATION = "evaluation", _("External evaluation")
        OPEN_DATA = "open_data", _("Open data")

    PATH = "indicator__row__project"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="means")
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    responsible_unit = models.CharField(_("who keeps it"), max_length=150, blank=True)
    frequency = models.CharField(
        _("how often it is published"), max_length=12, choices=Frequency, blank=True
    )
    source_type = models.CharField(
        _("type of source"), max_length=18, choices=SourceType, blank=True
    )
    url_or_location = models.CharField(_("where it is found"), max_length=300, blank=True)
    is_public = models.BooleanField(_("anybody can consult it"), null=True)
    holds_personal_data = models.BooleanField(_("it has personal data"), null=True)

    class Meta(Part.Meta):
        verbose_name = _("means of verification")
        verbose_name_plural = _("means of verification")

    def __str__(self) -> str:
        return self.source_name
