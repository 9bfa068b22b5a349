"""A whole practical exercise as immutable values: what the rules read, and nothing else.

Built from a file by `reading.read_project` or from the tables; the fields follow the domain
reference 2.1 to 2.16. Texts that nobody wrote are "", numbers and dates None. A ``key`` is stable
whatever moves; a ``code`` (A1.1-I1) follows from the order and is set by `codes.numbered`.
References to rows, indicators and nodes are keys.
"""

from dataclasses import dataclass, field

from assessments.domain.checker.facts_analysis import (
    Alternative,
    EvidenceSource,
    ObjectiveNode,
    Population,
    ProblemNode,
    Stakeholder,
    StrategyCriterion,
)
from assessments.domain.checker.facts_context import (
    PRINCIPLES,
    Approach,
    ClassActivity,
    ClassPlan,
    Interaction,
    LeftBehindGroup,
    MonitoringEntry,
    PlanAlignment,
    PlannedEvaluation,
    SdgLink,
)
from assessments.domain.checker.facts_matrix import (
    CREMAA,
    UNANSWERED,
    Answer,
    Assumption,
    BudgetLine,
    Indicator,
    Means,
    Month,
    Number,
    PeriodTarget,
    Row,
    Variable,
)
from assessments.domain.exercise_limits import DEFAULT_CURRENCY

__all__ = [
    "CREMAA",
    "PRINCIPLES",
    "UNANSWERED",
    "Alternative",
    "Answer",
    "Approach",
    "Assumption",
    "BudgetLine",
    "ClassActivity",
    "ClassPlan",
    "EvidenceSource",
    "Indicator",
    "Interaction",
    "LeftBehindGroup",
    "Means",
    "MonitoringEntry",
    "Month",
    "Number",
    "ObjectiveNode",
    "PeriodTarget",
    "PlanAlignment",
    "PlannedEvaluation",
    "Population",
    "ProblemNode",
    "ProjectFacts",
    "Row",
    "SdgLink",
    "Stakeholder",
    "StrategyCriterion",
    "Variable",
]


@dataclass(frozen=True)
class ProjectFacts:
    key: str = ""
    title: str = ""
    audience: str = ""
    project_kind: str = ""
    language: str = "es"  # Of the texts: which word lists the hints use.
    government_level: str = ""  # state, municipal: which plan a public servant aligns with.
    is_fictitious: bool = False
    started_from: str = ""
    state: str = ""
    municipalities: tuple[str, ...] = ()
    responsible_unit: str = ""
    summary: str = ""
    problem_context: str = ""
    evidence_sources: tuple[EvidenceSource, ...] = ()
    population: Population = field(default_factory=Population)
    period_start: Month | None = None
    period_end: Month | None = None
    currency: str = DEFAULT_CURRENCY
    declared_total: Number = None
    logic_checked: tuple[bool, bool, bool] = (False, False, False)  # A to C, C to P, P to F.
    stakeholders: tuple[Stakeholder, ...] = ()
    problems: tuple[ProblemNode, ...] = ()
    objectives: tuple[ObjectiveNode, ...] = ()
    criteria: tuple[StrategyCriterion, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    selection_rationale: str = ""
    rows: tuple[Row, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    primary_goal: int | None = None
    sdg_links: tuple[SdgLink, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    plans: tuple[PlanAlignment, ...] = ()
    left_behind: tuple[LeftBehindGroup, ...] = ()
    approaches: tuple[Approach, ...] = ()
    monitoring: tuple[MonitoringEntry, ...] = ()
    evaluations: tuple[PlannedEvaluation, ...] = ()
    class_plan: ClassPlan | None = None
