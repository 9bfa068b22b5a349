"""What stands beside the lessons of an edition: its glossary, and where to read on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.lib.text import in_language


class GlossaryTerm(models.Model):
    """A word of the course with its meaning; without modules it belongs to all of them."""

    edition = models.ForeignKey("courses.Edition", models.CASCADE, related_name="glossary")
    modules = models.ManyToManyField("courses.Module", related_name="terms", blank=True)
    position = models.PositiveSmallIntegerField(help_text="In the order of the Spanish alphabet.")
    acronym = models.CharField(max_length=20, blank=True)
    term_es = models.CharField(max_length=120)
    term_en = models.CharField(max_length=120, blank=True)
    definition_es = models.CharField(max_length=600)
    definition_en = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                name="glossary_term_once_per_edition", fields=["edition", "term_es"]
            ),
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def term(self) -> str:
        return in_language(self, "term")

    @property
    def definition(self) -> str:
        return in_language(self, "definition")


class Resource(models.Model):
    """A guide, study or site that others published; without modules it is for the whole course."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        MANUAL = "manual", _("Manual")
        STUDY = "study", _("Study")
        LAW = "law", _("Law or agreement")
        DATA = "data", _("Data")
        SITE = "site", _("Website")

    edition = models.ForeignKey("courses.Edition", models.CASCADE, related_name="resources")
    modules = models.ManyToManyField("courses.Module", related_name="resources", blank=True)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    title = models.CharField(max_length=250)  # As it was published.
    language = models.CharField(max_length=10)
    author = models.CharField(max_length=200)
    year = models.CharField(max_length=40, help_text="2018, or 1917, text in force.")
    address = models.URLField(max_length=300, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="Bytes, where known.")

    class Meta:
        ordering = ["edition", "position"]

    def __str__(self) -> str:
        return f"{self.author} ({self.year}). {self.title}"
