"""The alternatives that were compared, the criteria with their weights, and the scores."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.part import Part
from assessments.models.trees import ObjectiveNode


class StrategyAlternative(Part):
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="alternatives"
    )
    name = models.CharField(pgettext_lazy("alternative", "name"), max_length=150, blank=True)
    description = models.TextField(_("description"), max_length=600, blank=True)
    means = models.ManyToManyField(
        ObjectiveNode, related_name="alternatives", blank=True, verbose_name=_("means it uses")
    )
    # That there is at most one is kept by the domain: choosing another is one press.
    is_selected = models.BooleanField(_("chosen"), default=False)

    def __str__(self) -> str:
        return self.name


class StrategyCriterion(Part):
    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="strategy_criteria"
    )
    key = models.CharField(max_length=40)
    # Empty for one of the usual criteria: its key says which.
    name = models.CharField(pgettext_lazy("criterion", "name"), max_length=80, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="strategy_criterion_once_per_key",
                fields=["project", "key"],
                condition=Q(deletion=None),
            ),
            models.CheckConstraint(name="weight_is_0_to_100", condition=Q(weight__range=(0, 100))),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class StrategyScore(models.Model):
    """What one alternative gets for one criterion, from 1 to 5; part of the alternative."""

    alternative = models.ForeignKey(StrategyAlternative, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(StrategyCriterion, models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="strategy_score_once_per_criterion", fields=["alternative", "criterion"]
            ),
            models.CheckConstraint(
                name="strategy_score_is_1_to_5", condition=Q(score__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alternative}, {self.criterion}: {self.score}"
