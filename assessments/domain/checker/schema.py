"""The exchange format: what each thing of the exercise is called in a file, and of what kind."""

from typing import Any

from assessments.domain.checker.facts import (
    Alternative,
    Approach,
    BudgetLine,
    ClassActivity,
    ClassPlan,
    EvidenceSource,
    Interaction,
    LeftBehindGroup,
    MonitoringEntry,
    ObjectiveNode,
    PlanAlignment,
    PlannedEvaluation,
    Population,
    ProblemNode,
    SdgLink,
    Stakeholder,
    StrategyCriterion,
)
from assessments.domain.checker.shapes import (
    CODE,
    MONTH,
    NUMBER,
    TEXT,
    TEXTS,
    TICK,
    WHOLE,
    WORD,
    WORDS,
    YEAR,
    Kind,
    Shape,
)
from assessments.domain.checker.tolerant import items, mapping, whole

SOURCE = Shape(EvidenceSource, {"title": TEXT, "institution": TEXT, "year": YEAR, "url": TEXT})
POPULATION = Shape(
    Population,
    {"description": TEXT, "unit": TEXT, "reference": WHOLE, "potential": WHOLE, "target": WHOLE},
)
STAKEHOLDER = Shape(
    Stakeholder,
    {
        "key": TEXT,
        "name": TEXT,
        "group": WORD,
        "interest": TEXT,
        "perceived_problem": TEXT,
        "resources": TEXT,
        "mandate": TEXT,
        "position": WORD,
        "influence": WHOLE,
        "interest_level": WHOLE,
        "engagement_strategy": TEXT,
        "sex_disaggregated_note": TEXT,
    },
    key="stakeholder",
)
PROBLEM = Shape(
    ProblemNode,
    {
        "code": TEXT,
        "key": TEXT,
        "kind": WORD,
        "parent": TEXT,
        "text": TEXT,
        "evidence": TEXT,
        "is_out_of_scope": TICK,
        "out_of_scope_reason": TEXT,
    },
    names={"code": "id", "is_out_of_scope": "out_of_scope", "out_of_scope_reason": "reason"},
)
OBJECTIVE = Shape(
    ObjectiveNode,
    {
        "code": TEXT,
        "key": TEXT,
        "kind": WORD,
        "problem": TEXT,
        "parent": TEXT,
        "text": TEXT,
    },
    names={"code": "id"},
)
CRITERION = Shape(
    StrategyCriterion,
    {"key": TEXT, "name": TEXT, "weight": WHOLE},
    names={"key": "id"},
    key="criterion",
)
SCORES = Kind(lambda said: tuple(map(whole, items(said))))
ALTERNATIVE = Shape(
    Alternative,
    {
        "key": TEXT,
        "name": TEXT,
        "description": TEXT,
        "means": TEXTS,
        "scores": SCORES,
        "is_selected": TICK,
    },
    names={"key": "id", "is_selected": "selected"},
    key="alternative",
)
_MONEY = {
    "key": TEXT,
    "concept": TEXT,
    "amount": NUMBER,
    "currency": CODE,
    "funding_source": TEXT,
    "expenditure_chapter": WHOLE,
    "year": YEAR,
    "is_in_kind": TICK,
}
_MONEY_NAMES = {
    "funding_source": "fund",
    "expenditure_chapter": "chapter",
    "is_in_kind": "in_kind",
}
BUDGET = Shape(BudgetLine, _MONEY, names=_MONEY_NAMES, key="budget")
CROSS_BUDGET = Shape(
    BudgetLine,
    {"cross_cutting_kind": WORD} | _MONEY,
    names=_MONEY_NAMES | {"cross_cutting_kind": "kind", "concept": "note"},
    key="cross",
)
LINK = Shape(
    SdgLink,
    {"key": TEXT, "target": WORD, "contribution_type": WORD, "rows": TEXTS, "rationale": TEXT},
    names={"contribution_type": "contribution"},
    key="link",
)
INTERACTION = Shape(
    Interaction,
    {"from_target": WORD, "to_target": WORD, "sign": WORD, "note": TEXT},
    names={"from_target": "from", "to_target": "to"},
)
PLAN = Shape(
    PlanAlignment,
    {
        "key": TEXT,
        "instrument_type": WORD,
        "competence": WORD,
        "name": TEXT,
        "start_year": YEAR,
        "end_year": YEAR,
        "axis": TEXT,
        "objective": TEXT,
        "strategy": TEXT,
        "action_line": TEXT,
        "page": TEXT,
    },
    names={
        "instrument_type": "type",
        "start_year": "start",
        "end_year": "end",
        "action_line": "line",
    },
    key="plan",
)
GROUP = Shape(
    LeftBehindGroup,
    {
        "key": TEXT,
        "group": TEXT,
        "factors": WORDS,
        "barrier": TEXT,
        "evidence": TEXT,
        "people": WHOLE,
        "rows": TEXTS,
        "indicators": TEXTS,
    },
    key="group",
)
APPROACH = Shape(
    Approach,
    {
        "right": TEXT,
        "holders": TEXT,
        "duty_bearers": TEXT,
        "aaaq_note": TEXT,
        "text": TEXT,
        "rows": TEXTS,
        "is_not_applicable": TICK,
        "justification": TEXT,
    },
    names={"is_not_applicable": "not_applicable"},
)
MONITORING = Shape(
    MonitoringEntry, {"indicator": TEXT, "responsible": TEXT, "first_date": MONTH, "use": TEXT}
)
EVALUATION = Shape(
    PlannedEvaluation,
    {"kind": WORD, "date": MONTH, "responsible": TEXT, "budget": NUMBER},
    names={"kind": "type"},
)


def _read_class_activities(said: Any) -> tuple[ClassActivity, ...]:
    """Read a list of texts, or of mappings with text and minutes."""
    return tuple(_CLASS_ACTIVITY.read(mapping(item) or {"text": item}) for item in items(said))


def _write_class_activities(activities: tuple[ClassActivity, ...]) -> list[Any]:
    return [
        _CLASS_ACTIVITY.write(each) if each.minutes is not None else each.text
        for each in activities
    ]


_CLASS_ACTIVITY = Shape(ClassActivity, {"text": TEXT, "minutes": WHOLE})
CLASS_PLAN = Shape(
    ClassPlan,
    {
        "subject": TEXT,
        "level": TEXT,
        "term": TEXT,
        "sessions": WHOLE,
        "sdg_targets": WORDS,
        "learning_outcome": TEXT,
        "competence": WORD,
        "method": TEXT,
        "activities": Kind(_read_class_activities, _write_class_activities),
        "resources": TEXTS,
        "assessment": TEXT,
        "inclusion": TEXT,
        "offline_option": TEXT,
    },
)
