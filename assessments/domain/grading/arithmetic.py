"""What the levels of a rubric come to, and what approval needs: computed from values alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

LEVELS = tuple(Decimal(half) / 2 for half in range(9))  # 0, 0.5 … 4
NEEDS_COMMENT = Decimal(2)  # At this level and below.
SHORTEST_COMMENT = 20


@dataclass(frozen=True)
class Score:
    level: Decimal
    comment: str = ""


@dataclass(frozen=True)
class Rule:
    """A criterion as far as arithmetic is concerned. ``percents`` are those of levels 0 to 4."""

    code: str
    weight: int
    minimum: Decimal
    percents: tuple[int, ...] = (0, 30, 60, 80, 100)


def percent_at(level: Decimal, percents: tuple[int, ...]) -> Decimal:
    """Return the percentage of a level; a half level has the mean of its two neighbours."""
    below = int(level.to_integral_value(ROUND_FLOOR))
    above = int(level.to_integral_value(ROUND_CEILING))
    return Decimal(percents[below] + percents[above]) / 2


def weighted_total(
    levels: Mapping[str, Decimal], rules: Iterable[Rule], *, whole: int = 100
) -> Decimal:
    """Return Σ weight × level % of 100, with two decimals; a criterion without level counts 0.

    ``whole`` is what the weights add up to, where only some criteria are asked.
    """
    points = sum(
        (
            rule.weight * percent_at(levels[rule.code], rule.percents)
            for rule in rules
            if rule.code in levels
        ),
        Decimal(0),
    )
    return (points / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def total_of(levels: Mapping[str, Decimal], rules: list[Rule]) -> Decimal:
    """Return the total of 100 over the criteria that are asked."""
    return weighted_total(levels, rules, whole=sum(rule.weight for rule in rules) or 100)


def below_minimum(levels: Mapping[str, Decimal], rules: Iterable[Rule]) -> list[Rule]:
    """Return the criteria whose level keeps the project from being approved."""
    return [rule for rule in rules if levels.get(rule.code, Decimal(0)) < rule.minimum]


def without_level(scores: Mapping[str, Score], rules: Iterable[Rule]) -> list[str]:
    return [rule.code for rule in rules if rule.code not in scores]


def without_comment(scores: Mapping[str, Score], rules: Iterable[Rule]) -> list[str]:
    """Return the codes of low levels that nobody explained."""
    return [
        rule.code
        for rule in rules
        if rule.code in scores
        and scores[rule.code].level <= NEEDS_COMMENT
        and len(scores[rule.code].comment.strip()) < SHORTEST_COMMENT
    ]
