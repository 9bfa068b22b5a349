"""Facts of the analysis: people, problem, objectives, strategy (domain reference 2.1 to 2.5)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EvidenceSource:
    title: str = ""
    institution: str = ""
    year: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Population:
    description: str = ""
    unit: str = ""
    reference: int | None = None
    potential: int | None = None
    target: int | None = None


@dataclass(frozen=True)
class Stakeholder:
    key: str = ""
    name: str = ""
    group: str = ""
    interest: str = ""
    perceived_problem: str = ""
    resources: str = ""
    mandate: str = ""
    position: str = ""
    influence: int | None = None
    interest_level: int | None = None
    engagement_strategy: str = ""
    sex_disaggregated_note: str = ""


@dataclass(frozen=True)
class ProblemNode:
    key: str = ""
    kind: str = ""  # central, cause, effect
    parent: str = ""  # The key of the node that it leads to; "" of the central problem.
    text: str = ""
    code: str = ""
    evidence: str = ""
    is_out_of_scope: bool = False
    out_of_scope_reason: str = ""


@dataclass(frozen=True)
class ObjectiveNode:
    key: str = ""
    kind: str = ""  # central, means, end: mirrors the kind of its problem.
    problem: str = ""
    parent: str = ""
    text: str = ""
    code: str = ""


@dataclass(frozen=True)
class StrategyCriterion:
    key: str = ""
    name: str = ""
    weight: int | None = None


@dataclass(frozen=True)
class Alternative:
    """A strategy. ``scores`` holds one score of 1 to 5 a criterion, in their order."""

    key: str = ""
    name: str = ""
    description: str = ""
    means: tuple[str, ...] = ()
    scores: tuple[int | None, ...] = ()
    is_selected: bool = False
