"""The rubric of an audience, loaded from ``assessments/data/rubric.yaml`` once per version."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from assessments.models import Criterion, Level, Rubric

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
    newest = Rubric.objects.filter(audience=audience).order_by("-version").first()
    return newest or load_rubric(audience)
