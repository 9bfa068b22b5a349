"""The rubric of the project: weighted criteria, five levels each. Versioned, never edited."""

from django.db import models
from django.db.models import Q

from lms.lib.text import in_language


class Rubric(models.Model):
    audience = models.CharField(max_length=15)
    # Of one cohort, whose partner gave the criteria other weights; mostly empty: of everybody.
    cohort = models.ForeignKey(
        "courses.Cohort", models.CASCADE, null=True, blank=True, related_name="rubrics"
    )
    version = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField(default=70)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="rubric_once_per_version",
                fields=["audience", "version"],
                condition=Q(cohort=None),
            ),
            models.UniqueConstraint(
                name="rubric_once_per_version_of_a_cohort", fields=["cohort", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.version}"


class Criterion(models.Model):
    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    # The lowest level with which a project can be approved.
    minimum = models.DecimalField(max_digits=2, decimal_places=1, default=0.5)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(name="criterion_once_per_rubric", fields=["rubric", "code"]),
            models.CheckConstraint(
                name="criterion_weight_is_a_percentage", condition=Q(weight__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Level(models.Model):
    """What a level of a criterion looks like. Half levels lie between two of them."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField()  # 0 to 4
    percent = models.PositiveSmallIntegerField()  # 0, 30, 60, 80, 100
    text_es = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400)

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(name="level_once_per_criterion", fields=["criterion", "value"]),
            models.CheckConstraint(
                name="level_is_0_to_4", condition=Q(value__lte=4, percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"

    @property
    def text(self) -> str:
        return in_language(self, "text")
