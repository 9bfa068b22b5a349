"""The limits of the practical exercise, once for forms, rules, messages and exports.

Source: domain reference 2.1 to 2.16; table 2.8b follows the guides of SHCP and CONEVAL.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Between:
    """The least and the most: characters of a text, or things in a list."""

    least: int
    most: int


MONTHS = {
    "continuous": 0,
    "monthly": 1,
    "bimonthly": 2,
    "quarterly": 3,
    "four_monthly": 4,
    "semiannual": 6,
    "annual": 12,
    "biennial": 24,
    "triennial": 36,
    "quinquennial": 60,
    "sexennial": 72,
}

# Characters. What is optional may also be empty.
LENGTHS = {
    "project": {
        "title": Between(10, 150),
        "responsible_unit": Between(3, 150),
        "summary": Between(0, 1000),
        "problem_context": Between(200, 3000),
        "population_description": Between(10, 300),
        "population_unit": Between(3, 60),
        "selection_rationale": Between(80, 1000),
    },
    "stakeholder": {
        "name": Between(2, 120),
        "interest": Between(5, 300),
        "perceived_problem": Between(0, 300),
        "resources": Between(0, 300),
        "mandate": Between(0, 200),
        "engagement_strategy": Between(0, 300),
    },
    "problem": {
        "text": Between(15, 250),
        "evidence": Between(0, 300),
        "out_of_scope_reason": Between(20, 300),
    },
    "objective": {"text": Between(15, 250)},
    "alternative": {"name": Between(5, 150), "description": Between(0, 600)},
    "row": {"narrative": Between(15, 300), "responsible": Between(2, 120)},
    "indicator": {
        "name": Between(10, 150),
        "definition": Between(20, 240),
        "formula": Between(1, 200),
        "unit": Between(2, 40),
        "baseline_source": Between(0, 200),
        "baseline_reason": Between(20, 300),
        "sdg_indicator_note": Between(0, 100),
        "cremaa_note": Between(0, 200),
    },
    "means": {
        "source_name": Between(8, 200),
        "responsible_unit": Between(2, 150),
        "url_or_location": Between(0, 300),
    },
    "assumption": {"text": Between(15, 250), "redesign_note": Between(0, 500)},
    "budget_line": {"concept": Between(3, 150), "funding_source": Between(0, 80)},
    "sdg_link": {"rationale": Between(60, 500)},
    "interaction": {"note": Between(0, 300)},
    "plan": {"objective": Between(10, 300)},
    "left_behind": {
        "group": Between(3, 120),
        "barrier": Between(10, 300),
        "evidence": Between(10, 300),
    },
    "approach": {
        "text": Between(80, 1200),
        "justification": Between(50, 1200),
        "right": Between(1, 200),
        "holders": Between(1, 200),
        "duty_bearers": Between(1, 200),
    },
    "progress": {"deviation_note": Between(30, 500)},
    "class_plan": {"learning_outcome": Between(20, 300), "inclusion": Between(1, 400)},
}

# How many of a thing.
COUNTS = {
    "team": Between(1, 5),
    "stakeholders": Between(4, 30),
    "causes": Between(2, 25),
    "effects": Between(2, 15),
    "alternatives": Between(2, 6),
    "criteria": Between(3, 8),
    "components": Between(1, 10),
    "activities": Between(1, 12),  # Of one component.
    "indicators": Between(1, 5),  # Of one row.
    "variables": Between(1, 6),
    "period_targets": Between(0, 12),
    "disaggregations": Between(0, 8),
    "means": Between(1, 3),  # Of one indicator.
    "assumptions": Between(1, 3),  # Of one row.
    "budget_lines": Between(1, 5),  # Of one activity.
    "sdg_links": Between(1, 5),
    "sdg_goals": Between(1, 3),
    "interactions": Between(0, 6),
    "plans": Between(1, 5),
    "left_behind": Between(1, 6),
    "factors": Between(1, 5),
    "evaluations": Between(1, 4),
    "class_activities": Between(1, 12),
    "class_sessions": Between(1, 40),
    "class_targets": Between(1, 3),
}
# Counts that are allowed and seldom wise.
ADVISED = {
    "components": Between(2, 6),
    "activities": Between(2, 6),
    "indicators": Between(1, 3),
    "indicator_name_words": Between(1, 10),
}
TREE_DEPTH = 4
PERIOD_MONTHS = 72
YEARS_AFTER_THE_PROJECT = 6  # The goal may be reached later than the project ends.
DEFAULT_CURRENCY = "MXN"
AMBER_MIN, GREEN_MIN, OVER_MAX = 70, 90, 130
DEFAULT_CRITERIA = {  # Key and weight of the criteria to compare alternatives by.
    "impact": 30,
    "feasibility": 20,
    "cost": 20,
    "leave_no_one": 20,
    "sustainability": 10,
}


@dataclass(frozen=True)
class LevelLimits:
    """What an indicator of a level may be (domain reference 2.8b)."""

    types: tuple[str, ...]
    dimensions: tuple[str, ...]
    most_months: int
    recommended_months: tuple[int, int]
    advise_below_months: int

    @property
    def frequencies(self) -> tuple[str, ...]:
        """The frequencies that a form offers: measured, and not more seldom than the level."""
        return tuple(each for each, months in MONTHS.items() if 0 < months <= self.most_months)


EFFECTIVENESS, EFFICIENCY, QUALITY, ECONOMY = "effectiveness", "efficiency", "quality", "economy"
STRATEGIC, MANAGEMENT = "strategic", "management"
_LEVELS = {
    "goal": LevelLimits((STRATEGIC,), (EFFECTIVENESS,), 72, (12, 36), 12),
    "purpose": LevelLimits((STRATEGIC,), (EFFECTIVENESS, EFFICIENCY), 36, (6, 12), 6),
    "activity": LevelLimits((MANAGEMENT,), (EFFECTIVENESS, EFFICIENCY, ECONOMY), 3, (1, 3), 1),
}


def level_limits(level: str, *, audience: str = "", delivered_to: str = "") -> LevelLimits | None:
    """Return what indicators of a level may be; None for a level that does not exist.

    A component delivered to the population may have strategic indicators; one of academia may be
    measured once a school year.
    """
    if level != "component":
        return _LEVELS.get(level)
    is_for_people = delivered_to == "population"
    return LevelLimits(
        types=(STRATEGIC, MANAGEMENT) if is_for_people else (MANAGEMENT,),
        dimensions=(EFFECTIVENESS, EFFICIENCY, QUALITY),
        most_months=12 if audience == "academia" else 6,
        recommended_months=(3, 6),
        advise_below_months=2,
    )
