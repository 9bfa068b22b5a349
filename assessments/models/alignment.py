"""What the project contributes to: SDG targets and plans, step 2.12 of the exercise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.logframe import LogframeRow
from assessments.models.part import Part


class SdgLink(Part):
    class Contribution(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("contribution", "Direct")
        INDIRECT = "indirect", pgettext_lazy("contribution", "Indirect")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="sdg_links"
    )
    target = models.ForeignKey(
        "courses.Target", models.PROTECT, related_name="+", verbose_name=_("SDG target")
    )
    rows = models.ManyToManyField(
        LogframeRow, related_name="sdg_links", blank=True, verbose_name=_("rows of the matrix")
    )
    contribution_type = models.CharField(
        _("contribution"), max_length=8, choices=Contribution, blank=True
    )
    rationale = models.TextField(_("how it contributes"), max_length=500, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                name="sdg_target_once_per_project",
                fields=["project", "target"],
                condition=Q(deletion=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)


class SdgInteraction(Part):
    """How one target helps or hinders another one in this project."""

    class Sign(models.TextChoices):
        POSITIVE = "positive", _("Synergy")
        NEGATIVE = "negative", _("Trade-off")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="sdg_interactions"
    )
    from_target = models.ForeignKey("courses.Target", models.PROTECT, related_name="+")
    to_target = models.ForeignKey("courses.Target", models.PROTECT, related_name="+")
    sign = models.CharField(_("kind of interaction"), max_length=8, choices=Sign, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.from_target_id} → {self.to_target_id}"


class PlanAlignment(Part):
    """An objective of a development plan that the project serves."""

    class Instrument(models.TextChoices):
        MUNICIPAL_PLAN = "municipal_plan", _("Municipal development plan")
        STATE_PLAN = "state_plan", _("State development plan")
        NATIONAL_PLAN = "national_plan", _("National development plan")
        SECTOR_PROGRAMME = "sector_programme", _("Sector programme")
        INSTITUTIONAL_PLAN = "institutional_plan", _("Institutional plan")
        OTHER = "other", pgettext_lazy("planning instrument", "Other")

    class Competence(models.TextChoices):
        EXCLUSIVE = "exclusive", _("Own (article 115)")
        CONCURRENT = "concurrent", _("Concurrent")
        COORDINATION = "coordination", _("By coordination")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="plan_alignments"
    )
    instrument_type = models.CharField(
        _("kind of plan"), max_length=18, choices=Instrument, blank=True
    )
    name = models.CharField(pgettext_lazy("plan", "name"), max_length=200, blank=True)
    start_year = models.PositiveSmallIntegerField(_("first year"), null=True)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True)
    axis = models.CharField(_("axis"), max_length=150, blank=True)
    objective = models.CharField(_("objective"), max_length=300, blank=True)
    strategy = models.CharField(_("strategy"), max_length=300, blank=True)
    action_line = models.CharField(_("line of action"), max_length=300, blank=True)
    page = models.CharField(_("page"), max_length=20, blank=True)
    competence = models.CharField(_("competence"), max_length=12, choices=Competence, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="plan_years_are_plausible",
                condition=(Q(start_year=None) | Q(start_year__range=(1990, 2100)))
                & (Q(end_year=None) | Q(end_year__range=(1990, 2100))),
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(start_year=None) | Q(end_year=None) | Q(end_year__gte=F("start_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
