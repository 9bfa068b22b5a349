"""A project as it is now, or as it was in a version, in the form in which states are compared."""

from typing import Any

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.planning import Plan, plan_for
from assessments.domain.exercise.writing import known_targets
from assessments.models import LogframeProject


def state_of(project: LogframeProject) -> Plan:
    """Read the project as it is, in two queries."""
    return plan_for(facts_of(project), targets=known_targets())


def state_in(content: Any) -> Plan:
    """Read a project in the exchange format, as far as it can be stored."""
    return plan_for(read_project(content), targets=known_targets())
