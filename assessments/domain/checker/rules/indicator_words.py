"""IND and CRE: the words of an indicator, its formula and its CREMAA criteria (step 2.8)."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.checker import grammar
from assessments.domain.checker.facts import CREMAA, Indicator
from assessments.domain.checker.findings import ERROR, HINT, WARNING, Hit, filled, rule
from assessments.domain.checker.names import criterion_name
from assessments.domain.checker.places import indicator_place
from assessments.domain.checker.study import Study
from assessments.domain.formula import FormulaError, parse

LONG_DEFINITION = 60  # Characters that may define the qualifier of a name.
MARGINAL = "marginal_contribution"


@rule(
    "IND-14",
    ERROR,
    "2.8",
    _("The formula of indicator %(code)s and its variables do not match: %(value)s."),
)
def formula_does_not_match(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        trouble = trouble_in(each) if each.formula else None
        if trouble:
            words = {"code": each.code, "value": trouble}
            yield Hit(indicator_place(row, each, "formula"), words)


def trouble_in(indicator: Indicator) -> Promise | None:
    """Return what is wrong with a formula, in words; None when it can be worked out."""
    try:
        used = parse(indicator.formula).symbols
    except FormulaError as unreadable:
        return filled(_("it cannot be read from sign %(place)s on"), place=unreadable.place)
    declared = {variable.symbol for variable in indicator.variables}
    for symbols, words in (
        (used - declared, _("%(symbols)s is not among the variables")),
        (declared - used, _("variable %(symbols)s is not in the formula")),
    ):
        if symbols:
            return filled(words, symbols=", ".join(sorted(symbols)))
    return None


@rule(
    "IND-15",
    WARNING,
    "2.8",
    _(
        "Check the name of indicator %(code)s: it should be neutral, without a verb of action or "
        "the figure of the target."
    ),
    kind=HINT,
)
def name_is_not_neutral(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        if (
            grammar.starts_with_infinitive(study.said(each.name), study.language)
            or study.finds("action_verb", each.name)
            or study.finds("goal_in_name", each.name)
        ):
            yield Hit(indicator_place(row, each, "name"), {"code": each.code})


@rule(
    "IND-19",
    WARNING,
    "2.8",
    _("Check indicator %(code)s: it does not seem to measure what its row says."),
    kind=HINT,
)
def indicator_measures_something_else(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        stems = study.said(row.narrative).stems
        own = study.said(each.name).stems | study.said(each.definition).stems
        if stems and own and not stems & own:
            yield Hit(indicator_place(row, each, "name"), {"code": each.code})


@rule(
    "IND-21",
    WARNING,
    "2.8",
    _(
        "Check indicator %(code)s: it seems to measure deliveries. At this level an indicator "
        "measures results."
    ),
    kind=HINT,
)
def indicator_measures_deliveries(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators("goal", "purpose"):
        if study.finds("delivery", each.name) or study.finds("delivery", each.definition):
            yield Hit(indicator_place(row, each, "name"), {"code": each.code})


@rule(
    "IND-22",
    WARNING,
    "2.8",
    _("Check indicator %(code)s: its definition does not explain “%(value)s” (clarity)."),
    kind=HINT,
)
def qualifier_is_not_defined(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        said = study.said(each.name)
        vague = study.language.pattern("vague").search(said.bare)
        if vague and len(each.definition) < LONG_DEFINITION:
            words = {"code": each.code, "value": said.as_written(vague[0])}
            yield Hit(indicator_place(row, each, "definition"), words)


@rule("CRE-01", WARNING, "2.8", _("Answer the CREMAA criteria of indicator %(code)s: %(fields)s."))
def criterion_is_unanswered(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        open_ones = _answered(each, "", with_marginal=len(row.indicators) > 1)
        if open_ones:
            words = {"code": each.code, "fields": tuple(map(criterion_name, open_ones))}
            yield Hit(indicator_place(row, each, "cremaa"), words)


@rule(
    "CRE-02",
    WARNING,
    "2.8",
    _("Indicator %(code)s does not meet: %(fields)s. Mend it or replace it."),
)
def criterion_is_not_met(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        failed = _answered(each, "no", with_marginal=False)
        if failed:
            words = {"code": each.code, "fields": tuple(map(criterion_name, failed))}
            yield Hit(indicator_place(row, each, "cremaa"), words)


def _answered(indicator: Indicator, answer: str, *, with_marginal: bool) -> list[str]:
    """Return the criteria with this answer; the marginal contribution needs a second indicator."""
    return [
        criterion
        for criterion, each in zip(CREMAA, indicator.cremaa, strict=False)
        if each.answer == answer and (with_marginal or criterion != MARGINAL)
    ]
