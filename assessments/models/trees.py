"""The problem tree and its mirror, the objectives tree: steps 2.3 and 2.4 of the exercise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.part import Part


class ProblemNode(Part):
    class Kind(models.TextChoices):
        CENTRAL = "central", _("Central problem")
        CAUSE = "cause", _("Cause")
        EFFECT = "effect", _("Effect")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="problem_nodes"
    )
    kind = models.CharField(max_length=7, choices=Kind)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    text = models.CharField(pgettext_lazy("tree", "text"), max_length=250, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    is_out_of_scope = models.BooleanField(_("outside the reach of the project"), default=False)
    out_of_scope_reason = models.CharField(_("why it is left out"), max_length=300, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_central_problem",
                fields=["project"],
                condition=Q(kind="central", deletion=None),
            ),
            models.CheckConstraint(
                name="only_the_central_problem_has_no_parent",
                condition=Q(kind="central", parent=None)
                | ~Q(kind="central") & Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="no_problem_is_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ObjectiveNode(Part):
    """What a problem looks like once it is solved; it stands where the problem stands."""

    class Kind(models.TextChoices):
        CENTRAL = "central", _("Central objective")
        MEANS = "means", pgettext_lazy("objectives tree", "Means")
        END = "end", pgettext_lazy("objectives tree", "End")

    OF_PROBLEM = {
        ProblemNode.Kind.CENTRAL: Kind.CENTRAL,
        ProblemNode.Kind.CAUSE: Kind.MEANS,
        ProblemNode.Kind.EFFECT: Kind.END,
    }

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="objective_nodes"
    )
    kind = models.CharField(max_length=7, choices=Kind)
    problem_node = models.ForeignKey(
        ProblemNode, models.CASCADE, null=True, blank=True, related_name="objectives"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    text = models.CharField(pgettext_lazy("tree", "text"), max_length=250, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_central_objective",
                fields=["project"],
                condition=Q(kind="central", deletion=None),
            ),
            models.UniqueConstraint(
                name="one_objective_per_problem",
                fields=["problem_node"],
                condition=Q(deletion=None),
            ),
            models.CheckConstraint(
                name="only_the_central_objective_has_no_parent",
                condition=Q(kind="central", parent=None)
                | ~Q(kind="central") & Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="no_objective_is_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.text
