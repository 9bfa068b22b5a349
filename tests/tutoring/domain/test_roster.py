"""Another tutor for several people at once, and undoing it."""

from uuid import uuid4

import pytest

from courses.domain.roster import withdraw_people
from lms.lib.errors import RuleViolation
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.assignment import tutor_of
from tutoring.domain.roster import change_tutor, plan_tutor, undo_tutor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def to(cohort):
    return CohortTutorFactory(cohort=cohort, quota=2).tutor


def with_tutor(cohort, tutor):
    return TutorAssignmentFactory(enrolment__cohort=cohort, tutor=tutor).enrolment


def changed(cohort, people, to):
    return change_tutor(cohort, people, to, by=UserFactory(), reason="Leave", key=uuid4())


def test_a_change_of_tutor_says_before_who_goes_from_whom_to_whom(cohort, to):
    before = CohortTutorFactory(cohort=cohort).tutor
    one, alone = with_tutor(cohort, before), EnrolmentFactory(cohort=cohort)
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")
    there = with_tutor(cohort, to)
    own = EnrolmentFactory(cohort=cohort, participant=to)
    QuestionFactory(enrolment=one)

    plan = plan_tutor(cohort, [one, gone, there, own], to)

    assert [(row.enrolment, row.before, row.after) for row in plan.going] == [
        (one, before.full_name, to.full_name)
    ]
    assert [row.enrolment for row in plan.staying] == [gone, there, own]
    assert plan.notes[0] == f"{to.full_name} queda con 2 personas, de 2 como máximo."
    assert plan.notes[1].startswith("1 duda abierta va con la persona")
    with pytest.raises(RuleViolation) as full:
        plan_tutor(cohort, [one, alone], to)
    with pytest.raises(RuleViolation) as stranger:
        plan_tutor(cohort, [one], UserFactory())
    assert (full.value.code, stranger.value.code) == ("full", "not_a_tutor")


def test_undoing_gives_each_the_tutor_back_whom_they_had_or_none(cohort, to):
    before = CohortTutorFactory(cohort=cohort).tutor
    one, alone = with_tutor(cohort, before), EnrolmentFactory(cohort=cohort)

    change = changed(cohort, [one, alone], to)

    assert [tutor_of(one), tutor_of(alone)] == [to, to]
    undone = undo_tutor(change, by=UserFactory())
    assert (len(undone.back), undone.stuck) == (2, [])
    assert [tutor_of(one), tutor_of(alone)] == [before, None]


def test_who_has_another_tutor_since_or_has_left_stays(cohort, to):
    moved, gone = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    change = changed(cohort, [moved, gone], to)
    other = CohortTutorFactory(cohort=cohort).tutor
    changed(cohort, [moved], other)
    withdraw_people(cohort, [gone], by=UserFactory(), reason="x", key=uuid4())

    undone = undo_tutor(change, by=UserFactory())

    assert (undone.back, set(undone.stuck)) == ([], {moved, gone})
    assert tutor_of(moved) == other
