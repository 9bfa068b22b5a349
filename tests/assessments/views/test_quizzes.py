from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.domain.quiz_taking import paper_of, start_attempt
from assessments.models import QuizAttempt, Response
from courses.models import HoursEntry
from tests.factories import (
    ChoiceFactory,
    EnrolmentFactory,
    LessonFactory,
    QuizFactory,
    QuizItemFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    edition.content_hash = uuid4().hex
    edition.save()
    client.force_login(enrolment.participant)
    return enrolment


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment)


def make_quiz(enrolment, items=3, **facts):
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, kind="Q", closed_by="quiz")
    quiz = QuizFactory(lesson=lesson, **facts)
    for _item in range(items):
        item = QuizItemFactory(quiz=quiz)
        ChoiceFactory(item=item, is_correct=True, text="Sí", feedback="Por esto sí.")
        ChoiceFactory(item=item, text="No", feedback="Por esto no.")
    return quiz


@pytest.fixture
def attempt(enrolment, quiz):
    return start_attempt(enrolment, quiz, by=enrolment.participant)


def quiz_url(name, enrolment, quiz):
    with translation.override("es-mx"):
        return reverse(f"assessments:{name}", args=[enrolment.cohort.code, quiz.lesson.public_id])


def url(name, attempt, *args):
    with translation.override("es-mx"):
        return reverse(f"assessments:{name}", args=[attempt.public_id, *args])


def answer(client, attempt, number, *, right=True):
    choice = next(one for one in paper_of(attempt).at(number).choices if one.is_correct == right)
    return client.post(url("attempt-item", attempt, number), {"choices": [choice.position]})


def test_entry_page_says_the_rules_and_begins_by_post(client, enrolment, quiz):
    page = client.get("/en" + quiz_url("quiz", enrolment, quiz)).content.decode()
    assert "3 questions, one a page." in page
    assert "The pass mark is 70 of 100." in page
    assert client.get(quiz_url("quiz-start", enrolment, quiz)).status_code == 405

    begun = [client.post(quiz_url("quiz-start", enrolment, quiz)) for _click in range(2)]

    attempt = QuizAttempt.objects.get()
    assert [one.url for one in begun] == [url("attempt-item", attempt, 1)] * 2


def test_item_without_questions_says_that_they_are_being_written(client, enrolment):
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, kind="Q", closed_by="quiz")
    address = reverse("assessments:quiz", args=[enrolment.cohort.code, lesson.public_id])
    start = reverse("assessments:quiz-start", args=[enrolment.cohort.code, lesson.public_id])

    assert "The questions of this item are being written." in (
        client.get("/en" + address).content.decode()
    )
    assert client.post(start).status_code == 404


def test_each_answer_is_saved_at_once_and_leads_on(client, attempt):
    first = answer(client, attempt, 1)
    last = answer(client, attempt, 3)

    assert first.url == url("attempt-item", attempt, 2)
    assert last.url == url("attempt-review", attempt)
    page = client.get("/en" + url("attempt-item", attempt, 1)).content.decode()
    assert "2 of 3 answered" in page
    assert page.count("checked") == 1
    assert "Saved at" in page


def test_answer_is_saved_also_when_going_back(client, attempt):
    choice = paper_of(attempt).at(2).choices[0]

    back = client.post(url("attempt-item", attempt, 2), {"choices": [choice.position], "ir": "1"})

    assert back.url == url("attempt-item", attempt, 1)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "name", "args"),
    [("2", "attempt-item", [2]), ("99", "attempt-review", []), ("x", "attempt-review", [])],
)
def test_list_of_questions_leads_to_the_one_that_is_chosen(client, attempt, wanted, name, args):
    answer = client.get(url("attempt-item", attempt, 1), {"ir": wanted})

    assert answer.url == url(name, attempt, *args)


def test_going_on_without_an_answer_saves_nothing(client, attempt):
    answer = client.post(url("attempt-item", attempt, 1), {})

    assert answer.url == url("attempt-item", attempt, 2)
    assert not Response.objects.exists()


@pytest.mark.parametrize("choices", [["999999"], ["x"], ["-1"]])
def test_choice_of_another_item_is_refused(client, attempt, choices):
    answer = client.post(url("attempt-item", attempt, 1), {"choices": choices})

    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_choices_of_another_item_are_refused_although_they_exist(client, attempt):
    foreign = paper_of(attempt).at(2).choices[0]

    answer = client.post(url("attempt-item", attempt, 1), {"choices": [foreign.position]})

    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_two_choices_where_one_is_asked_come_back_with_the_reason(client, attempt):
    places = [choice.position for choice in paper_of(attempt).at(1).choices]

    answer = client.post("/en" + url("attempt-item", attempt, 1), {"choices": places})

    assert answer.status_code == 422
    assert "Choose one answer." in answer.content.decode()


