"""Money, follow-up and the class plan: steps 2.11, 2.15 and 2.16 of the exercise."""

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Table, Thing
from assessments.domain.exercise_limits import COUNTS, Between
from assessments.models import (
    BudgetLine,
    ClassActivity,
    ClassPlan,
    Deliverable,
    MonitoringEntry,
    PlannedEvaluation,
)

E5 = Deliverable.PROJECT

_B = Describer(BudgetLine, "budget_line")
BUDGET_LINE = Thing(
    kind="budget_line",
    model=BudgetLine,
    name=_("Line of the budget"),
    plural=_("Lines of the budget"),
    step="2.11",
    deliverable=E5,
    title="concept",
    place=(
        _B.choice("cross_cutting_kind"),
        _B.one("activity", "row", label=_("Activity")),
    ),
    siblings=("project", "cross_cutting_kind", "activity"),
    counts={"": COUNTS["budget_lines"]},
    fields=(
        _B.line(
            "concept",
            needed_for=E5,
            help=_("What the money is for."),
            example=_("Chlorination equipment for 14 wells"),
        ),
        _B.number("amount", least=0, needed_for=E5, help=_("In the currency of the project.")),
        _B.line("funding_source", needed_for=E5, help=_("Where the money comes from.")),
        _B.choice("expenditure_chapter", help=_("Needed of public servants.")),
        _B.whole("year", least=1990, most=2100),
        _B.tick("is_in_kind", help=_("Goods, work or rooms instead of money.")),
    ),
)

_M = Describer(MonitoringEntry, "monitoring")
MONITORING = Thing(
    kind="monitoring",
    model=MonitoringEntry,
    name=_("Monitoring of an indicator"),
    plural=_("Monitoring"),
    step="2.15",
    deliverable=E5,
    title="responsible",
    place=(_M.one("indicator", "indicator", label=_("Indicator")),),
    siblings=("indicator",),
    counts={"": Between(1, 1)},
    fields=(
        _M.line("responsible", needed_for=E5, help=_("The office or person that measures.")),
        _M.month("first_date", needed_for=E5),
        _M.line("use", help=_("What will be decided with the figure.")),
    ),
)

_V = Describer(PlannedEvaluation, "evaluation")
EVALUATION = Thing(
    kind="evaluation",
    model=PlannedEvaluation,
    name=_("Planned evaluation"),
    plural=_("Planned evaluations"),
    step="2.15",
    deliverable=E5,
    title="kind",
    counts={"": COUNTS["evaluations"]},
    fields=(
        _V.choice("kind", needed_for=E5),
        _V.month("date", needed_for=E5),
        _V.line("responsible", needed_for=E5),
        _V.number("budget", least=0),
    ),
)

_C = Describer(ClassPlan, "class_plan")
_CA = Describer(ClassActivity, "class_activity")
CLASS_PLAN = Thing(
    kind="class_plan",
    model=ClassPlan,
    name=_("Class plan"),
    plural=_("Class plan"),
    step="2.16",
    deliverable=E5,
    title="subject",
    counts={"": Between(1, 1)},
    fields=(
        _C.line("subject", needed_for=E5, example=_("Applied statistics")),
        _C.line("level", needed_for=E5),
        _C.line("term", needed_for=E5),
        _C.whole("sessions", least=1, most=COUNTS["class_sessions"].most, needed_for=E5),
        _C.many("sdg_targets", "target", needed_for=E5, count=COUNTS["class_targets"]),
        _C.line(
            "learning_outcome",
            needed_for=E5,
            help=_("What students will be able to do, with a verb that one can observe."),
            example=_("Analyse disaggregated data of a locality to propose an improvement"),
        ),
        _C.choice("competence", needed_for=E5),
        _C.line("method", needed_for=E5, example=_("Project-based learning")),
        _C.lines(
            "activities",
            Table(ClassActivity, "plan"),
            _CA.line("text"),
            _CA.whole("minutes", most=600),
            label=_("Activities of the class"),
            needed_for=E5,
            count=COUNTS["class_activities"],
        ),
        _C.text("resources", help=_("One a line.")),
        _C.line("assessment", needed_for=E5),
        _C.line("inclusion", needed_for=E5, help=_("How everybody can take part.")),
        _C.line("offline_option", help=_("How the class works without connection.")),
    ),
)
