"""Who works on what, where, for whom and on which evidence: step 2.1 of the exercise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.part import Part
from courses.models import Audience
from people.models import Level


class ProjectKind(models.TextChoices):
    PUBLIC_PROGRAMME = "public_programme", _("Public programme")
    SOCIAL_PROJECT = "social_project", _("Social project")
    RESEARCH_DATA = "research_data", _("Research and data")
    CLASS_INTEGRATION = "class_integration", _("Class plan")
    BUSINESS_PROJECT = "business_project", _("Business project")


class ProjectLanguage(models.TextChoices):
    """Of the texts of the project: which word lists the hints use."""

    SPANISH = "es", _("Spanish")
    ENGLISH = "en", _("English")


class StartedFrom(models.TextChoices):
    BLANK = "blank", _("From nothing")
    EXISTING_MATRIX = "existing_matrix", _("From an existing matrix")
    TEMPLATE = "template", _("From a template")


class ProjectProfile(models.Model):
    """The columns of a project that are saved together, under its one version."""

    title = models.CharField(_("title of the project"), max_length=150, blank=True)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    responsible_unit = models.CharField(_("responsible unit"), max_length=150, blank=True)
    audience = models.CharField(_("audience"), max_length=15, choices=Audience, blank=True)
    project_kind = models.CharField(
        _("kind of project"), max_length=17, choices=ProjectKind, blank=True
    )
    language = models.CharField(
        _("language"), max_length=2, choices=ProjectLanguage, default=ProjectLanguage.SPANISH
    )
    # Which plan a public servant aligns with.
    government_level = models.CharField(
        _("level of government"), max_length=9, choices=Level, blank=True
    )
    is_fictitious = models.BooleanField(_("invented, for teaching"), default=False)
    state_name = models.CharField(pgettext_lazy("territory", "state"), max_length=60, blank=True)
    problem_context = models.TextField(_("context of the problem"), max_length=3000, blank=True)
    population_description = models.CharField(_("population"), max_length=300, blank=True)
    population_unit = models.CharField(_("unit of the population"), max_length=60, blank=True)
    population_reference = models.PositiveIntegerField(_("reference population"), null=True)
    population_potential = models.PositiveIntegerField(_("potential population"), null=True)
    population_target = models.PositiveIntegerField(_("target population"), null=True)
    # Months: always the first day of one.
    period_start = models.DateField(_("first month"), null=True)
    period_end = models.DateField(_("last month"), null=True)
    currency = models.CharField(_("currency"), max_length=3, default="MXN")
    declared_total = models.DecimalField(
        _("total of the budget"), max_digits=14, decimal_places=2, null=True
    )
    started_from = models.CharField(
        _("started from"), max_length=15, choices=StartedFrom, blank=True
    )
    selection_rationale = models.TextField(_("why this alternative"), max_length=1000, blank=True)
    primary_goal = models.ForeignKey(
        "courses.Goal", models.PROTECT, null=True, related_name="+", verbose_name=_("main SDG")
    )
    # The matrix read from the bottom up, step by step, by the people who wrote it.
    activities_to_components = models.BooleanField(default=False)
    components_to_purpose = models.BooleanField(default=False)
    purpose_to_goal = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(period_start=None)
                | Q(period_end=None)
                | Q(period_end__gt=F("period_start")),
            ),
            models.CheckConstraint(
                name="declared_total_is_not_negative",
                condition=Q(declared_total=None) | Q(declared_total__gte=0),
            ),
        ]


class ProjectMunicipality(models.Model):
    """A municipality in which the project works: as the catalogue has it, or as people say it."""

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="municipalities"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("municipality"), max_length=120)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="municipality_once_per_place", fields=["project", "position"]
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceSource(Part):
    """A document or data set on which the description of the problem rests."""

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="evidence_sources"
    )
    title = models.CharField(_("title of the source"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=150, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    url = models.CharField(_("address on the web"), max_length=300, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="evidence_year_is_plausible",
                condition=Q(year=None) | Q(year__range=(1900, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stakeholder(Part):
    """A person, group or institution with an interest in the problem: step 2.2."""

    class Group(models.TextChoices):
        RIGHTS_HOLDER = "rights_holder", _("Rights-holders")
        DUTY_BEARER = "duty_bearer", _("Duty-bearers")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        ACADEMIA = "academia", _("Academia")
        PRIVATE_SECTOR = "private_sector", _("Private sector")
        INTERNATIONAL = "international", _("International cooperation")
        MEDIA = "media", _("Media")
        OTHER = "other", pgettext_lazy("group of stakeholders", "Other")

    class Stance(models.TextChoices):
        STRONGLY_SUPPORTIVE = "strongly_supportive", _("Strongly in favour")
        SUPPORTIVE = "supportive", _("In favour")
        NEUTRAL = "neutral", pgettext_lazy("position", "Neutral")
        OPPOSED = "opposed", _("Against")
        STRONGLY_OPPOSED = "strongly_opposed", _("Strongly against")

    project = models.ForeignKey(
        "assessments.LogframeProject", models.CASCADE, related_name="stakeholders"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    group = models.CharField(_("group"), max_length=14, choices=Group, blank=True)
    interest = models.CharField(_("interest"), max_length=300, blank=True)
    perceived_problem = models.CharField(_("problem as they see it"), max_length=300, blank=True)
    resources = models.CharField(_("resources"), max_length=300, blank=True)
    mandate = models.CharField(_("mandate"), max_length=200, blank=True)
    # ``position`` is its place in the list; this is where it stands towards the project.
    stance = models.CharField(
        pgettext_lazy("stakeholder", "position"), max_length=19, choices=Stance, blank=True
    )
    influence = models.PositiveSmallIntegerField(_("influence"), null=True)
    interest_level = models.PositiveSmallIntegerField(_("level of interest"), null=True)
    engagement_strategy = models.CharField(_("how to work with them"), max_length=300, blank=True)
    sex_disaggregated_note = models.CharField(
        _("women and men in the group"), max_length=300, blank=True
    )

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                name="influence_and_interest_are_1_to_5",
                condition=(Q(influence=None) | Q(influence__range=(1, 5)))
                & (Q(interest_level=None) | Q(interest_level__range=(1, 5))),
            ),
        ]

    def __str__(self) -> str:
        return self.name
