"""What the profile of a project holds: step 2.1 of the exercise, and what all steps share."""

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Table, Thing
from assessments.domain.exercise_limits import DEFAULT_CURRENCY, Between
from assessments.models import Deliverable, EvidenceSource, LogframeProject, ProjectMunicipality

E1, E2, E5 = Deliverable.DIAGNOSIS, Deliverable.STRATEGY, Deliverable.PROJECT
P = Describer(LogframeProject, "project")
_MUNICIPALITY = Describer(ProjectMunicipality, "municipality")

PROJECT = Thing(
    kind="project",
    model=LogframeProject,
    name=_("Project data"),
    plural=_("Project data"),
    step="2.1",
    deliverable=E1,
    title="title",
    fields=(
        P.line(
            "title",
            needed_for=E1,
            help=_("What will be different, and where."),
            example=_("Safe water for the rural localities of Valle de Encinos"),
        ),
        P.choice(
            "audience",
            without=("tutor",),
            needed_for=E1,
            help=_("For whom the course is; rules differ a little."),
        ),
        P.choice(
            "project_kind",
            needed_for=E1,
            help=_("A class plan replaces the budget by the plan of a class."),
        ),
        P.choice(
            "government_level",
            help=_("For public servants: it says which development plan to align with."),
        ),
        P.choice("language", default="es", help=_("The language that you write the project in.")),
        P.tick("is_fictitious"),
        P.line("state_name", needed_for=E1, example=_("State of Mexico")),
        P.lines(
            "municipalities",
            Table(ProjectMunicipality, "project"),
            _MUNICIPALITY.line("name"),
            label=_("Municipalities"),
            count=Between(1, 130),
            needed_for=E1,
            help=_("One a line. A locality or region can be named too."),
        ),
        P.line(
            "responsible_unit",
            needed_for=E1,
            help=_("The office or team that would carry it out."),
            example=_("Water and Sanitation Office"),
        ),
        P.text(
            "summary", help=_("The project in three or four sentences, for somebody in a hurry.")
        ),
        P.text(
            "problem_context",
            needed_for=E1,
            help=_("The situation in figures: since when, where, whom it touches, who has acted."),
            example=_(
                "In 2024 only 46 % of the households of the 14 rural localities received water "
                "every day, and the networks are more than 25 years old."
            ),
        ),
        P.line(
            "population_description",
            needed_for=E1,
            help=_("Who lives with the problem, and where."),
            example=_("Households of the rural localities of the municipality"),
        ),
        P.line(
            "population_unit",
            needed_for=E1,
            help=_("What is counted in the three populations."),
            example=_("households"),
        ),
        P.whole(
            "population_reference",
            needed_for=E1,
            help=_("Everybody in the territory or group, with the problem or without it."),
            example="9,800",
        ),
        P.whole(
            "population_potential",
            needed_for=E1,
            help=_("Those who have the problem. Not more than the reference population."),
            example="2,460",
        ),
        P.whole(
            "population_target",
            needed_for=E1,
            help=_("Those whom the project will reach. Not more than the potential population."),
            example="1,850",
        ),
        P.month("period_start", needed_for=E1, help=_("The month in which the work begins.")),
        P.month(
            "period_end",
            needed_for=E1,
            help=_("Up to 72 months. More than 36 go beyond one municipal term."),
        ),
        P.line(
            "currency",
            default=DEFAULT_CURRENCY,
            help=_("The three letters of the currency."),
            example="MXN",
        ),
        P.number(
            "declared_total",
            least=0,
            needed_for=E1,
            help=_("What the whole project costs. The budget must add up to it."),
            example="16,500,000",
        ),
        P.choice(
            "started_from",
            help=_("Whoever has a matrix already can work backwards from it."),
        ),
        P.text(
            "selection_rationale",
            help=_("Needed when the alternative you chose is not the one with most points."),
        ),
        P.one(
            "primary_goal",
            "goal",
            needed_for=E5,
            help=_("The SDG to which the project contributes most."),
        ),
        P.tick(
            "activities_to_components", label=_("If the activities are done, then the components.")
        ),
        P.tick(
            "components_to_purpose", label=_("If the components are delivered, then the purpose.")
        ),
        P.tick(
            "purpose_to_goal", label=_("If the purpose is achieved, then the goal comes closer.")
        ),
    ),
)

_E = Describer(EvidenceSource, "evidence_source")
EVIDENCE_SOURCE = Thing(
    kind="evidence_source",
    model=EvidenceSource,
    name=_("Source of evidence"),
    plural=_("Sources of evidence"),
    step="2.1",
    deliverable=E1,
    title="title",
    counts={"": Between(1, 10)},
    fields=(
        _E.line(
            "title",
            needed_for=E1,
            help=_("The document or data set, by its full name."),
            example=_("Municipal survey of public services"),
        ),
        _E.line("institution", needed_for=E1, help=_("Who published it.")),
        _E.whole("year", least=1900, most=2100, needed_for=E1),
        _E.line("url", help=_("If it can be read on the web.")),
    ),
)
