"""What surrounds the matrix: Agenda 2030, plans and people, steps 2.12 to 2.14."""

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Table, Thing
from assessments.domain.exercise_limits import COUNTS, Between
from assessments.models import (
    Deliverable,
    IntegratedApproach,
    LeftBehindFactor,
    LeftBehindGroup,
    PlanAlignment,
    SdgInteraction,
    SdgLink,
)

E5 = Deliverable.PROJECT
HUMAN_RIGHTS = (IntegratedApproach.Principle.HUMAN_RIGHTS,)
NOT_ALWAYS = tuple(
    principle
    for principle in IntegratedApproach.Principle.values
    if principle not in IntegratedApproach.ALWAYS
)

_L = Describer(SdgLink, "sdg_link")
SDG_LINK = Thing(
    kind="sdg_link",
    model=SdgLink,
    name=_("SDG target of the project"),
    plural=_("SDG targets of the project"),
    step="2.12",
    deliverable=E5,
    title="target",
    place=(_L.one("target", "target"),),
    counts={"": COUNTS["sdg_links"]},
    fields=(
        _L.many(
            "rows",
            "row",
            needed_for=E5,
            help=_("Where in the matrix one can see the contribution."),
        ),
        _L.choice(
            "contribution_type",
            needed_for=E5,
            help=_(
                "Direct: the project itself moves the target. Indirect: others do, thanks to it."
            ),
        ),
        _L.text(
            "rationale",
            needed_for=E5,
            help=_("How the row leads to the target, in 60 characters or more."),
            example=_(
                "Daily supply with verified chlorine widens fair access to safe water in rural "
                "localities."
            ),
        ),
    ),
)

_N = Describer(SdgInteraction, "interaction")
INTERACTION = Thing(
    kind="interaction",
    model=SdgInteraction,
    name=_("Interaction between targets"),
    plural=_("Interactions between targets"),
    step="2.12",
    deliverable=E5,
    title="note",
    counts={"": COUNTS["interactions"]},
    place=(
        _N.one("from_target", "target", label=_("From the target")),
        _N.one("to_target", "target", label=_("To the target")),
    ),
    fields=(
        _N.choice("sign", help=_("Whether one helps the other or gets in its way.")),
        _N.line(
            "note",
            help=_("What happens between them, and what the project does about it."),
            example=_("More consumption could strain the aquifer; meters and repairs offset it"),
        ),
    ),
)

_P = Describer(PlanAlignment, "plan")
PLAN = Thing(
    kind="plan",
    model=PlanAlignment,
    name=_("Alignment with a plan"),
    plural=_("Alignment with plans"),
    step="2.12",
    deliverable=E5,
    title="name",
    counts={"": COUNTS["plans"]},
    fields=(
        _P.choice("instrument_type", needed_for=E5),
        _P.line("name", needed_for=E5, help=_("The plan by its full name, as it was published.")),
        _P.whole("start_year", least=1990, most=2100),
        _P.whole("end_year", least=1990, most=2100, needed_for=E5),
        _P.line("axis", help=_("The axis or pillar of the plan.")),
        _P.line("objective", needed_for=E5, help=_("The objective, word for word.")),
        _P.line("strategy"),
        _P.line("action_line"),
        _P.line("page", help=_("Where in the document it stands.")),
        _P.choice(
            "competence",
            needed_for=E5,
            help=_(
                "Whether the municipality decides alone, together with others, or by agreement."
            ),
        ),
    ),
)

_G = Describer(LeftBehindGroup, "left_behind")
LEFT_BEHIND = Thing(
    kind="left_behind",
    model=LeftBehindGroup,
    name=_("Group at risk of being left behind"),
    plural=_("Groups at risk of being left behind"),
    step="2.13",
    deliverable=E5,
    title="group",
    counts={"": COUNTS["left_behind"]},
    fields=(
        _G.line(
            "group",
            needed_for=E5,
            help=_("Who, within the population, reaches the benefit last or not at all."),
            example=_("Women and girls who carry water"),
        ),
        _G.line(
            "barrier",
            needed_for=E5,
            help=_("What stands in their way."),
            example=_("Information only in Spanish, and distance"),
        ),
        _G.chosen(
            "factors",
            Table(LeftBehindFactor, "group", "kind"),
            label=_("Factors"),
            count=COUNTS["factors"],
            needed_for=E5,
            help=_("Why they stay behind; often several at once."),
        ),
        _G.line("evidence", needed_for=E5, help=_("The figure or source that shows it.")),
        _G.whole("people", help=_("How many, if it is known.")),
        _G.many(
            "rows",
            "row",
            needed_for=E5,
            help=_("The components or activities that do something for them."),
        ),
        _G.many("indicators", "indicator", help=_("The indicators in which they can be seen.")),
    ),
)

_A = Describer(IntegratedApproach, "approach")
APPROACH = Thing(
    kind="approach",
    model=IntegratedApproach,
    name=_("Approach"),
    plural=_("Integrated approach"),
    step="2.14",
    deliverable=E5,
    title="principle",
    place=(_A.choice("principle"),),
    counts={"": Between(1, 5)},
    fields=(
        _A.text(
            "text",
            needed_for=E5,
            help=_("What the project does differently because of it, in 80 characters or more."),
        ),
        _A.many("rows", "row", needed_for=E5, help=_("Where in the matrix one can see it.")),
        _A.tick("is_not_applicable", only_for=NOT_ALWAYS),
        _A.text("justification", only_for=NOT_ALWAYS, help=_("In 50 characters or more.")),
        _A.line("right", only_for=HUMAN_RIGHTS, needed_for=E5, example=_("Right to water")),
        _A.line("holders", only_for=HUMAN_RIGHTS, needed_for=E5),
        _A.line("duty_bearers", only_for=HUMAN_RIGHTS, needed_for=E5),
        _A.text(
            "aaaq_note",
            only_for=HUMAN_RIGHTS,
            help=_("How the service meets the four standards, or which one is missing."),
        ),
    ),
)
# What each principle asks of a project.
QUESTIONS = {
    "human_rights": _("Which right, and who must guarantee it?"),
    "gender": _("Which gap between women and men does it close?"),
    "interculturality": _("How does it adapt to language and culture?"),
    "life_cycle": _("Which ages and stages of life does it respond to?"),
    "territory": _("Where is the lag concentrated?"),
}
