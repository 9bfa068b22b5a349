"""What indicators and their means of verification hold: steps 2.8 and 2.9."""

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.describing import Describer
from assessments.domain.exercise.kinds import Table, Thing
from assessments.domain.exercise_limits import COUNTS, Between
from assessments.models import (
    CremaaAnswer,
    Deliverable,
    Disaggregation,
    Indicator,
    IndicatorVariable,
    MeansOfVerification,
    PeriodTarget,
)

E4 = Deliverable.INDICATORS
FIRST_YEAR, LAST_YEAR = 1990, 2100

_I = Describer(Indicator, "indicator")
_V = Describer(IndicatorVariable, "variable")
_T = Describer(PeriodTarget, "period_target")
_C = Describer(CremaaAnswer, "cremaa")

INDICATOR = Thing(
    kind="indicator",
    model=Indicator,
    name=_("Indicator"),
    plural=_("Indicators"),
    step="2.8",
    deliverable=E4,
    title="name",
    place=(_I.one("row", "row", label=_("Row")),),
    siblings=("row",),
    counts={"": COUNTS["indicators"]},
    fields=(
        _I.line(
            "name",
            needed_for=E4,
            help=_("What is measured, in whom, and in which unit. Ten words at most are best."),
            example=_("Percentage of rural households with water every day"),
        ),
        _I.line(
            "definition",
            needed_for=E4,
            help=_("What exactly counts, so that two people would count the same."),
            example=_("Rural households that receive piped water all seven days of the week"),
        ),
        _I.choice(
            "indicator_type",
            needed_for=E4,
            help=_("Strategic ones measure results for people; management ones, the work."),
        ),
        _I.choice(
            "dimension",
            needed_for=E4,
            help=_("What is judged: reaching the objective, the cost of it, its quality, savings."),
        ),
        _I.choice("method_kind", needed_for=E4, help=_("It sets the form of the formula.")),
        _I.line(
            "formula",
            needed_for=E4,
            help=_(
                "Capital letters, numbers, + − * / and brackets. Each letter is a variable."
                " Left empty, it becomes the usual one of the kind of measure."
            ),
            example="(A/B)*100",
        ),
        _I.lines(
            "variables",
            Table(IndicatorVariable, "indicator", "symbol"),
            _V.line("symbol"),
            _V.line("name"),
            _V.line("unit"),
            _V.line("source"),
            label=_("Variables"),
            needed_for=E4,
            count=COUNTS["variables"],
            help=_("What each letter of the formula stands for; A, B, C are put by themselves."),
            example=_("A: households with water every day · B: rural households"),
        ),
        _I.line("unit", needed_for=E4, example=_("percentage")),
        _I.choice(
            "frequency",
            needed_for=E4,
            help=_("How often it is measured. The level of the row sets the longest interval."),
        ),
        _I.choice("direction", needed_for=E4, help=_("Whether a higher figure is good news.")),
        _I.number(
            "baseline_value",
            needed_for=E4,
            help=_("The figure before the project begins."),
            example="46",
        ),
        _I.whole(
            "baseline_year",
            label=_("Year of the baseline"),
            least=FIRST_YEAR,
            most=LAST_YEAR,
            needed_for=E4,
            example="2024",
        ),
        _I.line("baseline_source", help=_("Where the baseline was taken from.")),
        _I.tick(
            "baseline_pending",
            help=_("When nobody has measured it yet: say why, and when it will be."),
        ),
        _I.line("baseline_reason"),
        _I.month("baseline_planned_date"),
        _I.number(
            "target_value", needed_for=E4, help=_("The figure to reach by the end."), example="80"
        ),
        _I.whole(
            "target_year",
            label=_("Year of the target"),
            least=FIRST_YEAR,
            most=LAST_YEAR,
            needed_for=E4,
            example="2027",
        ),
        _I.lines(
            "period_targets",
            Table(PeriodTarget, "indicator"),
            _T.line("period"),
            _T.number("value"),
            label=_("Targets of each period"),
            count=COUNTS["period_targets"],
            help=_("The figures on the way; the last one is the target."),
            example="55 · 68 · 80",
        ),
        _I.tick("is_cumulative"),
        _I.number("green_min", least=0, help=_("Per cent of the target from which it is green.")),
        _I.number("amber_min", least=0, help=_("Per cent of the target from which it is amber.")),
        _I.number(
            "over_max", least=0, help=_("Above this, the target was set too low to mean anything.")
        ),
        _I.tick("counts_people", needed_for=E4, help=_("Then it is told apart by sex and more.")),
        _I.chosen(
            "disaggregations",
            Table(Disaggregation, "indicator", "kind"),
            label=_("Disaggregated by"),
            count=COUNTS["disaggregations"],
            help=_("How the figure is told apart, so that nobody disappears in an average."),
        ),
        _I.line("sdg_indicator_note", help=_("The official SDG indicator that is close to it.")),
        _I.lines(
            "cremaa",
            Table(CremaaAnswer, "indicator", "criterion"),
            _C.choice("criterion", label=_("Criterion")),
            _C.answer("is_met", label=_("Met")),
            _C.line("note"),
            label=_("CREMAA criteria"),
            needed_for=E4,
            count=Between(0, 6),
            help=_("Six questions that a good indicator can answer with yes."),
        ),
    ),
)

_M = Describer(MeansOfVerification, "means")
MEANS = Thing(
    kind="means",
    model=MeansOfVerification,
    name=_("Means of verification"),
    plural=_("Means of verification"),
    step="2.9",
    deliverable=E4,
    title="source_name",
    place=(_M.one("indicator", "indicator", label=_("Indicator")),),
    siblings=("indicator",),
    counts={"": COUNTS["means"]},
    fields=(
        _M.line(
            "source_name",
            needed_for=E4,
            help=_("The exact document or database, as somebody would ask for it."),
            example=_("Half-yearly report on water quality"),
        ),
        _M.line(
            "responsible_unit", needed_for=E4, help=_("The office that keeps or publishes it.")
        ),
        _M.choice(
            "frequency",
            needed_for=E4,
            help=_("At least as often as the indicator is measured."),
        ),
        _M.choice(
            "source_type",
            needed_for=E4,
            help=_("For the goal and the purpose, look for a source outside the project."),
        ),
        _M.line("url_or_location", help=_("An address on the web, or the archive.")),
        _M.answer("is_public"),
        _M.answer(
            "holds_personal_data",
            help=_("If so, it needs a privacy notice and is kept apart."),
        ),
    ),
)
