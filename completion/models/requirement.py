"""What an edition asks of a person before it recognises them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompletionRequirement(models.Model):
    class Kind(models.TextChoices):
        ONLINE = "online", _("All online activities")
        IN_PERSON = "in_person", _("In-person hours")
        QUIZZES = "quizzes", _("Mean of the module quizzes")
        PROJECT = "project", _("Project approved")
        POST_TEST = "post_test", _("Post-test taken")
        SURVEY = "survey", _("Exit survey answered")

    edition = models.ForeignKey(
        "courses.Edition", models.CASCADE, related_name="completion_requirements"
    )
    kind = models.CharField(max_length=9, choices=Kind)
    # Minutes for hours, points of 100 for the quizzes, nothing for the others.
    threshold = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="requirement_once_per_edition", fields=["edition", "kind"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_kind_display()}"
