"""The steps of the exercise as pages: the kinds of records on each, and their columns."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Text, Thing
from assessments.domain.exercise.things import THINGS
from assessments.models import LogframeProject
from assessments.models.profile import ProjectKind


@dataclass(frozen=True)
class Section:
    """One kind of record on a page: the word of its address, and what its table shows.

    ``names`` are the values by which people know a record, where its title alone is not enough;
    ``without`` are those that are written elsewhere.
    """

    kind: str
    slug: str
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    # The page on which one presses "add" says where the record is to stand.
    has_given_place: bool = False
    note: Text = ""

    @property
    def thing(self) -> Thing:
        return THINGS[self.kind]


@dataclass(frozen=True)
class Step:
    number: str
    slug: str
    name: Text
    purpose: Text
    sections: tuple[Section, ...] = field(default=())

    @property
    def deliverable(self) -> str:
        return self.sections[0].thing.deliverable


STEPS = (
    Step(
        "2.1",
        "perfil",
        _("Profile and populations"),
        _("Where, for whom and on which evidence you work."),
        (
            Section("project", "perfil"),
            Section("evidence_source", "fuente", ("institution", "year")),
        ),
    ),
    Step(
        "2.2",
        "involucrados",
        _("Stakeholders"),
        _("Who lives with the problem, who must answer for it, and who could help or oppose."),
        (
            Section(
                "stakeholder",
                "actor",
                ("group", "stance", "influence", "interest_level"),
            ),
        ),
    ),
    Step(
        "2.3",
        "arbol-problemas",
        _("Problem tree"),
        _("What happens today, why it happens and what it brings about."),
        (Section("problem", "problema", ("kind", "evidence"), has_given_place=True),),
    ),
    Step(
        "2.4",
        "arbol-objetivos",
        _("Objectives tree"),
        _("The same tree as it will be once the problems are solved."),
        (Section("objective", "objetivo", ("kind", "problem_node"), has_given_place=True),),
    ),
    Step(
        "2.5",
        "alternativas",
        _("Alternatives and criteria"),
        _("The ways to reach the central objective, and what they are compared by."),
        (
            Section("criterion", "criterio", ("weight",), without=("key",)),
            Section("alternative", "alternativa", ("means", "is_selected"), without=("scores",)),
        ),
    ),
    Step(
        "2.11",
        "presupuesto",
        _("Budget"),
        _("What each activity costs, and where the money comes from."),
        (Section("budget_line", "renglon", ("activity", "cross_cutting_kind", "amount", "year")),),
    ),
    Step(
        "2.12",
        "agenda-2030",
        _("2030 Agenda and plans"),
        _("The SDG targets and the plans to which the project contributes."),
        (
            Section(
                "sdg_link",
                "meta",
                ("contribution_type", "rows"),
                note=_("The labels of the targets are short versions, not the official text."),
            ),
            Section("interaction", "interaccion", ("sign",), names=("from_target", "to_target")),
            Section("plan", "plan", ("instrument_type", "end_year")),
        ),
    ),
    Step(
        "2.13",
        "nadie-atras",
        _("Leaving no one behind"),
        _("Who reaches the benefit last or not at all, and what the project does about it."),
        (Section("left_behind", "grupo", ("factors", "rows")),),
    ),
    Step(
        "2.14",
        "enfoques",
        _("Five approaches"),
        _("What changes in the project because of rights, gender, cultures, ages and territory."),
        (Section("approach", "enfoque", ("rows",)),),
    ),
    Step(
        "2.15",
        "seguimiento",
        _("Monitoring and evaluation"),
        _("Who measures each indicator and when, and which evaluations are planned."),
        (
            Section("monitoring", "indicador", ("responsible", "first_date"), names=("indicator",)),
            Section("evaluation", "evaluacion", ("date", "responsible")),
        ),
    ),
    Step(
        "2.16",
        "plan-de-clase",
        _("Class plan"),
        _("The lesson in which your students work with the targets."),
        (Section("class_plan", "plan-de-clase", ("level", "term", "sessions")),),
    ),
)
# The matrix has a page of its own; these are the records in the cells of its columns.
MATRIX = {
    "narrative": Section("row", "fila", without=("level", "parent")),
    "indicator": Section("indicator", "ficha", without=("row",)),
    "means": Section("means", "medio", without=("indicator",)),
    "assumption": Section("assumption", "supuesto", without=("row",)),
}
COLUMN_OF = {section.slug: column for column, section in MATRIX.items()}
TREES = {"2.3": "problem", "2.4": "objective"}
BY_SLUG = {step.slug: step for step in STEPS}
SECTIONS = {section.slug: (step, section) for step in STEPS for section in step.sections}


def steps_for(project: LogframeProject) -> tuple[Step, ...]:
    """Return the steps of this kind of project: a class plan stands in place of the budget."""
    without = "2.11" if project.project_kind == ProjectKind.CLASS_INTEGRATION else "2.16"
    return tuple(step for step in STEPS if step.number != without)
