"""The rubric of an audience, loaded from ``assessments/data/rubric.yaml`` once per version."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import F, Max, Q

from assessments.models import Criterion, Level, Rubric
from courses.models import Cohort

FILE = Path(__file__).resolve().parent.parent / "data" / "rubric.yaml"
# By which criteria the first deliverables are read, to learn from (domain reference 4).
FORMATIVE = {
    "E1": ("R1", "R2"),
    "E2": ("R2", "R3"),
    "E3": ("R4", "R6"),
    "E4": ("R5", "R6"),
}
LOWEST_TO_APPROVE = 0.5  # No criterion at 0.


@cache
def _read() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@transaction.atomic
def load_rubric(audience: str) -> Rubric:
    """Return the rubric of the file for ``audience``; the first call writes it.

    Criteria that weigh nothing for the audience are left out. An audience without weights of
    its own gets the base ones.
    """
    source = _read()
    rubric, is_new = Rubric.objects.get_or_create(
        audience=audience,
        cohort=None,
        version=source["version"],
        defaults={"pass_mark": source["pass_mark"]},
    )
    if is_new:
        weights = source["weights"].get(audience, source["weights"]["base"])
        criteria = [facts for facts in source["criteria"] if weights[facts["code"]]]
        written = Criterion.objects.bulk_create(
            Criterion(
                rubric=rubric,
                code=facts["code"],
                position=position,
                weight=weights[facts["code"]],
                minimum=source["minimums"].get(facts["code"], LOWEST_TO_APPROVE),
                name_es=facts["es"],
                name_en=facts["en"],
            )
            for position, facts in enumerate(criteria, start=1)
        )
        Level.objects.bulk_create(
            Level(
                criterion=criterion,
                value=value,
                percent=source["percents"][value],
                text_es=words["es"],
                text_en=words["en"],
            )
            for criterion, facts in zip(written, criteria, strict=True)
            for value, words in (facts["levels"] | {0: source["not_submitted"]}).items()
        )
    return rubric


def newest_rubric(audience: str) -> Rubric:
    """Return the rubric with which new submissions are graded."""
    shared = Rubric.objects.filter(audience=audience, cohort=None)
    return shared.order_by("-version").first() or load_rubric(audience)


def rubric_of(cohort: Cohort) -> Rubric:
    """Return the rubric with which new submissions of a cohort are graded: its own, if it has."""
    audience = cohort.edition.course.audience
    found = Rubric.objects.filter(Q(cohort=cohort) | Q(cohort=None, audience=audience))
    newest = found.order_by(F("cohort").asc(nulls_last=True), "-version").first()
    return newest or load_rubric(audience)


def adapt_rubric(cohort: Cohort, weights: Mapping[str, int]) -> Rubric:
    """Give a cohort a rubric of its own: the newest of its audience, with these weights.

    What was graded by an earlier one keeps it.
    """
    base = newest_rubric(cohort.edition.course.audience)
    last = Rubric.objects.filter(cohort=cohort).aggregate(last=Max("version"))["last"]
    own = Rubric.objects.create(
        audience=base.audience,
        cohort=cohort,
        version=max(last or 0, base.version) + 1,
        pass_mark=base.pass_mark,
    )
    criteria = list(base.criteria.prefetch_related("levels"))
    levels = {criterion.code: list(criterion.levels.all()) for criterion in criteria}
    for criterion in criteria:
        criterion.pk, criterion.rubric, criterion.weight = None, own, weights[criterion.code]
    Criterion.objects.bulk_create(criteria)
    for criterion in criteria:
        for level in levels[criterion.code]:
            level.pk, level.criterion = None, criterion
    Level.objects.bulk_create(level for each in levels.values() for level in each)
    return own
