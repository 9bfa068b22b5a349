"""What two clicks at once must not do. SQLite has no row locks, so this needs PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from courses.models import HoursEntry
from people.models import Message
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    UserFactory,
)
from tutoring.domain.assignment import assign_missing
from tutoring.domain.attendance import record_attendance
from tutoring.domain.check_in import check_in
from tutoring.domain.questions import ask
from tutoring.models import Attendance, Question, TutorAssignment
from tutoring.tasks import tell_of_session

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row locks"),
]


def all_at_once(count, call):
    start = Barrier(count)

    def one(_number):
        start.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_two_clicks_on_ask_make_one_question():
    enrolment, key = EnrolmentFactory(), uuid4()

    outcomes = all_at_once(
        6, lambda: ask(enrolment, body="¿Cómo?", key=key, by=enrolment.participant).pk
    )

    assert outcomes == [Question.objects.get().pk] * 6


def test_assigning_at_once_gives_everybody_one_tutor():
    cohort = CohortFactory()
    for _ in range(3):
        tutor = MembershipFactory(organisation=cohort.host, role="tutor").person
        CohortTutorFactory(cohort=cohort, tutor=tutor, quota=5)
    EnrolmentFactory.create_batch(12, cohort=cohort)

    outcomes = all_at_once(6, lambda: assign_missing(cohort))

    assert sorted(outcomes) == [0, 0, 0, 0, 0, 12]
    assert TutorAssignment.objects.count() == 12


def test_recording_at_once_counts_the_hours_once():
    session, facilitator = InPersonSessionFactory(), UserFactory()
    enrolment = EnrolmentFactory(cohort=session.cohort)

    all_at_once(6, lambda: record_attendance(session, enrolment, status="present", by=facilitator))

    assert Attendance.objects.count() == 1
    assert [entry.minutes for entry in HoursEntry.objects.all()] == [180]


def test_checking_in_at_once_counts_the_hours_once():
    session = InPersonSessionFactory()
    enrolment = EnrolmentFactory(cohort=session.cohort)

    outcomes = all_at_once(6, lambda: check_in(session, enrolment, at=session.starts_at).pk)

    assert outcomes == [Attendance.objects.get().pk] * 6
    assert [entry.minutes for entry in HoursEntry.objects.all()] == [180]


def test_telling_of_a_moved_session_at_once_writes_one_message_each():
    session = InPersonSessionFactory(sequence=1, ends_at=timezone.now() + timedelta(days=1))
    EnrolmentFactory.create_batch(2, cohort=session.cohort)

    all_at_once(4, lambda: tell_of_session(session.pk))

    assert Message.objects.count() == 2


def test_a81_two_rooms_at_once_do_not_both_count_the_same_hours():
    person, morning = UserFactory(), InPersonSessionFactory()
    other = InPersonSessionFactory(starts_at=morning.starts_at, ends_at=morning.ends_at)
    rooms = [
        (session, EnrolmentFactory(cohort=session.cohort, participant=person))
        for session in (morning, other)
    ]
    turns = iter(rooms)

    def one():
        session, enrolment = next(turns)
        return record_attendance(session, enrolment, status="present", by=person).minutes

    assert sorted(all_at_once(2, one)) == [0, 180]
    assert [entry.minutes for entry in HoursEntry.objects.all()] == [180]
