"""The rows of the logical framework matrix and their assumptions.

Limits and value lists: domain reference 2.7 and 2.10 (SHCP, CONEVAL and Manual 42 of ILPES).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.part import Part
from assessments.models.trees import ObjectiveNode


class Column(models.TextChoices):
    """The four columns of the matrix; a cell is a row by a column."""

    NARRATIVE = "narrative", _("Narrative summary")
    INDICATOR = "indicator", _("Indicator")
    MEANS = "means", _("Means of verification")
    ASSUMPTION = "assumption", _("Assumptions")


class LogframeRow(Part):
    class Level(models.TextChoices):
        GOAL = "goal", pgettext_lazy("matrix level", "Goal")
        PURPOSE = "purpose", pgettext_lazy("matrix level", "Purpose")
        COMPONENT = "component", _("Component")
        ACTIVITY = "activity", _("Activity")

    class DeliveredTo(models.TextChoices):
        POPULATION = "population", _("The population")
        INTERMEDIARY = "intermediary", _("An institution in between")

    project = models.ForeignKey("assessments.LogframeProject", models.CASCADE, related_name="rows")
    level = models.CharField(max_length=9, choices=Level)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    narrative = models.TextField(_("narrative summary"), max_length=300, blank=True)
    objective_node = models.ForeignKey(
        ObjectiveNode,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rows",
        verbose_name=_("objective it comes from"),
    )
    # Of a component.
    delivered_to = models.CharField(
        _("delivered to"), max_length=12, choices=DeliveredTo, blank=True
    )
    # Of an activity. Months: always the first day of one.
    start = models.DateField(_("first month"), null=True, blank=True)
    end = models.DateField(_("last month"), null=True, blank=True)
    responsible = models.CharField(_("person in charge"), max_length=120, blank=True)
    has_no_cost = models.BooleanField(_("it costs nothing"), default=False)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="only_an_activity_has_a_parent",
                condition=Q(level="activity", parent__isnull=False)
                | ~Q(level="activity") & Q(parent=None),
            ),
            models.UniqueConstraint(
                name="one_goal_and_one_purpose",
                fields=["project", "level"],
                condition=Q(level__in=["goal", "purpose"], deletion=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.position}: {self.narrative[:60]}"


class Assumption(Part):
    class Likelihood(models.TextChoices):
        ALMOST_CERTAIN = "almost_certain", _("Almost certain")
        LIKELY = "likely", _("Likely")
        UNLIKELY = "unlikely", _("Unlikely")

    class Importance(models.TextChoices):
        HIGH = "high", pgettext_lazy("importance", "High")
        MEDIUM = "medium", pgettext_lazy("importance", "Medium")
        LOW = "low", pgettext_lazy("importance", "Low")

    PATH = "row__project"

    row = models.ForeignKey(LogframeRow, models.CASCADE, related_name="assumptions")
    text = models.CharField(_("assumption"), max_length=250, blank=True)
    is_external = models.BooleanField(_("outside the control of the project"), null=True)
    likelihood = models.CharField(
        _("how likely it is"), max_length=14, choices=Likelihood, blank=True
    )
    importance = models.CharField(
        _("how much it matters"), max_length=6, choices=Importance, blank=True
    )
    redesign_note = models.TextField(_("how the project changes"), max_length=500, blank=True)
    monitoring_note = models.CharField(_("how it is watched"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.text
