"""What the analysis holds: people, trees and strategy, steps 2.2 to 2.5 of the exercise."""

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Field, Sort, Table, Thing
from assessments.domain.exercise_limits import COUNTS, Between
from assessments.models import (
    Deliverable,
    ObjectiveNode,
    ProblemNode,
    Stakeholder,
    StrategyAlternative,
    StrategyCriterion,
    StrategyScore,
)

E1, E2 = Deliverable.DIAGNOSIS, Deliverable.STRATEGY
ONLY_ONE = Between(1, 1)

_S = Describer(Stakeholder, "stakeholder")
STAKEHOLDER = Thing(
    kind="stakeholder",
    model=Stakeholder,
    name=_("Stakeholder"),
    plural=_("Stakeholders"),
    step="2.2",
    deliverable=E1,
    title="name",
    counts={"": COUNTS["stakeholders"]},
    fields=(
        _S.line(
            "name",
            needed_for=E1,
            help=_("A person, group or institution, by its own name."),
            example=_("Community water committees"),
        ),
        _S.choice(
            "group",
            needed_for=E1,
            help=_("Rights-holders live with the problem; duty-bearers must answer for it."),
        ),
        _S.line(
            "interest",
            needed_for=E1,
            help=_("What they want from the project or fear of it."),
            example=_("To keep the service running with fair tariffs"),
        ),
        _S.line("perceived_problem", help=_("How they would tell the problem in their own words.")),
        _S.line("resources", help=_("What they can put in: people, money, knowledge, permits.")),
        _S.line("mandate", help=_("What a law or their statutes charge them with.")),
        _S.choice("stance", needed_for=E1, help=_("Where they stand towards the project today.")),
        _S.whole(
            "influence",
            least=1,
            most=5,
            needed_for=E1,
            help=_("From 1, hardly any, to 5, without them nothing happens."),
        ),
        _S.whole(
            "interest_level",
            least=1,
            most=5,
            needed_for=E1,
            help=_("From 1, it hardly concerns them, to 5, it concerns them every day."),
        ),
        _S.line(
            "engagement_strategy",
            help=_("What you will do with them. Needed for whoever is against."),
            example=_("Temporary contracts during the works"),
        ),
        _S.line("sex_disaggregated_note", help=_("How women and men differ within the group.")),
    ),
)

_PN = Describer(ProblemNode, "problem")
PROBLEM = Thing(
    kind="problem",
    model=ProblemNode,
    name=_("Problem"),
    plural=_("Causes and effects"),
    step="2.3",
    deliverable=E1,
    title="text",
    place=(_PN.choice("kind", label=_("Kind")), _PN.one("parent", "problem", label=_("Under"))),
    siblings=("project", "kind", "parent"),
    counted_by=("project", "kind"),
    counts={"central": ONLY_ONE, "cause": COUNTS["causes"], "effect": COUNTS["effects"]},
    fields=(
        _PN.line(
            "text",
            needed_for=E1,
            help=_("A negative situation that exists today, and for whom; not a missing solution."),
            example=_("Distribution networks more than 25 years old leak often"),
        ),
        _PN.line("evidence", help=_("The figure or source that shows it.")),
        _PN.tick(
            "is_out_of_scope",
            help=_("The cause is real, and the project cannot act on it."),
            only_for=("cause", "effect"),
        ),
        _PN.line(
            "out_of_scope_reason",
            help=_("Why the project leaves it out, in 20 characters or more."),
            example=_("It needs action in the whole river basin"),
            only_for=("cause", "effect"),
        ),
    ),
)

_ON = Describer(ObjectiveNode, "objective")
OBJECTIVE = Thing(
    kind="objective",
    model=ObjectiveNode,
    name=_("Objective"),
    plural=_("Objectives"),
    step="2.4",
    deliverable=E2,
    title="text",
    place=(
        _ON.choice("kind", label=_("Kind")),
        _ON.one("problem_node", "problem", label=_("Problem")),
        _ON.one("parent", "objective", label=_("Under")),
    ),
    siblings=("project", "kind", "parent"),
    counted_by=("project", "kind"),
    counts={"central": ONLY_ONE, "means": COUNTS["causes"], "end": COUNTS["effects"]},
    fields=(
        _ON.line(
            "text",
            needed_for=E2,
            help=_("The problem as it will be once it is solved: a situation, not an action."),
            example=_("Distribution networks work with few leaks"),
        ),
    ),
)

_C = Describer(StrategyCriterion, "criterion")
CRITERION = Thing(
    kind="criterion",
    model=StrategyCriterion,
    name=_("Criterion"),
    plural=_("Criteria"),
    step="2.5",
    deliverable=E2,
    title="name",
    counts={"": COUNTS["criteria"]},
    place=(_C.line("key", label=_("Key")),),
    fields=(
        _C.line("name", help=_("What the alternatives are compared by.")),
        _C.whole("weight", most=100, needed_for=E2, help=_("All weights together make 100.")),
    ),
)

_A = Describer(StrategyAlternative, "alternative")
ALTERNATIVE = Thing(
    kind="alternative",
    model=StrategyAlternative,
    name=_("Alternative"),
    plural=_("Alternatives"),
    step="2.5",
    deliverable=E2,
    title="name",
    counts={"": COUNTS["alternatives"]},
    fields=(
        _A.line(
            "name",
            needed_for=E2,
            help=_("A way to reach the central objective, in a few words."),
            example=_("Rehabilitate networks, disinfect and strengthen committees"),
        ),
        _A.text("description", help=_("How it would work.")),
        _A.many(
            "means",
            "objective",
            needed_for=E2,
            help=_("The means of the objectives tree that this way uses."),
        ),
        _A.tick("is_selected", help=_("Exactly one alternative is chosen.")),
        _A.lines(
            "scores",
            Table(StrategyScore, "alternative", "criterion"),
            Field(name="criterion", sort=Sort.ONE, to="criterion", label=_("Criterion")),
            Describer(StrategyScore, "score").whole("score", least=1, most=5),
            label=_("Scores"),
            needed_for=E2,
            count=Between(0, COUNTS["criteria"].most),
            help=_("From 1 to 5 for each criterion."),
        ),
    ),
)
