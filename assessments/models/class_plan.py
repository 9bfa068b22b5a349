"""The class plan: what teachers of academia write instead of a budget, step 2.16."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.part import Part


class ClassPlan(Part):
    class Competence(models.TextChoices):
        SYSTEMS_THINKING = "systems_thinking", _("Systems thinking")
        ANTICIPATORY = "anticipatory", pgettext_lazy("competence", "Anticipatory")
        NORMATIVE = "normative", pgettext_lazy("competence", "Normative")
        STRATEGIC = "strategic", pgettext_lazy("competence", "Strategic")
        COLLABORATION = "collaboration", _("Collaboration")
        CRITICAL_THINKING = "critical_thinking", _("Critical thinking")
        SELF_AWARENESS = "self_awareness", _("Self-awareness")
        INTEGRATED = "integrated_problem_solving", _("Integrated problem-solving")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="class_plans"
    )
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    level = models.CharField(_("level of education"), max_length=80, blank=True)
    term = models.CharField(_("term"), max_length=80, blank=True)
    sessions = models.PositiveSmallIntegerField(_("sessions"), null=True)
    sdg_targets = models.ManyToManyField(
        "courses.Target", related_name="+", blank=True, verbose_name=_("SDG targets")
    )
    learning_outcome = models.CharField(_("learning outcome"), max_length=300, blank=True)
    competence = models.CharField(_("competence"), max_length=26, choices=Competence, blank=True)
    method = models.CharField(_("method"), max_length=300, blank=True)
    # One a line.
    resources = models.TextField(_("resources"), max_length=600, blank=True)
    assessment = models.CharField(_("how learning is assessed"), max_length=400, blank=True)
    inclusion = models.CharField(_("inclusion"), max_length=400, blank=True)
    offline_option = models.CharField(_("without connection"), max_length=300, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="class_plan_once_per_project",
                fields=["project"],
                condition=Q(deletion=None),
            ),
            models.CheckConstraint(
                name="class_plan_has_1_to_40_sessions",
                condition=Q(sessions=None) | Q(sessions__range=(1, 40)),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class ClassActivity(models.Model):
    """A step of the class, in the order in which it happens."""

    plan = models.ForeignKey(ClassPlan, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("activity"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="class_activity_once_per_place", fields=["plan", "position"]
            ),
        ]

    def __str__(self) -> str:
        return self.text
