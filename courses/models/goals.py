"""The 17 Sustainable Development Goals and their 169 targets, as data."""

from django.db import models

from lms.lib.text import in_language


class Goal(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)
    name_es = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Target(models.Model):
    code = models.CharField(max_length=5, unique=True)  # 4.7, 5.a, 17.17
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField()
    label_es = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["goal", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        return in_language(self, "label")
