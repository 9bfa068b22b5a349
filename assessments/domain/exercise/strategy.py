"""Comparing the alternatives: the usual criteria, the scores, and what they come to (step 2.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import open_for_change
from assessments.domain.exercise.naming import criterion_name
from assessments.domain.exercise.records import save_within
from assessments.domain.exercise.store import Record, records_of
from assessments.domain.exercise_limits import DEFAULT_CRITERIA
from assessments.models import (
    LogframeProject,
    StrategyAlternative,
    StrategyCriterion,
    StrategyScore,
)
from lms.lib.errors import RuleViolation
from lms.lib.text import clean_lines
from people.models import User

BEST_SCORE = 5
ALL_WEIGHT = 100
# What people fill in, by its name: a score by its alternative and criterion, and these two.
CHOSEN, REASON = "chosen", "reason"
Name = tuple[UUID, UUID] | str


class ScoresChanged(RuleViolation):
    """Others filled in the same otherwise in the meantime; nothing was saved.

    ``disputed`` names what it is. ``stored`` is all that stands there now, ``mine`` what would
    stand there if it were saved; ``record`` says who saved last of what is disputed, and when.
    """

    def __init__(
        self,
        disputed: list[Name],
        *,
        stored: dict[Name, Any],
        mine: dict[Name, Any],
        record: Record,
    ) -> None:
        super().__init__(
            _("This was changed in the meantime. Choose which text to keep."), code="conflict"
        )
        self.disputed = disputed
        self.stored = stored
        self.mine = mine
        self.record = record


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
    def rows(self) -> list[tuple[Criterion, list[tuple[Option, int | None]]]]:
        """Return each criterion with the alternatives and what they get for it."""
        return [
            (criterion, [(option, option.scores[place]) for option in self.options])
            for place, criterion in enumerate(self.criteria)
        ]

    @property
    def answers(self) -> dict[Name, Any]:
        """Return what is filled in, but for the reason, which stands in the project."""
        scores = {
            (option.record.public_id, criterion.record.public_id): score
            for criterion, line in self.rows
            for option, score in line
        }
        chosen = (each.record.public_id for each in self.options if each.record.is_selected)
        return {**scores, CHOSEN: next(chosen, None)}

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
    said: Mapping[Name, Any],
    *,
    by: User | None,
    seen: Mapping[Name, Any],
) -> None:
    """Save scores, the choice and the reason for it: all of it or nothing.

    ``seen`` is what the person had before them. What they left as it was stays as others have
    filled it in by now, so that several score at once, each an alternative. Raises ScoresChanged
    where they changed the same as others to something else.
    """
    project = open_for_change(project)
    comparison = comparison_of(project)
    stored = comparison.answers | {REASON: project.selection_rationale}
    changed = {
        name: value
        for name, value in said.items()
        if not _are_same(value, seen.get(name)) and not _are_same(value, stored.get(name))
    }
    mine = stored | changed
    disputed = [
        name for name in changed if name in stored and not _are_same(stored[name], seen.get(name))
    ]
    if disputed:
        record = _changed_last(project, comparison, disputed)
        raise ScoresChanged(disputed, stored=stored, mine=mine, record=record)
    _save_answers(project, changed, mine, by=by)


def _are_same(one: Any, other: Any) -> bool:
    """Compare two answers as they are stored; nothing filled in is the same as empty."""
    one, other = (clean_lines(each) if isinstance(each, str) else each for each in (one, other))
    return (one or None) == (other or None)


def _changed_last(project: LogframeProject, comparison: Comparison, names: list[Name]) -> Record:
    """Return the record, of those that hold something of these names, that was saved last."""
    holders: list[Record] = [project] if REASON in names else []
    scored = {name[0] for name in names if isinstance(name, tuple)}
    holders += [
        each.record
        for each in comparison.options
        if each.record.public_id in scored or CHOSEN in names
    ]
    return max(holders, key=lambda record: record.changed_at)


def _save_answers(
    project: LogframeProject,
    changed: Mapping[Name, Any],
    answers: Mapping[Name, Any],
    *,
    by: User | None,
) -> None:
    for alternative in dict.fromkeys(name[0] for name in changed if isinstance(name, tuple)):
        lines = tuple(
            {"criterion": name[1], "score": score}
            for name, score in answers.items()
            if name[0] == alternative and score is not None
        )
        save_within(project, "alternative", alternative, {"scores": lines}, by=by)
    if changed.get(CHOSEN):
        # Last: choosing one gives the others a new version.
        save_within(project, "alternative", changed[CHOSEN], {"is_selected": True}, by=by)
    if REASON in changed:
        said = {"selection_rationale": changed[REASON]}
        save_within(project, "project", None, said, by=by)
