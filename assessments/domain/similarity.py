"""Whether what was handed in reads much like somebody else's work: for the tutor alone.

A likeness says nothing about who wrote first, nor why. It is shown on the page where a tutor
grades, and nowhere else.
"""

from functools import cache
from typing import Any

import yaml
from django.conf import settings

from assessments.domain.checker.check import similar_to
from assessments.domain.checker.facts import ProjectFacts, Row
from assessments.domain.checker.findings import Finding
from assessments.domain.checker.reading import read_project
from assessments.models import Submission

EXAMPLES = settings.BASE_DIR / "assessments" / "data" / "demo_logframes.yaml"
# The newest submissions of the edition that one is compared with.
MOST = 400


def similar_projects(submission: Submission) -> tuple[Finding, ...]:
    """Compare its narratives with those of other projects of the edition, in one query.

    The worked examples count as projects too.
    """
    others = (
        Submission.objects.filter(project__cohort__edition=submission.project.cohort.edition_id)
        .exclude(project=submission.project_id)
        .exclude(state=Submission.State.WITHDRAWN)
        .order_by("-submitted_at")
        .values_list("project__public_id", "snapshot__title", "snapshot__rows")[:MOST]
    )
    latest: dict[str, ProjectFacts] = {}
    for key, title, rows in others:
        latest.setdefault(str(key), _facts(str(key), title, rows))
    return similar_to(
        _facts("", submission.snapshot.get("title"), submission.snapshot.get("rows")),
        [*latest.values(), *_examples()],
    )


def _facts(key: str, title: str | None, rows: list[dict[str, Any]] | None) -> ProjectFacts:
    return ProjectFacts(
        key=key,
        title=title or "",
        rows=tuple(
            Row(key=row["id"], level=row["level"], code=row["code"], narrative=row["narrative"])
            for row in rows or ()
        ),
    )


@cache
def _examples() -> tuple[ProjectFacts, ...]:
    said = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return tuple(map(read_project, said["projects"]))
