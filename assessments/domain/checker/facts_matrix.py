"""Facts of the matrix: rows, indicators, means, assumptions, money (reference 2.7 to 2.11)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assessments.domain.exercise_limits import AMBER_MIN, GREEN_MIN, OVER_MAX

Number = Decimal | None
# Six criteria of a good indicator, in the order of the acronym.
CREMAA = (
    "clarity",
    "relevance",
    "economy",
    "monitorability",
    "adequacy",
    "marginal_contribution",
)


class Month(NamedTuple):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True)
class Variable:
    symbol: str = ""
    name: str = ""
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class PeriodTarget:
    value: Number = None
    period: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to one criterion of CREMAA: yes, no, or "" when nobody answered."""

    answer: str = ""
    note: str = ""


UNANSWERED = (Answer(),) * len(CREMAA)


@dataclass(frozen=True)
class Means:
    key: str = ""
    code: str = ""
    source_name: str = ""
    responsible_unit: str = ""
    frequency: str = ""
    source_type: str = ""
    url_or_location: str = ""
    is_public: bool | None = None
    holds_personal_data: bool | None = None


@dataclass(frozen=True)
class Indicator:
    key: str = ""
    code: str = ""
    name: str = ""
    definition: str = ""
    dimension: str = ""
    indicator_type: str = ""
    method_kind: str = ""
    formula: str = ""
    variables: tuple[Variable, ...] = ()
    unit: str = ""
    frequency: str = ""
    direction: str = ""
    baseline_value: Number = None
    baseline_year: int | None = None
    baseline_source: str = ""
    baseline_pending: bool = False
    baseline_reason: str = ""
    baseline_planned_date: Month | None = None
    target_value: Number = None
    target_year: int | None = None
    period_targets: tuple[PeriodTarget, ...] = ()
    is_cumulative: bool = True
    green_min: Number = Decimal(GREEN_MIN)
    amber_min: Number = Decimal(AMBER_MIN)
    over_max: Number = Decimal(OVER_MAX)
    counts_people: bool = False
    disaggregations: tuple[str, ...] = ()
    sdg_indicator_note: str = ""
    cremaa: tuple[Answer, ...] = UNANSWERED  # In the order of the acronym.
    means: tuple[Means, ...] = ()


@dataclass(frozen=True)
class Assumption:
    key: str = ""
    code: str = ""
    text: str = ""
    is_external: bool | None = None
    likelihood: str = ""
    importance: str = ""
    redesign_note: str = ""
    monitoring_note: str = ""


@dataclass(frozen=True)
class BudgetLine:
    """Money of an activity (its key), or else of a cross-cutting kind: mel, admin, contingency."""

    key: str = ""
    activity: str = ""
    cross_cutting_kind: str = ""
    concept: str = ""
    amount: Number = None
    currency: str = ""  # "" is the currency of the project.
    funding_source: str = ""
    expenditure_chapter: int | None = None
    year: int | None = None
    is_in_kind: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the matrix. ``given_code`` is what an imported file called it, if it did."""

    key: str = ""
    level: str = ""  # goal, purpose, component, activity
    parent: str = ""  # The component of an activity.
    code: str = ""
    given_code: str = ""
    narrative: str = ""
    objective: str = ""
    delivered_to: str = ""
    start: Month | None = None
    end: Month | None = None
    responsible: str = ""
    has_no_cost: bool = False
    indicators: tuple[Indicator, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
