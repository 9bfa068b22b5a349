from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.domain.enrolment import enrol
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.assignment import (
    SETTLED_AFTER,
    appoint_tutor,
    assign_missing,
    cohorts_to_assign,
    end_tutor,
    hand_over,
    hand_over_all,
    spread,
    tutor_of,
    without_tutor,
)
from tutoring.models import CohortTutor, TutorAssignment

pytestmark = pytest.mark.django_db


def tutor_on_the_team(cohort, **more):
    return MembershipFactory(organisation=cohort.host, role="tutor", **more).person


def appointed(cohort, quota=30):
    tutor = tutor_on_the_team(cohort)
    CohortTutorFactory(cohort=cohort, tutor=tutor, quota=quota)
    return tutor


def loads(cohort):
    current = TutorAssignment.objects.current().filter(enrolment__cohort=cohort)
    return Counter(current.values_list("tutor", flat=True))


def test_appointing_twice_changes_the_quota_only():
    cohort, staff = CohortFactory(), UserFactory()
    tutor = tutor_on_the_team(cohort)

    first = appoint_tutor(cohort, tutor, by=staff)
    again = appoint_tutor(cohort, tutor, by=staff, quota=25)

    assert (again.pk, again.quota) == (first.pk, 25)
    assert CohortTutor.objects.get().quota == 25
    assert AccessRecord.objects.filter(action="appoint_tutor", person=staff).count() == 2


@pytest.mark.parametrize("role", ["staff", "facilitator", None])
def test_only_a_tutor_on_the_hosts_team_is_appointed(role):
    cohort, person = CohortFactory(), UserFactory()
    if role:
        MembershipFactory(person=person, organisation=cohort.host, role=role)

    with pytest.raises(RuleViolation) as refusal:
        appoint_tutor(cohort, person, by=UserFactory())

    assert refusal.value.code == "not_on_the_team"


def test_tutor_of_another_host_is_not_appointed():
    cohort = CohortFactory()
    stranger = tutor_on_the_team(CohortFactory())

    with pytest.raises(RuleViolation) as refusal:
        appoint_tutor(cohort, stranger, by=UserFactory())

    assert refusal.value.code == "not_on_the_team"


def test_tutor_whose_membership_ended_is_not_appointed():
    cohort = CohortFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    tutor = tutor_on_the_team(cohort, since=yesterday, until=yesterday)

    with pytest.raises(RuleViolation) as refusal:
        appoint_tutor(cohort, tutor, by=UserFactory())

    assert refusal.value.code == "not_on_the_team"


@pytest.mark.parametrize("quota", [0, 301])
def test_quota_is_plausible(quota):
    cohort = CohortFactory()

    with pytest.raises(RuleViolation) as refusal:
        appoint_tutor(cohort, tutor_on_the_team(cohort), by=UserFactory(), quota=quota)

    assert refusal.value.code == "quota"


def test_nobody_is_appointed_in_a_closed_cohort():
    cohort = CohortFactory(state="closed")

    with pytest.raises(RuleViolation) as refusal:
        appoint_tutor(cohort, tutor_on_the_team(cohort), by=UserFactory())

    assert refusal.value.code == "closed"


def test_everybody_who_holds_a_seat_gets_a_tutor_by_equal_load():
    cohort = CohortFactory()
    for status in ["invited", "active", "graduated", "not_completed", "active", "active", "active"]:
        EnrolmentFactory(cohort=cohort, status=status)
    left = EnrolmentFactory(cohort=cohort, status="withdrawn")
    elsewhere = EnrolmentFactory()
    for _ in range(3):
        appointed(cohort)

    assert assign_missing(cohort) == 7

    assert sorted(loads(cohort).values()) == [2, 2, 3]
    assert tutor_of(left) is None
    assert tutor_of(elsewhere) is None


def test_who_has_a_tutor_keeps_theirs_and_the_least_loaded_comes_first():
    cohort = CohortFactory()
    busy, free = appointed(cohort), appointed(cohort)
    kept = [
        TutorAssignmentFactory(enrolment__cohort=cohort, tutor=busy).enrolment for _ in range(2)
    ]
    new = EnrolmentFactory.create_batch(2, cohort=cohort)

    assert assign_missing(cohort) == 2
    assert assign_missing(cohort) == 0

    assert [tutor_of(enrolment) for enrolment in kept] == [busy, busy]
    assert [tutor_of(enrolment) for enrolment in new] == [free, free]


def test_people_wait_when_every_quota_is_full():
    cohort = CohortFactory()
    appointed(cohort, quota=2)
    appointed(cohort, quota=1)
    EnrolmentFactory.create_batch(5, cohort=cohort)

    assert assign_missing(cohort) == 3

    assert without_tutor(cohort.enrolments.all()).count() == 2
    assert sorted(loads(cohort).values()) == [1, 2]


def test_who_left_the_cohort_does_not_fill_the_quota():
    cohort = CohortFactory()
    tutor = appointed(cohort, quota=1)
    TutorAssignmentFactory(enrolment__cohort=cohort, enrolment__status="withdrawn", tutor=tutor)
    new = EnrolmentFactory(cohort=cohort)

    assert assign_missing(cohort) == 1
    assert tutor_of(new) == tutor


def test_who_is_no_longer_on_the_team_gets_nobody():
    cohort = CohortFactory()
    CohortTutorFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort)

    assert assign_missing(cohort) == 0


