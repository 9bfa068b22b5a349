"""The worked example that the participant of the demonstration is busy with, up to E4."""

from dataclasses import replace
from functools import cache

import yaml
from django.conf import settings

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from assessments.models import LogframeProject
from assessments.models.profile import ProjectKind
from courses.models import Enrolment

PROJECTS = settings.BASE_DIR / "assessments" / "data" / "demo_logframes.yaml"


@cache
def unfinished_example() -> ProjectFacts:
    """Return the first worked example without what belongs to the last deliverable.

    Its last activity lacks indicator and assumption, so that there is something left to write.
    """
    said = yaml.safe_load(PROJECTS.read_text(encoding="utf-8"))["projects"][0]
    facts = read_project(said)
    *rows, last = facts.rows
    return replace(
        facts,
        project_kind=ProjectKind.PUBLIC_PROGRAMME,
        rows=(*rows, replace(last, indicators=(), assumptions=())),
        budget_lines=(),
        interactions=(),
        plans=(),
        left_behind=(),
        approaches=(),
        monitoring=(),
        evaluations=(),
    )


def write_example(enrolment: Enrolment) -> LogframeProject:
    """Write it into the project of a participant."""
    project = project_of(enrolment)
    write_facts(project, unfinished_example(), by=enrolment.participant)
    return project
