"""Money, monitoring and evaluation: steps 2.11 and 2.15 of the exercise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.indicator import Indicator
from assessments.models.logframe import LogframeRow
from assessments.models.part import Part


class BudgetLine(Part):
    """What an activity costs, or what the whole project costs beside its activities."""

    class CrossCutting(models.TextChoices):
        MEL = "mel", _("Monitoring and evaluation")
        ADMIN = "admin", _("Administration")
        CONTINGENCY = "contingency", _("Contingencies")

    class Chapter(models.TextChoices):
        STAFF = "1000", _("1000 Personal services")
        MATERIALS = "2000", _("2000 Materials and supplies")
        SERVICES = "3000", _("3000 General services")
        TRANSFERS = "4000", _("4000 Transfers and subsidies")
        ASSETS = "5000", _("5000 Movable and immovable property")
        WORKS = "6000", _("6000 Public investment")
        INVESTMENT = "7000", _("7000 Financial investments")
        SHARES = "8000", _("8000 Shares and contributions")
        DEBT = "9000", _("9000 Public debt")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="budget_lines"
    )
    activity = models.ForeignKey(
        LogframeRow, models.CASCADE, null=True, blank=True, related_name="budget_lines"
    )
    cross_cutting_kind = models.CharField(
        _("cross-cutting cost"), max_length=11, choices=CrossCutting, blank=True
    )
    concept = models.CharField(_("concept"), max_length=150, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True)
    funding_source = models.CharField(_("source of funds"), max_length=80, blank=True)
    expenditure_chapter = models.CharField(
        _("chapter of expenditure"), max_length=4, choices=Chapter, blank=True
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    is_in_kind = models.BooleanField(_("in kind"), default=False)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_cost_is_of_an_activity_or_of_the_whole",
                condition=Q(activity__isnull=False, cross_cutting_kind="")
                | Q(activity=None) & ~Q(cross_cutting_kind=""),
            ),
            models.CheckConstraint(
                name="budget_amount_is_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
            ),
            models.CheckConstraint(
                name="budget_year_is_plausible",
                condition=Q(year=None) | Q(year__range=(1990, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return self.concept


class MonitoringEntry(Part):
    """Who measures an indicator, from when on, and what for."""

    PATH = "indicator__row__project"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="monitoring_entries")
    responsible = models.CharField(_("who measures"), max_length=120, blank=True)
    first_date = models.DateField(_("month of the first measurement"), null=True)
    use = models.CharField(_("decision it informs"), max_length=300, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="monitoring_once_per_indicator",
                fields=["indicator"],
                condition=Q(deletion=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.responsible}"


class PlannedEvaluation(Part):
    class Kind(models.TextChoices):
        DESIGN = "design", pgettext_lazy("evaluation", "Design")
        PROCESS = "process", pgettext_lazy("evaluation", "Processes")
        RESULTS = "results", pgettext_lazy("evaluation", "Consistency and results")
        IMPACT = "impact", pgettext_lazy("evaluation", "Impact")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="planned_evaluations"
    )
    kind = models.CharField(_("kind of evaluation"), max_length=7, choices=Kind, blank=True)
    date = models.DateField(_("month"), null=True)
    responsible = models.CharField(_("who evaluates"), max_length=120, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="evaluation_budget_is_not_negative",
                condition=Q(budget=None) | Q(budget__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
