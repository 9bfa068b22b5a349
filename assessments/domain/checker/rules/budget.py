"""BUD and SCH: money and dates of the activities (step 2.11)."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import BudgetLine, Row
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.names import cross_cutting_name
from assessments.domain.checker.places import project_place, row_place
from assessments.domain.checker.study import Study

HUNDRED = Decimal(100)
TOLERANCE, LEAST_TOLERANCE = Decimal("0.005"), Decimal(1)
LARGE_SHARE = 80
MONITORING_SHARE = (3, 10)


def _total(lines: tuple[BudgetLine, ...] | list[BudgetLine]) -> Decimal:
    return sum((line.amount or Decimal(0) for line in lines), Decimal(0))


def _whole(study: Study) -> Decimal:
    """Return what shares are shares of: the declared total, else what the lines add up to."""
    return study.facts.declared_total or _total(study.facts.budget_lines)


def _is_without_budget(study: Study) -> bool:
    """Say whether the project is a class plan, which needs no budget, and has none."""
    facts = study.facts
    is_class = facts.project_kind == "class_integration"
    return is_class and not facts.budget_lines and not facts.declared_total


@rule(
    "BUD-01",
    ERROR,
    "2.11",
    _("The budget adds up to %(value)s, and the declared total is %(other)s."),
)
def budget_does_not_add_up(study: Study) -> Iterator[Hit]:
    total, declared = _total(study.facts.budget_lines), study.facts.declared_total or Decimal(0)
    if abs(total - declared) > max(LEAST_TOLERANCE, TOLERANCE * abs(declared)):
        yield Hit(project_place("declared_total"), {"value": total, "other": declared})


@rule(
    "BUD-02",
    WARNING,
    "2.11",
    _("Activity %(code)s has no budget and is not marked as free of cost."),
)
def activity_has_no_budget(study: Study) -> Iterator[Hit]:
    if _is_without_budget(study):
        return
    paid = {line.activity for line in study.facts.budget_lines}
    for activity in study.at("activity"):
        if activity.key not in paid and not activity.has_no_cost:
            yield Hit(row_place(activity, "budget"), {"code": activity.code})


@rule(
    "BUD-03",
    ERROR,
    "2.11",
    _("In the budget of %(code)s, an amount is negative or in another currency than the project."),
)
def amount_is_impossible(study: Study) -> Iterator[Hit]:
    for line in study.facts.budget_lines:
        is_negative = line.amount is not None and line.amount < 0
        if is_negative or line.currency not in {"", study.facts.currency}:
            name = "amount" if is_negative else "currency"
            yield Hit(_place(study, line, name), {"code": _code(study, line)})


@rule("BUD-04", ADVICE, "2.11", _("Component %(code)s takes more than %(n)s %% of the budget."))
def one_component_takes_most(study: Study) -> Iterator[Hit]:
    total = _whole(study)
    lines: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in study.facts.budget_lines:
        lines[line.activity].append(line)
    for component in study.at("component"):
        own = [line for row in study.activities_of(component) for line in lines[row.key]]
        if total > 0 and _total(own) * HUNDRED > LARGE_SHARE * total:
            words = {"code": component.code, "n": LARGE_SHARE}
            yield Hit(row_place(component, "budget"), words)


@rule(
    "BUD-05",
    ADVICE,
    "2.11",
    _("Between 3 and 10 %% of the budget is suggested for monitoring and evaluation."),
)
def monitoring_gets_too_little_or_much(study: Study) -> Iterator[Hit]:
    lines, total = study.facts.budget_lines, _whole(study)
    share = HUNDRED * _total([each for each in lines if each.cross_cutting_kind == "mel"])
    least, most = MONITORING_SHARE
    if total > 0 and not least * total <= share <= most * total:
        yield Hit(project_place("cross_budget"))


@rule("BUD-06", WARNING, "2.11", _("State where the money of %(code)s comes from."))
def money_comes_from_nowhere(study: Study) -> Iterator[Hit]:
    for line in study.facts.budget_lines:
        if not line.funding_source:
            yield Hit(_place(study, line, "funding_source"), {"code": _code(study, line)})


@rule(
    "SCH-01",
    ERROR,
    "2.11",
    _("Mend the dates of %(code)s: it must end after it starts, within the project."),
)
def dates_are_impossible(study: Study) -> Iterator[Hit]:
    for activity in study.at("activity"):
        if activity.start and activity.end and not _lies_within(study, activity):
            yield Hit(row_place(activity, "start"), {"code": activity.code})


def _lies_within(study: Study, activity: Row) -> bool:
    first, last = study.facts.period_start, study.facts.period_end
    return (
        activity.start <= activity.end
        and (first is None or first <= activity.start)
        and (last is None or activity.end <= last)
    )


def _code(study: Study, line: BudgetLine) -> str | Promise:
    """Return the code of the activity that a line pays for, or the name of a common cost."""
    row = study.rows.get(line.activity)
    return row.code if row else cross_cutting_name(line.cross_cutting_kind)


def _place(study: Study, line: BudgetLine, field: str) -> Place:
    row = study.rows.get(line.activity)
    return Place("budget_line", line.key, row.code if row else "", field, row.key if row else "")
