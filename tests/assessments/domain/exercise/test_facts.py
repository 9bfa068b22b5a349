import pytest

from assessments.domain.checker import facts as of
from assessments.domain.exercise.facts import facts_of, matrix_facts_of
from assessments.domain.project import project_of
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
