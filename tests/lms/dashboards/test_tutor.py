from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.dashboards.tutor import tutor_home
from tests.factories import (
    AnswerFactory,
    CohortTutorFactory,
    InPersonSessionFactory,
    QuestionFactory,
    SubmissionFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def tutor():
    return UserFactory()


def person_of(tutor, **more):
    facts = {"last_seen_at": timezone.now()} | more
    row = TutorAssignmentFactory(
        tutor=tutor, **{f"enrolment__{name}": value for name, value in facts.items()}
    )
    return row.enrolment


def submission_of(enrolment, **more):
    return SubmissionFactory(enrolment=enrolment, project__cohort=enrolment.cohort, **more)


def test_an_overdue_question_comes_before_the_oldest_submission(tutor):
    person = person_of(tutor)
    submission = submission_of(person)
    question = QuestionFactory(enrolment=person)

    assert tutor_home(tutor).step == "submission"

    question.asked_at = timezone.now() - 30 * DAY
    question.save()
    home = tutor_home(tutor)

    assert (home.step, home.questions[0].question) == ("overdue", question)
    assert home.submissions[0].submission == submission


def test_without_submissions_the_next_question_is_the_step(tutor):
    person = person_of(tutor)
    assert tutor_home(tutor).step == "nothing"

    QuestionFactory(enrolment=person)
    assert tutor_home(tutor).step == "question"


def test_figures_count_only_the_tutors_own_people(tutor):
    now = timezone.now()
    mine = person_of(tutor)
    silent = person_of(tutor, cohort=mine.cohort, last_seen_at=now - 12 * DAY)
    person_of(tutor, cohort=mine.cohort, status="invited")
    stranger = TutorAssignmentFactory(enrolment__cohort=mine.cohort).enrolment
    for enrolment in (mine, stranger):
        QuestionFactory(enrolment=enrolment)
        submission_of(enrolment, submitted_at=now - 4 * DAY)
    asked = QuestionFactory(enrolment=mine, asked_at=now - DAY, answered_at=now)
    AnswerFactory(question=asked, author=tutor, answered_at=now)

    home = tutor_home(tutor, now=now)

    assert (home.tally.waiting, home.submissions_waiting, home.submissions[0].days) == (1, 1, 4)
    assert [row.enrolment for row in home.in_need] == [silent]
    assert (len(home.people), home.on_the_way, home.not_accepted) == (3, 1, 1)
    assert home.answer_hours is not None


def test_week_is_said_for_one_running_cohort(tutor):
    person = person_of(tutor)
    cohort = person.cohort
    start = datetime.combine(cohort.starts_on, datetime.min.time(), ZoneInfo(cohort.time_zone))

    assert tutor_home(tutor, now=start + 15 * DAY).week == (3, 10)
    assert tutor_home(tutor, now=start - DAY).week is None

    person_of(tutor)
    assert tutor_home(tutor, now=start + 15 * DAY).week is None


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "evening"), (8, "morning"), (13, "afternoon"), (21, "evening")]
)
def test_greeting_follows_the_hour(tutor, hour, part):
    now = datetime(2026, 11, 23, hour, tzinfo=ZoneInfo("America/Mexico_City"))

    assert tutor_home(tutor, now=now).part_of_day == part


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_any_number(client, tutor, django_assert_num_queries, count):
    cohort = CohortTutorFactory(tutor=tutor).cohort
    for _ in range(count):
        person = person_of(tutor, cohort=cohort, last_seen_at=timezone.now() - 12 * DAY)
        QuestionFactory(enrolment=person)
        submission_of(person)
        start = timezone.now() + DAY
        InPersonSessionFactory(cohort=cohort, starts_at=start, ends_at=start + timedelta(hours=3))
    client.force_login(tutor)

    with django_assert_num_queries(10):
        response = client.get(reverse("tutor-home"))

    assert response.status_code == 200


def test_somebody_who_tutors_nobody_sees_an_empty_page(client, tutor):
    client.force_login(tutor)

    response = client.get("/en/tutoria/")

    assert "You tutor nobody yet" in response.content.decode()
