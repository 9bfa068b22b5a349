"""What two clicks at once must not do. SQLite has no row locks, so this needs PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from courses.models import HoursEntry
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
from tutoring.domain.questions import ask
from tutoring.models import Attendance, Question, TutorAssignment

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