def test_nobody_tutors_themselves():
    cohort = CohortFactory()
    tutor, other = appointed(cohort), appointed(cohort)
    own = EnrolmentFactory(cohort=cohort, participant=tutor)
    EnrolmentFactory(cohort=cohort)

    assign_missing(cohort)

    assert tutor_of(own) == other
    assert set(loads(cohort).values()) == {1}


@pytest.mark.parametrize("count", [3, 60])
def test_assigning_costs_the_same_for_few_and_for_many(count, django_assert_num_queries):
    cohort = CohortFactory()
    appointed(cohort, quota=100)
    EnrolmentFactory.create_batch(count, cohort=cohort)

    with django_assert_num_queries(7):  # Five, and the savepoint around them.
        assert assign_missing(cohort) == count


def test_the_same_people_and_tutors_give_the_same_result():
    people = [(number, 1000 + number) for number in range(275)]
    room = dict.fromkeys(range(10), (0, 30))

    pairs = spread(people, room)

    assert pairs == spread(people, room)
    assert sorted(Counter(tutor for _, tutor in pairs).values()) == [27] * 5 + [28] * 5


def test_spreading_without_room_pairs_nobody():
    assert spread([(1, 2)], {}) == []
    assert spread([(1, 2)], {3: (30, 30)}) == []
    assert spread([(1, 7)], {7: (0, 30)}) == []


def test_enrolling_gives_a_tutor_after_commit(django_capture_on_commit_callbacks):
    cohort = CohortFactory()
    tutor = appointed(cohort)
    person = UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(
            person,
            cohort=cohort,
            affiliation=AffiliationFactory(person=person),
            nominated_by=cohort.partner,
            by=UserFactory(),
        )

    assert tutor_of(enrolment) == tutor


def test_handing_over_keeps_the_history():
    cohort, staff = CohortFactory(), UserFactory()
    before, after = appointed(cohort), appointed(cohort)
    enrolment = TutorAssignmentFactory(enrolment__cohort=cohort, tutor=before).enrolment

    hand_over(enrolment, after, staff, reason="Leave")
    hand_over(enrolment, after, staff)

    history = enrolment.tutor_assignments.order_by("pk")
    assert [(row.tutor, row.until is None) for row in history] == [(before, False), (after, True)]
    assert AccessRecord.objects.get(action="hand_over").reason == "Leave"


def test_handing_over_somebody_without_a_tutor_gives_them_one():
    cohort = CohortFactory()
    tutor, enrolment = appointed(cohort), EnrolmentFactory(cohort=cohort)

    hand_over(enrolment, tutor, by=UserFactory())

    assert tutor_of(enrolment) == tutor


def test_handing_over_refuses_who_does_not_tutor_the_cohort():
    enrolment = EnrolmentFactory()
    other = appointed(CohortFactory())

    with pytest.raises(RuleViolation) as refusal:
        hand_over(enrolment, other, UserFactory())

    assert refusal.value.code == "not_a_tutor"


def test_handing_over_leaves_people_of_another_cohort_alone():
    cohort = CohortFactory()
    tutor, foreign = appointed(cohort), EnrolmentFactory()

    hand_over_all(cohort, [foreign], tutor, by=UserFactory())

    assert tutor_of(foreign) is None


def test_handing_over_refuses_a_full_tutor_somebody_who_left_and_oneself():
    cohort, staff = CohortFactory(), UserFactory()
    full = appointed(cohort, quota=1)
    TutorAssignmentFactory(enrolment__cohort=cohort, tutor=full)
    codes = []

    for enrolment, to in [
        (EnrolmentFactory(cohort=cohort), full),
        (EnrolmentFactory(cohort=cohort, status="withdrawn"), full),
        (EnrolmentFactory(cohort=cohort, participant=full), full),
    ]:
        with pytest.raises(RuleViolation) as refusal:
            hand_over(enrolment, to, staff)
        codes.append(refusal.value.code)

    assert codes == ["full", "withdrawn", "own_tutor"]


def test_handing_over_several_people_is_all_or_nothing():
    cohort = CohortFactory()
    tutor = appointed(cohort, quota=1)
    people = EnrolmentFactory.create_batch(2, cohort=cohort)

    with pytest.raises(RuleViolation):
        hand_over_all(cohort, people, tutor, by=UserFactory())

    assert [tutor_of(person) for person in people] == [None, None]


def test_ending_a_tutor_spreads_their_people_and_says_who_is_left():
    cohort, staff = CohortFactory(), UserFactory()
    leaving, staying = appointed(cohort), appointed(cohort, quota=2)
    people = [
        TutorAssignmentFactory(enrolment__cohort=cohort, tutor=leaving).enrolment for _ in range(3)
    ]
    elsewhere = TutorAssignmentFactory(tutor=leaving).enrolment
    row = CohortTutor.objects.get(tutor=leaving)

    assert end_tutor(row, by=staff) == 1
    assert end_tutor(row, by=staff) == 1

    assert [tutor_of(person) for person in people] == [staying, staying, None]
    assert tutor_of(elsewhere) == leaving
    assert AccessRecord.objects.filter(action="end_tutor").count() == 1


def test_clock_leaves_a_cohort_alone_while_tutors_are_being_appointed():
    cohort = CohortFactory()
    appointed(cohort)
    EnrolmentFactory(cohort=cohort)
    closed = CohortFactory(state="closed")
    appointed(closed)
    EnrolmentFactory(cohort=closed)
    now = timezone.now()

    assert list(cohorts_to_assign(now=now)) == []
    assert list(cohorts_to_assign(now=now + SETTLED_AFTER)) == [cohort]

    assign_missing(cohort)

    assert list(cohorts_to_assign(now=now + SETTLED_AFTER)) == []