def test_item_page_does_not_give_the_answer_away(client, attempt):
    page = client.get(url("attempt-item", attempt, 1)).content.decode()

    assert "Por esto" not in page
    assert "correct" not in page.lower()


def test_review_links_what_is_not_answered(client, attempt):
    answer(client, attempt, 1)

    page = client.get("/en" + url("attempt-review", attempt)).content.decode()

    assert "2 questions have no answer." in page
    assert f'href="/en{url("attempt-item", attempt, 2)}"' in page


def test_handing_in_twice_is_one_result_and_one_credit(client, attempt):
    answer(client, attempt, 1)
    answer(client, attempt, 2, right=False)

    answers = [client.post(url("attempt-submit", attempt)) for _click in range(2)]

    assert [one.url for one in answers] == [url("attempt-result", attempt)] * 2
    assert HoursEntry.objects.count() == 1
    page = client.get("/en" + url("attempt-result", attempt)).content.decode()
    assert '<span class="big num">33.3</span>' in page
    assert page.count("Por esto sí.") == 1
    assert page.count("Por esto no.") == 1


def test_right_answers_are_shown_only_when_no_attempt_is_left(client, enrolment, quiz):
    for shown in (False, True):
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        client.post(url("attempt-submit", attempt))
        page = client.get("/en" + url("attempt-result", attempt)).content.decode()
        assert ("It was right:" in page) is shown


def test_tests_never_show_right_answers(client, enrolment):
    quiz = make_quiz(enrolment, kind="pre", attempts_allowed=1)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    client.post(url("attempt-submit", attempt))

    page = client.get("/en" + url("attempt-result", attempt)).content.decode()

    assert "Any score is valid." in page
    assert "It was right:" not in page


def test_no_attempt_left_is_refused_with_the_reason(client, enrolment):
    quiz = make_quiz(enrolment, attempts_allowed=1)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    client.post(url("attempt-submit", attempt))

    answer = client.post(quiz_url("quiz-start", enrolment, quiz))

    assert answer.status_code == 422
    assert QuizAttempt.objects.count() == 1


def test_pages_of_an_attempt_lead_to_where_it_stands(client, attempt):
    assert client.get(url("attempt-result", attempt)).url == url("attempt-review", attempt)
    client.post(url("attempt-submit", attempt))

    for name, args in (("attempt-item", [1]), ("attempt-review", [])):
        assert client.get(url(name, attempt, *args)).url == url("attempt-result", attempt)
    assert answer(client, attempt, 1).status_code == 422


def test_question_that_the_attempt_does_not_have_does_not_exist(client, attempt):
    for number in (0, 4, 99999):
        assert client.get(url("attempt-item", attempt, number)).status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "method"),
    [
        ("attempt-item", [1], "get"),
        ("attempt-item", [1], "post"),
        ("attempt-review", [], "get"),
        ("attempt-submit", [], "post"),
        ("attempt-result", [], "get"),
    ],
)
def test_attempt_of_somebody_else_does_not_exist(client, enrolment, attempt, name, args, method):
    client.force_login(EnrolmentFactory(cohort=enrolment.cohort).participant)

    assert getattr(client, method)(url(name, attempt, *args)).status_code == 404


def test_quiz_of_another_edition_does_not_exist(client, enrolment):
    foreign = make_quiz(EnrolmentFactory())

    assert client.get(quiz_url("quiz", enrolment, foreign)).status_code == 404
    assert client.post(quiz_url("quiz-start", enrolment, foreign)).status_code == 404


def test_closed_cohort_takes_no_answers(client, enrolment, attempt):
    cohort = enrolment.cohort
    cohort.state = "closed"
    cohort.save()

    assert client.post(url("attempt-submit", attempt)).status_code == 422
    assert answer(client, attempt, 1).status_code == 422
    assert client.post(quiz_url("quiz-start", enrolment, attempt.quiz)).status_code == 422


@pytest.mark.parametrize("items", [1, 3])
def test_pages_cost_the_same_for_any_number_of_questions(
    client, enrolment, django_assert_max_num_queries, items
):
    quiz = make_quiz(enrolment, items=items)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    answer(client, attempt, 1)
    client.get(url("attempt-review", attempt))

    for name, args, queries in (("attempt-item", [1], 8), ("attempt-review", [], 8)):
        with django_assert_max_num_queries(queries):
            client.get(url(name, attempt, *args))
    with django_assert_max_num_queries(12):
        client.get(quiz_url("quiz", enrolment, quiz))
    client.post(url("attempt-submit", attempt))
    client.get(url("attempt-result", attempt))
    with django_assert_max_num_queries(10):
        client.get(url("attempt-result", attempt))
