from dataclasses import replace

import pytest

from assessments.access import projects_they_work_on
from assessments.domain.project import matrix_of, project_of
from assessments.domain.submission import withdraw_submission
from assessments.domain.team_members import last_move_of, removed_from
from assessments.domain.teams import (
    close_team,
    hand_on,
    join_team,
    leave_team,
    let_back,
    open_team,
    put_in_team,
    remove_from_team,
    take_out_of_team,
)
from assessments.models import ExerciseAdaptation, LogframeProject
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.assessments.projects import fill, submitted_project, write_title
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory

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
    leave_team(project, friend, by=friend.participant)
    assert project_of(friend) == alone
    assert owners(alone) == [friend]


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


def test_nobody_is_let_into_what_is_left_to_nobody(cohort, project):
    friend = EnrolmentFactory(cohort=cohort)
    alone = project_of(friend)
    code = open_team(alone, by=friend.participant)

    join(friend, project)

    late = EnrolmentFactory(cohort=cohort)
    assert refusal_of(join_team, late, code=code, by=late.participant) == "team_code"


def test_nobody_goes_from_a_team_to_another_but_by_leaving_it(cohort, project):
    friend = EnrolmentFactory(cohort=cohort)
    other = project_of(EnrolmentFactory(cohort=cohort))
    join(friend, project)

    assert refusal_of(join, friend, other) == "in_a_team"
    leave_team(project, friend, by=friend.participant)
    join(friend, other)

    assert project_of(friend) == other


def test_people_who_left_the_course_take_no_place_in_a_team(cohort, project, owner):
    gone = [EnrolmentFactory(cohort=cohort) for _person in range(4)]
    for each in gone:
        join(each, project)
        each.status = "withdrawn"
        each.save(update_fields=["status"])

    assert refusal_of(leave_team, project, owner, by=owner.participant) == "alone"
    join(EnrolmentFactory(cohort=cohort), project)

    leave_team(project, owner, by=owner.participant)
    assert owners(project) not in ([owner], [])


def test_a_cohort_may_work_without_teams(cohort, project, owner):
    join(EnrolmentFactory(cohort=cohort), project)
    ExerciseAdaptation.objects.create(cohort=cohort, team_most=1)
    late = EnrolmentFactory(cohort=cohort)

    assert refusal_of(join, late, project) == "no_teams"
    assert refusal_of(join_team, late, code="x", by=late.participant) == "no_teams"
    assert refusal_of(put_in_team, late, project, by=owner, reason="x") == "no_teams"
    leave_team(project, owner, by=owner.participant)


def test_who_runs_it_moves_somebody_with_a_reason_that_is_recorded(cohort, project):
    tutor, friend = UserFactory(), EnrolmentFactory(cohort=cohort)
    other = project_of(EnrolmentFactory(cohort=cohort))
    elsewhere = project_of(EnrolmentFactory())
    assert refusal_of(take_out_of_team, friend, by=tutor, reason="x") == "alone"
    join(friend, project)

    assert refusal_of(put_in_team, friend, other, by=tutor, reason=" ") == "no_reason"
    assert refusal_of(put_in_team, friend, elsewhere, by=tutor, reason="x") == "cohort"
    put_in_team(friend, other, by=tutor, reason="Misma oficina")

    moved = last_move_of(friend)
    assert (moved.project, moved.moved_by, moved.reason) == (other, tutor, "Misma oficina")
    take_out_of_team(friend, by=tutor, reason="Cambió de oficina")
    assert last_move_of(friend).reason == "Cambió de oficina"
    assert project_of(friend) not in (project, other)
    kept = AccessRecord.objects.filter(object_id=str(friend.public_id)).order_by("pk")
    assert [line.reason for line in kept] == ["Misma oficina", "Cambió de oficina"]


