from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from courses.models import Enrolment
from tests.factories import (
    AnswerFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.domain.workload import (
    QuestionCounts,
    mean_answer_hours,
    people_of,
    question_counts,
    tutored,
    with_workload,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_people_are_those_tutored_now_who_hold_a_seat():
    tutor = UserFactory()
    mine = TutorAssignmentFactory(tutor=tutor).enrolment
    TutorAssignmentFactory(tutor=tutor, until=timezone.now())
    TutorAssignmentFactory(tutor=tutor, enrolment__status="withdrawn")
    TutorAssignmentFactory()

    assert list(people_of(tutor)) == [mine]


@pytest.mark.parametrize(
    ("status", "state", "days", "silent"),
    [
        ("active", "open", 11, True),
        ("active", "open", 9, False),
        ("active", "closed", 11, False),
        ("invited", "open", 11, False),
        ("graduated", "open", 11, False),
    ],
)
def test_silence_is_ten_days_of_somebody_who_should_be_studying(status, state, days, silent):
    now = timezone.now()
    EnrolmentFactory(status=status, cohort__state=state, last_seen_at=now - days * DAY)

    [row] = tutored(Enrolment.objects.all(), now=now)

    assert (row.enrolment.is_silent, row.enrolment.needs_company) == (silent, silent)
    assert row.days_silent == days


def test_who_never_came_is_silent_since_the_invitation_was_accepted():
    now = timezone.now()
    EnrolmentFactory(last_seen_at=None, activated_at=now - 12 * DAY)

    [row] = tutored(Enrolment.objects.all(), now=now)

    assert (row.enrolment.is_silent, row.days_silent) == (True, 12)


def test_facts_do_not_multiply_each_other():
    session = InPersonSessionFactory(minutes=240)
    missed = InPersonSessionFactory(cohort=session.cohort, minutes=180)
    person = EnrolmentFactory(cohort=session.cohort, last_seen_at=timezone.now())
    facilitator = UserFactory()
    record_attendance(session, person, status="present", by=facilitator)
    record_attendance(missed, person, status="absent", by=facilitator)
    QuestionFactory.create_batch(3, enrolment=person)
    QuestionFactory(enrolment=person, answered_at=timezone.now())

    row = with_workload(Enrolment.objects.all()).get()

    assert (row.online_done, row.in_person_done, row.missed, row.open_questions) == (0, 240, 180, 3)
    assert (row.is_silent, row.is_absent, row.needs_company) == (False, True, True)
    assert question_counts(person) == QuestionCounts(asked=4, answered=1)


def test_mean_counts_working_hours_to_the_first_answer_of_that_tutor():
    monday = datetime(2026, 11, 16, 10, tzinfo=ZoneInfo("America/Mexico_City"))
    tutor = UserFactory()
    for hours in (10, 30):
        answered_at = monday + timedelta(hours=hours)
        question = QuestionFactory(asked_at=monday, answered_at=answered_at)
        AnswerFactory(question=question, author=tutor, answered_at=answered_at)
        # A second answer to the same question is not counted again.
        AnswerFactory(question=question, author=tutor, answered_at=answered_at + DAY)
    AnswerFactory()

    assert mean_answer_hours(tutor, since=monday) == 20
    assert mean_answer_hours(UserFactory(), since=monday) is None
