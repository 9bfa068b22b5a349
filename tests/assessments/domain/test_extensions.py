from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.due import due_at_for
from assessments.domain.extensions import (
    extend,
    groups_of,
    team_of,
    with_tutor,
    withdraw_extension,
)
from courses.models import DueExtension
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    ProjectMemberFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.models import TutorAssignment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def due_at():
    return timezone.now() + 5 * DAY


@pytest.fixture
def team(due_at):
    first = ProjectMemberFactory(project__cohort=CohortFactory(project_due_at=due_at))
    second, gone = (
        ProjectMemberFactory(project=first.project, is_owner=False) for _each in range(2)
    )
    first.project.members.filter(pk=gone.pk).update(left_at=timezone.now())
    return [first.enrolment, second.enrolment]


def give(enrolments, due_at, **facts):
    return extend(
        enrolments,
        "E5",
        due_at=due_at,
        **{"reason": "Cuida a su madre", "by": UserFactory(), "key": uuid4()} | facts,
    )


def test_team_gets_more_time_at_once_and_loses_it_as_a_whole(team, due_at):
    key, tutor = uuid4(), UserFactory()
    assert team_of(team[0]) == team

    assert [give(team, due_at + DAY, key=key, by=tutor) for _again in range(2)] == [2, 0]
    assert [due_at_for(each, "E5") for each in team] == [due_at + DAY] * 2
    assert AccessRecord.objects.filter(action="extend due day", person=tutor).count() == 2

    assert [withdraw_extension(key, by=tutor) for _again in range(2)] == [2, 0]
    assert [due_at_for(each, "E5") for each in team] == [due_at] * 2


@pytest.mark.parametrize(
    ("days", "facts", "code"),
    [(0, {}, "no_more"), (-1, {}, "no_more"), (-6, {}, "past"), (1, {"reason": " "}, "no_reason")],
)
def test_nobody_gets_less_time_a_day_that_has_passed_or_time_without_a_reason(
    team, due_at, days, facts, code
):
    with pytest.raises(RuleViolation) as refusal:
        give(team, due_at + days * DAY, **facts)

    assert refusal.value.code == code
    assert due_at_for(team[0], "E5") == due_at


def test_where_nothing_is_due_nobody_gets_more_time(due_at):
    with pytest.raises(RuleViolation) as refusal:
        give([EnrolmentFactory()], due_at)

    assert refusal.value.code == "no_more"


def test_group_is_everybody_or_the_people_of_a_tutor(due_at):
    cohort = CohortFactory(project_due_at=due_at)
    first, second, alone = (EnrolmentFactory(cohort=cohort) for _each in range(3))
    ana = UserFactory(given_names="Ana", surname_1="Ek")
    for enrolment in (first, second):
        TutorAssignmentFactory(enrolment=enrolment, tutor=ana)
    former = TutorAssignmentFactory(enrolment=alone, tutor=ana)
    TutorAssignment.objects.filter(pk=former.pk).update(until=timezone.now())

    groups = groups_of(list(with_tutor(cohort.enrolments.all())))

    assert [(group.key, group.tutor, set(group.enrolments)) for group in groups] == [
        ("all", "", {first, second, alone}),
        (str(ana.public_id), "Ana Ek", {first, second}),
    ]


def test_whoever_has_more_time_already_is_left_out_of_a_group(
    due_at, django_assert_max_num_queries
):
    cohort = CohortFactory(project_due_at=due_at)
    people = [EnrolmentFactory(cohort=cohort) for _each in range(3)]
    give(people[:1], due_at + 9 * DAY)

    with django_assert_max_num_queries(12):
        assert give(people, due_at + 2 * DAY) == 2

    assert [due_at_for(each, "E5") - due_at for each in people] == [9 * DAY, 2 * DAY, 2 * DAY]
    assert sorted(DueExtension.objects.one_of_each_batch().values_list("people", flat=True)) == [
        1,
        2,
    ]


def test_time_is_for_somebody(due_at):
    with pytest.raises(RuleViolation) as refusal:
        give([], due_at + DAY)

    assert refusal.value.code == "nobody"