def test_nobody_comes_or_goes_while_the_project_is_read(cohort, project, owner):
    friend = EnrolmentFactory(cohort=cohort)
    join(friend, project)
    code = open_team(project, by=owner.participant)
    LogframeProject.objects.filter(pk=project.pk).update(state="submitted")
    late = EnrolmentFactory(cohort=cohort)

    assert refusal_of(leave_team, project, friend, by=friend.participant) == "handed_in"
    assert refusal_of(join_team, late, code=code, by=late.participant) == "handed_in"
    other = project_of(late)
    assert refusal_of(put_in_team, friend, other, by=late, reason="x") == "handed_in"


def test_what_was_taken_back_binds_nobody(cohort, project):
    submission = submitted_project(cohort=cohort, deliverable="E1")
    withdraw_submission(submission, by=submission.enrolment.participant)

    join(submission.enrolment, project)

    assert project_of(submission.enrolment) == project


def test_whoever_handed_in_stays_with_the_project(cohort, project):
    submission = submitted_project(cohort=cohort)

    assert refusal_of(join, submission.enrolment, project) == "handed_in"


def test_who_leads_takes_somebody_out_and_they_go_on_with_a_copy(cohort, project, owner):
    friend, third = EnrolmentFactory.create_batch(2, cohort=cohort)
    own = project_of(friend)
    join(friend, project)
    join(third, project)
    fill(project, by=owner.participant)
    leader = owner.participant

    assert refusal_of(remove_from_team, project, friend, by=leader, reason=" ") == "no_reason"
    assert refusal_of(remove_from_team, project, owner, by=leader, reason="x") == "leads"
    remove_from_team(project, friend, by=leader, reason="Cambió de área")
    assert refusal_of(remove_from_team, project, friend, by=leader, reason="x") == "not_a_member"

    copy = project_of(friend)
    assert copy not in (project, own)
    assert said_in(copy) == said_in(project)
    assert (owners(copy), owners(project)) == ([friend], [owner])
    assert (last_move_of(friend).moved_by, last_move_of(friend).reason) == (
        leader,
        "Cambió de área",
    )
    assert AccessRecord.objects.get(object_id=str(friend.public_id)).reason == "Cambió de área"


def said_in(project):
    rows = matrix_of(project).rows
    project.refresh_from_db()
    return project.title, [replace(row, id=None) for row in rows]


def test_a_removal_is_undone_until_the_person_goes_on_alone(cohort, project, owner):
    friend = EnrolmentFactory(cohort=cohort)
    join(friend, project)
    fill(project, by=owner.participant)
    remove_from_team(project, friend, by=owner.participant, reason="Por error")

    (removed,) = removed_from(project)
    let_back(project, removed, by=owner.participant)
    assert (project_of(friend), removed_from(project)) == (project, [])

    remove_from_team(project, friend, by=owner.participant, reason="Por error")
    (removed,) = removed_from(project)
    write_title(project_of(friend), "Por mi cuenta", by=friend.participant)
    assert refusal_of(let_back, project, removed, by=owner.participant) == "gone_on"
    assert removed_from(project) == []


def test_a_removal_from_a_team_that_wrote_nothing_leads_back_to_what_was_there_before(
    cohort, project, owner
):
    friend = EnrolmentFactory(cohort=cohort)
    own = project_of(friend)
    join(friend, project)

    remove_from_team(project, friend, by=owner.participant, reason="Otro tema")

    assert project_of(friend) == own
    assert [each.enrolment for each in removed_from(project)] == [friend]


def test_once_something_is_handed_in_only_who_tutors_takes_somebody_out(cohort):
    submission = submitted_project(cohort=cohort, deliverable="E1")
    project, leader = submission.project, submission.enrolment.participant
    friend = EnrolmentFactory(cohort=cohort)
    join(friend, project)

    assert refusal_of(remove_from_team, project, friend, by=leader, reason="x") == "handed_in"
    take_out_of_team(friend, by=UserFactory(), reason="Lo pidió el equipo")
    assert project_of(friend) != project
