from dataclasses import fields

import pytest

from assessments.domain.checker import facts as of
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.facts import facts_of, matrix_facts_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from courses.domain.goals import load_goals
from tests.assessments.domain.checker.projects import demo
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_an_empty_project_has_a_goal_and_a_purpose():
    project = project_of(EnrolmentFactory())

    facts = facts_of(project)

    assert [(row.code, row.level, row.narrative) for row in facts.rows] == [
        ("F", "goal", ""),
        ("P", "purpose", ""),
    ]
    assert facts.key == str(project.public_id)
    assert facts.population == of.Population()
    assert matrix_facts_of(project) == facts


def test_facts_that_are_made_without_a_constructor_have_the_fields_of_their_kind_and_no_other():
    load_goals()
    project = project_of(EnrolmentFactory())
    write_facts(project, read_project(demo()), by=None)

    indicators = [each for row in facts_of(project).rows for each in row.indicators]
    made = [
        *indicators,
        *(each for row in facts_of(project).rows for each in row.assumptions),
        *(part for each in indicators for part in each.means),
        *(part for each in indicators for part in each.variables),
        *(part for each in indicators for part in each.period_targets),
    ]

    kinds = {of.Indicator, of.Assumption, of.Means, of.Variable, of.PeriodTarget}
    assert {type(fact) for fact in made} == kinds
    for fact in made:
        assert set(vars(fact)) == {field.name for field in fields(fact)}
