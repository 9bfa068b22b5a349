"""The 17 goals and 169 targets, written into the database from the project's own lists."""

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

from django.db import transaction

from courses.models import Goal, Target

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_goals() -> int:
    """Write goals and targets as the lists have them; again: no change. Return the targets."""
    for row in _rows("goals.csv"):
        Goal.objects.update_or_create(
            number=int(row["number"]),
            defaults={"name_es": row["name_es"], "name_en": row["name_en"]},
        )
    goals = {goal.number: goal for goal in Goal.objects.all()}
    targets = [
        Target(
            code=row["code"],
            goal=goals[number],
            position=position,
            label_es=row["label_es"],
            label_en=row["label_en"],
        )
        for number, rows in groupby(_rows("targets.csv"), key=lambda row: int(row["goal"]))
        for position, row in enumerate(rows, start=1)
    ]
    Target.objects.bulk_create(
        targets,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["goal", "position", "label_es", "label_en"],
    )
    return len(targets)


@cache
def target_codes() -> frozenset[str]:
    """Return the codes of the 169 targets, without asking the database."""
    return frozenset(row["code"] for row in _rows("targets.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
