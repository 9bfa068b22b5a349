import pytest

from assessments.access import projects_they_work_on
from assessments.domain.project import project_of
from assessments.domain.teams import close_team, hand_on, join_team, leave_team, open_team
from assessments.models import LogframeProject
from lms.lib.errors import RuleViolation
from tests.assessments.projects import submitted_project
from tests.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def owner(cohort):
    return EnrolmentFactory(cohort=cohort)


@pytest.fixture
def project(owner):
    return project_of(owner)


def join(enrolment, project):
    code = open_team(project, by=enrolment.participant)
    return join_team(enrolment, code=code, by=enrolment.participant)


def owners(project):
    return [m.enrolment for m in project.members.filter(is_owner=True, left_at=None)]


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def test_whoever_has_the_code_joins_and_writes_in_the_same_project(cohort, project, owner):
    friend = EnrolmentFactory(cohort=cohort)
    alone = project_of(friend)

    join(friend, project)
    join(friend, project)

    assert project_of(friend) == project
    mine = LogframeProject.objects.filter(projects_they_work_on(friend.participant))
    assert list(mine) == [project]
    assert owners(project) == [owner]
    # What was written alone stays as it is, and nobody writes in it.
    assert not alone.members.filter(left_at=None).exists()


def test_a_team_has_five_people(cohort, project):
    for _person in range(4):
        join(EnrolmentFactory(cohort=cohort), project)

    assert refusal_of(join, EnrolmentFactory(cohort=cohort), project) == "full"


def test_a_code_opens_only_its_own_cohort_and_only_while_it_holds(cohort, project, owner):
    code = open_team(project, by=owner.participant)
    stranger, late = EnrolmentFactory(), EnrolmentFactory(cohort=cohort)

    for text in (code, "", "XXXXXXXX"):
        me = stranger.participant
        assert refusal_of(join_team, stranger, code=text, by=me) == "team_code"
    close_team(project, by=owner.participant)
    assert refusal_of(join_team, late, code=code, by=late.participant) == "team_code"


def test_whoever_leaves_leaves_the_work_and_the_next_one_owns_it(cohort, project, owner):
    second, third = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    join(second, project)
    join(third, project)

    leave_team(project, owner, by=owner.participant)
    leave_team(project, owner, by=owner.participant)

    assert owners(project) == [second]
    assert project_of(owner) != project


def test_nobody_leaves_alone(project, owner):
    assert refusal_of(leave_team, project, owner, by=owner.participant) == "alone"


def test_a_project_is_handed_on_to_a_member(cohort, project, owner):
    friend = EnrolmentFactory(cohort=cohort)
    stranger = EnrolmentFactory(cohort=cohort)
    join(friend, project)

    hand_on(project, friend, by=owner.participant)

    assert owners(project) == [friend]
    assert refusal_of(hand_on, project, stranger, by=owner.participant) == "not_a_member"


def test_whoever_handed_in_stays_with_the_project(cohort, project):
    submission = submitted_project(cohort=cohort)

    assert refusal_of(join, submission.enrolment, project) == "handed_in"
