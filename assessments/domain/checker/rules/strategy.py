"""STG: comparing alternatives and choosing one (step 2.5)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import Alternative
from assessments.domain.checker.findings import ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.places import project_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import COUNTS, LENGTHS

WHOLE = 100
SCORES = range(1, 6)


@rule("STG-01", WARNING, "2.5", _("Compare at least two alternatives."))
def alternatives_are_few(study: Study) -> Iterator[Hit]:
    if len(study.facts.alternatives) < COUNTS["alternatives"].least:
        yield Hit(project_place("alternatives"))


@rule(
    "STG-02",
    ERROR,
    "2.5",
    _("Choose one alternative, let the weights add up to 100, and fill in every score."),
)
def choice_is_incomplete(study: Study) -> Iterator[Hit]:
    facts = study.facts
    if len(study.selected) != 1:
        yield Hit(project_place("alternatives"))
    elif sum(each.weight or 0 for each in facts.criteria) != WHOLE:
        yield Hit(project_place("criteria"))
    else:
        for each in facts.alternatives:
            if not _is_scored(study, each):
                yield Hit(Place("alternative", each.key, field="scores"))
                return


@rule(
    "STG-03",
    WARNING,
    "2.5",
    _(
        "The alternative that you chose does not have the best score: say why you chose it, in "
        "%(n)s characters or more."
    ),
)
def choice_is_not_the_best(study: Study) -> Iterator[Hit]:
    facts, least = study.facts, LENGTHS["project"]["selection_rationale"].least
    if len(study.selected) != 1 or len(facts.selection_rationale) >= least:
        return
    chosen = study.selected[0]
    best = max(_points(study, each) for each in facts.alternatives)
    if _points(study, chosen) < best:
        yield Hit(Place("alternative", chosen.key, field="selection_rationale"), {"n": least})


def _is_scored(study: Study, alternative: Alternative) -> bool:
    scores = alternative.scores[: len(study.facts.criteria)]
    return len(scores) == len(study.facts.criteria) and all(score in SCORES for score in scores)


def _points(study: Study, alternative: Alternative) -> int:
    """Return Σ weight x score; what is missing counts nothing."""
    pairs = zip(study.facts.criteria, alternative.scores, strict=False)
    return sum((criterion.weight or 0) * (score or 0) for criterion, score in pairs)
