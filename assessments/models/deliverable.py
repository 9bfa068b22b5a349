"""The five deliverables, their days in a cohort, and what a partner adapted for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Deliverable(models.TextChoices):
    DIAGNOSIS = "E1", pgettext_lazy("deliverable", "Diagnosis")
    STRATEGY = "E2", pgettext_lazy("deliverable", "Objectives and strategy")
    NARRATIVE = "E3", pgettext_lazy("deliverable", "Narrative summary")
    INDICATORS = "E4", pgettext_lazy("deliverable", "Indicators")
    PROJECT = "E5", pgettext_lazy("deliverable", "Final project")


class CohortDeliverable(models.Model):
    """From when and until when a cohort works on a deliverable, where it differs from the usual.

    The final project is due when the cohort says (``Cohort.project_due_at``), never here.
    """

    cohort = models.ForeignKey("courses.Cohort", models.CASCADE, related_name="deliverables")
    deliverable = models.CharField(_("deliverable"), max_length=2, choices=Deliverable)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    class Meta:
        ordering = ["deliverable"]
        constraints = [
            models.UniqueConstraint(
                name="deliverable_once_per_cohort", fields=["cohort", "deliverable"]
            ),
            models.CheckConstraint(
                name="deliverable_is_due_after_it_opens",
                condition=Q(opens_at=None) | Q(due_at=None) | Q(due_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="final_project_is_due_with_the_cohort",
                condition=~Q(deliverable="E5") | Q(due_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.deliverable}"


class ExerciseAdaptation(models.Model):
    """What a partner asks of the exercise in its cohort; the structure stays the same.

    Its instructions are ``Cohort.exercise_note``.
    """

    cohort = models.OneToOneField(
        "courses.Cohort", models.CASCADE, related_name="exercise_adaptation"
    )
    emphasis = models.CharField(_("emphasis"), max_length=300, blank=True)
    plan_label = models.CharField(_("plan to align with"), max_length=150, blank=True)
    fixed_goals = models.ManyToManyField(
        "courses.Goal", related_name="+", blank=True, verbose_name=_("SDGs that are set")
    )
    suggested_targets = models.ManyToManyField(
        "courses.Target", related_name="+", blank=True, verbose_name=_("SDG targets suggested")
    )
    # How many may work on one project; 1 means everybody alone.
    team_most = models.PositiveSmallIntegerField(_("people on a project"), default=5)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="team_is_1_to_5", condition=Q(team_most__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return str(self.cohort)


class AdaptedWeight(models.Model):
    """What a criterion of the rubric weighs in this cohort, by its code."""

    adaptation = models.ForeignKey(ExerciseAdaptation, models.CASCADE, related_name="weights")
    criterion = models.CharField(max_length=4)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="adapted_weight_once_per_criterion", fields=["adaptation", "criterion"]
            ),
            models.CheckConstraint(
                name="adapted_weight_is_0_to_100", condition=Q(weight__range=(0, 100))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.weight}"


class SilencedRule(models.Model):
    """A warning or advice of the checker that is switched off in this cohort, by its id."""

    adaptation = models.ForeignKey(
        ExerciseAdaptation, models.CASCADE, related_name="silenced_rules"
    )
    rule = models.CharField(max_length=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_silenced_once", fields=["adaptation", "rule"]),
        ]

    def __str__(self) -> str:
        return self.rule
