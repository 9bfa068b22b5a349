"""Facts around the matrix: Agenda 2030, plans, people, follow-up (reference 2.12 to 2.16)."""

from dataclasses import dataclass

from assessments.domain.checker.facts_matrix import Month, Number

# The integrated approach; the first two apply to every project.
PRINCIPLES = ("human_rights", "gender", "interculturality", "life_cycle", "territory")


@dataclass(frozen=True)
class SdgLink:
    key: str = ""
    target: str = ""
    contribution_type: str = ""
    rationale: str = ""
    rows: tuple[str, ...] = ()

    @property
    def goal(self) -> str:
        return self.target.partition(".")[0]


@dataclass(frozen=True)
class Interaction:
    from_target: str = ""
    to_target: str = ""
    sign: str = ""
    note: str = ""


@dataclass(frozen=True)
class PlanAlignment:
    key: str = ""
    instrument_type: str = ""
    name: str = ""
    start_year: int | None = None
    end_year: int | None = None
    axis: str = ""
    objective: str = ""
    strategy: str = ""
    action_line: str = ""
    page: str = ""
    competence: str = ""


@dataclass(frozen=True)
class LeftBehindGroup:
    key: str = ""
    group: str = ""
    barrier: str = ""
    factors: tuple[str, ...] = ()
    evidence: str = ""
    people: int | None = None
    rows: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Approach:
    """How one of the five principles is built in."""

    principle: str = ""
    text: str = ""
    rows: tuple[str, ...] = ()
    is_not_applicable: bool = False
    justification: str = ""
    right: str = ""
    holders: str = ""
    duty_bearers: str = ""
    aaaq_note: str = ""


@dataclass(frozen=True)
class MonitoringEntry:
    indicator: str = ""
    responsible: str = ""
    first_date: Month | None = None
    use: str = ""


@dataclass(frozen=True)
class PlannedEvaluation:
    kind: str = ""
    date: Month | None = None
    responsible: str = ""
    budget: Number = None


@dataclass(frozen=True)
class ClassActivity:
    text: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class ClassPlan:
    subject: str = ""
    level: str = ""
    term: str = ""
    sessions: int | None = None
    sdg_targets: tuple[str, ...] = ()
    learning_outcome: str = ""
    competence: str = ""
    method: str = ""
    activities: tuple[ClassActivity, ...] = ()
    resources: tuple[str, ...] = ()
    assessment: str = ""
    inclusion: str = ""
    offline_option: str = ""
