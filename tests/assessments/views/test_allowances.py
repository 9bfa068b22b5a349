from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAllowance
from tests.assessments.quizzes import make_quiz
from tests.factories import (
    MembershipFactory,
    QuizAllowanceFactory,
    TutorAssignmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, items=2, time_limit=30)


@pytest.fixture
def tutor(client, enrolment):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    client.force_login(tutor)
    return tutor


def address(name, thing):
    with translation.override("es-mx"):
        return reverse(f"assessments:{name}", args=[thing.public_id])


def sent(quiz, **changes):
    return {
        "key": str(uuid4()),
        "quiz": str(quiz.lesson.public_id),
        "extra_attempts": "1",
        "extra_minutes": "15",
        "reason": "Se fue la luz en la comunidad.",
    } | changes


def test_tutor_grants_more_and_sending_again_changes_nothing(client, tutor, enrolment, quiz):
    form = sent(quiz)

    answers = [client.post(address("person-quizzes", enrolment), form) for _click in range(2)]

    assert [one.url for one in answers] == [address("person-quizzes", enrolment)] * 2
    allowance = QuizAllowance.objects.get()
    assert (allowance.quiz, allowance.extra_attempts, allowance.extra_minutes) == (quiz, 1, 15)
    assert allowance.granted_by == tutor
    page = client.get("/en" + address("person-quizzes", enrolment)).content.decode()
    assert "Se fue la luz en la comunidad." in page
    assert "0 of 3" in page
    assert "45 minutes" in page


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reason": ""}, "Write the reason."),
        ({"reason": "luz"}, "at least 10"),
        ({"quiz": ""}, "Choose the quiz."),
        ({"quiz": str(uuid4())}, "valid choice"),
        ({"extra_attempts": "6"}, "less than or equal to 5"),
        ({"extra_attempts": "0", "extra_minutes": "0"}, "Say how many attempts or minutes."),
    ],
)
def test_refusal_keeps_what_was_typed(client, tutor, enrolment, quiz, changes, reason):
    form = sent(quiz) | changes

    refused = client.post("/en" + address("person-quizzes", enrolment), form)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert reason in page
    assert f'value="{form["extra_minutes"]}"' in page
    assert not QuizAllowance.objects.exists()


def test_course_without_time_limits_asks_for_no_minutes(client, tutor, enrolment):
    make_quiz(enrolment)

    page = client.get("/en" + address("person-quizzes", enrolment)).content.decode()

    assert "extra_attempts" in page
    assert "extra_minutes" not in page


def test_allowance_is_taken_back(client, tutor, enrolment, quiz):
    allowance = QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=1)

    answer = client.post(address("allowance-take-back", allowance))

    assert answer.url == address("person-quizzes", enrolment)
    allowance.refresh_from_db()
    assert allowance.taken_back_by == tutor


def test_allowance_that_is_used_stays_with_the_reason(client, tutor, enrolment):
    quiz = make_quiz(enrolment, attempts_allowed=0)
    allowance = QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=1)
    start_attempt(enrolment, quiz, by=enrolment.participant)

    refused = client.post("/en" + address("allowance-take-back", allowance))

    assert refused.status_code == 422
    assert "has begun the extra attempt already" in refused.content.decode()


def test_closed_cohort_shows_and_grants_nothing(client, tutor, enrolment, quiz):
    enrolment.cohort.state = "closed"
    enrolment.cohort.save()

    page = client.get("/en" + address("person-quizzes", enrolment)).content.decode()

    assert "Grant it" not in page
    assert client.post(address("person-quizzes", enrolment), sent(quiz)).status_code == 422


def test_nobody_grants_anything_to_themselves(client, enrolment, quiz):
    person = enrolment.participant
    MembershipFactory(person=person, organisation=enrolment.cohort.host, role="staff")
    TutorAssignmentFactory(enrolment=enrolment, tutor=person)
    allowance = QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=1)
    client.force_login(person)

    assert client.post(address("person-quizzes", enrolment), sent(quiz)).status_code == 403
    assert client.post(address("allowance-take-back", allowance)).status_code == 404
    assert QuizAllowance.objects.in_force().get() == allowance


@pytest.mark.parametrize("quizzes", [1, 3])
def test_page_costs_the_same_for_any_number_of_quizzes(
    client, tutor, enrolment, quizzes, django_assert_num_queries
):
    for _each in range(quizzes):
        quiz = make_quiz(enrolment, items=1)
        QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=1)
        start_attempt(enrolment, quiz, by=enrolment.participant)
    client.get(address("person-quizzes", enrolment))

    with django_assert_num_queries(7):
        client.get(address("person-quizzes", enrolment))
