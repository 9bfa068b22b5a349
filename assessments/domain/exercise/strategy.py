"""Comparing the alternatives: the usual criteria, the scores, and what they come to (step 2.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from assessments.domain.editing import open_for_change
from assessments.domain.exercise.naming import criterion_name
from assessments.domain.exercise.records import save_within
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise_limits import DEFAULT_CRITERIA
from assessments.models import (
    LogframeProject,
    StrategyAlternative,
    StrategyCriterion,
    StrategyScore,
)
from people.models import User

BEST_SCORE = 5
ALL_WEIGHT = 100


@dataclass(frozen=True)
class Criterion:
    record: StrategyCriterion
    name: str
    weight: int


@dataclass(frozen=True)
class Option:
    """An alternative with its scores, in the order of the criteria; None where there is none."""

    record: StrategyAlternative
    scores: tuple[int | None, ...]
    total: Decimal | None  # From 0 to 100; None while a score is missing.
    is_best: bool = False


@dataclass(frozen=True)
class Comparison:
    criteria: tuple[Criterion, ...]
    options: tuple[Option, ...]

    @property
    def weight(self) -> int:
        return sum(each.weight for each in self.criteria)

    @property
    def is_whole(self) -> bool:
        return self.weight == ALL_WEIGHT

    @property
    def rows(self) -> list[tuple[Criterion, list[int | None]]]:
        """Return each criterion with what the alternatives get for it."""
        return [
            (criterion, [option.scores[place] for option in self.options])
            for place, criterion in enumerate(self.criteria)
        ]

    @property
    def needs_reason(self) -> bool:
        """Say whether one was chosen that another beats: the choice needs a reason then."""
        return any(each.record.is_selected and not each.is_best for each in self.options) and any(
            each.is_best for each in self.options
        )


def comparison_of(project: LogframeProject) -> Comparison:
    """Read criteria, alternatives and scores in three queries."""
    criteria = list(records_of(project, "criterion"))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for score in StrategyScore.objects.filter(alternative__project=project):
        found[score.alternative_id][score.criterion_id] = score.score
    alternatives = list(records_of(project, "alternative"))
    scores = {
        str(each.public_id): tuple(found[each.pk].get(criterion.pk) for criterion in criteria)
        for each in alternatives
    }
    return compare(criteria, alternatives, scores)


def compare(
    criteria: Iterable[StrategyCriterion],
    alternatives: Iterable[StrategyAlternative],
    scores: Mapping[str, tuple[int | None, ...]],
) -> Comparison:
    """Weigh the scores, which are by public id and in the order of the criteria."""
    weighed = tuple(Criterion(each, criterion_name(each), each.weight) for each in criteria)
    weights = [each.weight for each in weighed]
    options = []
    for record in alternatives:
        own = scores[str(record.public_id)]
        options.append((record, own, weighted(weights, own)))
    best = max((total for _record, _scores, total in options if total is not None), default=None)
    return Comparison(
        weighed,
        tuple(
            Option(record, own, total, is_best=total is not None and total == best)
            for record, own, total in options
        ),
    )


def weighted(weights: list[int], scores: tuple[int | None, ...]) -> Decimal | None:
    """Return the sum of weight times score, as a part of the most there could be, times 100.

    With weights of 100 in all this is Σ(weight × score) / 5 (domain reference 2.5). Nothing while
    a score is missing or no criterion weighs anything.
    """
    if not sum(weights) or None in scores:
        return None
    reached = sum(weight * score for weight, score in zip(weights, scores, strict=True))
    return Decimal(100 * reached) / (sum(weights) * BEST_SCORE)


@transaction.atomic
def add_usual_criteria(project: LogframeProject, *, by: User | None) -> int:
    """Write the five usual criteria with their weights where there is none; return how many."""
    project = open_for_change(project)
    if records_of(project, "criterion").exists():
        return 0
    for key, weight in DEFAULT_CRITERIA.items():
        save_within(project, "criterion", None, {"key": key, "weight": weight}, by=by)
    return len(DEFAULT_CRITERIA)


@transaction.atomic
def save_scores(
    project: LogframeProject,
    scores: Mapping[UUID, Mapping[UUID, int | None]],
    *,
    by: User | None,
    versions: Mapping[UUID, int],
    chosen: UUID | None = None,
    reason: str | None = None,
) -> None:
    """Save what each alternative gets for each criterion, which one is chosen and why.

    All of it or nothing. ``versions`` are those that the person saw; raises RecordChanged when
    somebody scored an alternative in the meantime. Without ``chosen`` or ``reason``, what was
    chosen stays.
    """
    project = open_for_change(project)
    for alternative, said in scores.items():
        lines = tuple(
            {"criterion": criterion, "score": score}
            for criterion, score in said.items()
            if score is not None
        )
        save_within(
            project,
            "alternative",
            alternative,
            {"scores": lines},
            by=by,
            version=versions.get(alternative),
        )
    if chosen:
        # Last: choosing one gives the others a new version.
        save_within(project, "alternative", chosen, {"is_selected": True}, by=by)
    if reason is not None:
        save_within(project, "project", None, {"selection_rationale": reason}, by=by)
