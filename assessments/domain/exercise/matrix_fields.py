"""What the rows of the matrix and their assumptions hold: steps 2.6, 2.7 and 2.10."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Thing
from assessments.domain.exercise_limits import COUNTS, Between
from assessments.models import Assumption, Deliverable, LogframeRow

E3 = Deliverable.NARRATIVE
ONLY_ONE = Between(1, 1)
ACTIVITY, COMPONENT = ("activity",), ("component",)

_R = Describer(LogframeRow, "row")
ROW = Thing(
    kind="row",
    model=LogframeRow,
    name=_("Row of the matrix"),
    plural=_("Rows of the matrix"),
    step="2.7",
    deliverable=E3,
    title="narrative",
    place=(
        _R.choice("level", label=pgettext_lazy("matrix", "Level")),
        _R.one("parent", "row", label=_("Component"), only_for=ACTIVITY),
    ),
    siblings=("project", "level", "parent"),
    counts={
        "goal": ONLY_ONE,
        "purpose": ONLY_ONE,
        "component": COUNTS["components"],
        "activity": COUNTS["activities"],
    },
    fields=(
        _R.line("narrative", needed_for=E3, help=_("One sentence, in the way of its level.")),
        _R.one(
            "objective_node",
            "objective",
            needed_for=E3,
            help=_("The node of the objectives tree that this row comes from."),
        ),
        _R.choice(
            "delivered_to",
            needed_for=E3,
            only_for=COMPONENT,
            help=_("Who receives the good or service first."),
        ),
        _R.month("start", needed_for=E3, only_for=ACTIVITY),
        _R.month("end", needed_for=E3, only_for=ACTIVITY),
        _R.line(
            "responsible",
            needed_for=E3,
            only_for=ACTIVITY,
            help=_("The office or person that answers for it."),
            example=_("Water and Sanitation Office"),
        ),
        _R.tick(
            "has_no_cost",
            only_for=ACTIVITY,
            help=_("It is done with what is there already; no line of the budget is needed."),
        ),
    ),
)

_S = Describer(Assumption, "assumption")
ASSUMPTION = Thing(
    kind="assumption",
    model=Assumption,
    name=_("Assumption"),
    plural=_("Assumptions"),
    step="2.10",
    deliverable=E3,
    title="text",
    place=(_S.one("row", "row", label=_("Row")),),
    siblings=("row",),
    counts={"": COUNTS["assumptions"]},
    fields=(
        _S.line(
            "text",
            needed_for=E3,
            help=_("A condition outside your control, written as if it held."),
            example=_("The community assemblies authorise access to the wells."),
        ),
        _S.answer(
            "is_external",
            needed_for=E3,
            help=_("If the project can act on it, it is an activity and no assumption."),
        ),
        _S.choice(
            "likelihood",
            needed_for=E3,
            help=_("Almost certain: leave it out. Likely: keep it. Unlikely: change the project."),
        ),
        _S.choice("importance", help=_("What little matters can be left out.")),
        _S.text(
            "redesign_note",
            help=_("Needed when it is unlikely: how the project works without it."),
        ),
        _S.line("monitoring_note", help=_("How you will notice that it no longer holds.")),
    ),
)
