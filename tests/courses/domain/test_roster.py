"""Withdrawing several people at once, bringing them back, and undoing either."""

from uuid import uuid4

import pytest

from courses.domain.enrolment import withdraw
from courses.domain.roster import (
    bring_back_people,
    plan_return,
    plan_withdrawal,
    undo_standing,
    withdraw_people,
)
from courses.models import RosterChange
from courses.signals import seat_freed
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import CohortFactory, EnrolmentFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db


def standing(*people):
    for each in people:
        each.refresh_from_db()
    return [(each.status, each.withdrawal_reason) for each in people]


def withdrawn(cohort, *people, key=None):
    return withdraw_people(cohort, people, by=UserFactory(), reason="Leave", key=key or uuid4())


def test_a_withdrawal_says_before_what_it_will_do_and_to_whom():
    cohort = CohortFactory(seats=10)
    active, invited = (
        EnrolmentFactory(cohort=cohort),
        EnrolmentFactory(cohort=cohort, status="invited", activated_at=None),
    )
    graduate = EnrolmentFactory(cohort=cohort, status="graduated")
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")

    plan = plan_withdrawal(cohort, [active, invited, graduate, gone])

    assert [row.enrolment for row in plan.going] == [active, invited]
    assert [row.enrolment for row in plan.staying] == [graduate, gone]
    assert plan.notes[0] == "Se liberan 2 lugares: quedan ocupados 1 de 10."


def test_people_are_withdrawn_at_once_on_record_and_the_seats_are_announced(
    heard, django_capture_on_commit_callbacks
):
    announced = heard(seat_freed)
    cohort = CohortFactory()
    people = [EnrolmentFactory(cohort=cohort) for _ in range(2)]
    graduate = EnrolmentFactory(cohort=cohort, status="graduated")
    key = uuid4()

    with django_capture_on_commit_callbacks(execute=True):
        change = withdrawn(cohort, *people, graduate, key=key)
        again = withdrawn(cohort, *people, key=key)

    assert again == change
    assert standing(*people, graduate) == [("withdrawn", "Leave")] * 2 + [("graduated", "")]
    assert AccessRecord.objects.filter(action="withdraw", reason="Leave").count() == 2
    assert [facts["cohort"] for facts in announced] == [cohort]
    assert {row.enrolment for row in change.rows.all()} == set(people)


def test_a_withdrawal_without_a_reason_or_of_nobody_is_refused():
    cohort = CohortFactory()
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")
    there = EnrolmentFactory(cohort=cohort)

    with pytest.raises(RuleViolation) as nobody:
        withdrawn(cohort, gone)
    with pytest.raises(RuleViolation) as silent:
        withdraw_people(cohort, [there], by=UserFactory(), reason=" ", key=uuid4())

    assert (nobody.value.code, silent.value.code) == ("nobody", "no_reason")
    assert not RosterChange.objects.exists()


def test_undoing_a_withdrawal_brings_each_back_to_where_they_were():
    cohort = CohortFactory()
    active = EnrolmentFactory(cohort=cohort)
    invited = EnrolmentFactory(cohort=cohort, status="invited", activated_at=None)
    change = withdrawn(cohort, active, invited)
    staff = UserFactory()

    undone = undo_standing(change, by=staff)
    again = undo_standing(change, by=staff)

    assert standing(active, invited) == [("active", ""), ("invited", "")]
    assert (len(undone.back), undone.stuck) == (2, [])
    assert (again.back, again.stuck) == ([], [])
    assert {row.undone_by for row in change.rows.all()} == {staff}


def test_undoing_for_one_person_leaves_the_others():
    cohort = CohortFactory()
    one, other = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    change = withdrawn(cohort, one, other)

    undo_standing(change, by=UserFactory(), only=one)

    assert standing(one, other) == [("active", ""), ("withdrawn", "Leave")]


def test_a_withdrawal_is_not_undone_without_a_seat_or_in_a_closed_cohort():
    cohort = CohortFactory(seats=1)
    person = EnrolmentFactory(cohort=cohort)
    change = withdrawn(cohort, person)
    successor = EnrolmentFactory(cohort=cohort)

    with pytest.raises(RuleViolation) as full:
        undo_standing(change, by=UserFactory())
    successor.delete()
    cohort.state = "closed"
    cohort.save()
    with pytest.raises(RuleViolation) as closed:
        undo_standing(change, by=UserFactory())

    assert (full.value.code, closed.value.code) == ("full", "closed")
    assert standing(person) == [("withdrawn", "Leave")]


def test_people_come_back_to_where_they_had_come_to():
    cohort = CohortFactory(seats=2)
    joined = EnrolmentFactory(cohort=cohort, status="withdrawn", withdrawal_reason="Leave")
    named = EnrolmentFactory(cohort=cohort, status="withdrawn", activated_at=None)
    people = [joined, named]

    plan = plan_return(cohort, people)
    change = bring_back_people(cohort, people, by=UserFactory(), reason="Back", key=uuid4())

    assert standing(*people) == [("active", ""), ("invited", "")]
    assert plan.notes[0] == "Se ocupan 2 lugares: quedan ocupados 2 de 2."
    undo_standing(change, by=UserFactory())
    assert standing(*people) == [("withdrawn", "Leave"), ("withdrawn", "")]


def test_nobody_comes_back_without_a_seat_in_a_closed_cohort_or_after_declining():
    full = EnrolmentFactory(status="withdrawn", cohort__seats=1)
    EnrolmentFactory(cohort=full.cohort)
    closed = EnrolmentFactory(status="withdrawn", cohort__state="closed")
    declined = EnrolmentFactory(
        status="withdrawn", invitation=InvitationFactory(), activated_at=None
    )
    declined.invitation.declined_at = declined.enrolled_at

    codes = []
    for each in (full, closed):
        with pytest.raises(RuleViolation) as refusal:
            plan_return(each.cohort, [each])
        codes.append(refusal.value.code)

    assert codes == ["full", "closed"]
    assert plan_return(declined.cohort, [declined]).going == []


def test_who_was_changed_again_or_went_on_stays_when_a_change_is_undone():
    cohort = CohortFactory()
    graduated, again = (
        EnrolmentFactory(cohort=cohort, status="withdrawn"),
        EnrolmentFactory(cohort=cohort, status="withdrawn"),
    )
    people = [graduated, again]
    change = bring_back_people(cohort, people, by=UserFactory(), reason="Back", key=uuid4())
    withdrawn(cohort, again)
    graduated.status, graduated.graduated_on = "graduated", cohort.starts_on
    graduated.save()

    undone = undo_standing(change, by=UserFactory())

    assert (undone.back, set(undone.stuck)) == ([], {graduated, again})
    assert standing(graduated, again) == [("graduated", ""), ("withdrawn", "Leave")]


def test_who_left_by_another_way_has_no_change_to_undo():
    person = EnrolmentFactory()

    withdraw(person, by=UserFactory(), reason="Declined")

    assert not person.roster_changes.exists()
