from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    EnrolmentFactory,
    LessonFactory,
    MembershipFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.questions import QUESTIONS_AN_HOUR
from tutoring.models import Answer, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def tutor(question):
    return TutorAssignmentFactory(enrolment=question.enrolment).tutor


@pytest.fixture
def answer_url(question):
    return reverse("tutoring:question-answer", args=[question.public_id])


def ask_url(enrolment, lesson=None):
    address = reverse("tutoring:question-ask", args=[enrolment.cohort.code])
    return f"{address}?leccion={lesson.public_id}" if lesson else address


@pytest.mark.parametrize(("headers", "whole_page"), [({}, True), ({"HX-Request": "true"}, False)])
def test_tutor_answers_with_and_without_htmx(
    client, question, tutor, answer_url, headers, whole_page
):
    client.force_login(tutor)

    response = client.post(
        answer_url,
        {"body": "Empiece por el árbol.", "key": uuid4()},
        headers=headers,
        follow=True,
    )

    assert response.redirect_chain == [(question.get_absolute_url(), 302)]
    page = response.content.decode()
    assert ("<html" in page) is whole_page
    assert "Empiece por el árbol." in page
    assert page.count('class="note ok"') == 1
    assert "HX-Request" in response.headers["Vary"]
    assert [answer.author for answer in question.answers.all()] == [tutor]


def test_the_same_form_sent_twice_answers_once(client, tutor, answer_url):
    client.force_login(tutor)
    form = {"body": "Empiece por el árbol.", "key": uuid4()}

    statuses = [client.post(answer_url, form).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Answer.objects.count() == 1


def test_answering_may_open_the_next_question(client, question, tutor, answer_url):
    following = QuestionFactory(enrolment=question.enrolment)
    client.force_login(tutor)

    response = client.post(answer_url, {"body": "Así.", "key": uuid4(), "next": "1"})

    assert response.url == following.get_absolute_url()

    last = client.post(
        reverse("tutoring:question-answer", args=[following.public_id]),
        {"body": "Así.", "key": uuid4(), "next": "1"},
    )
    assert last.url == reverse("tutoring:question-desk")


def test_htmx_leaves_the_page_for_the_next_question(client, question, tutor, answer_url):
    following = QuestionFactory(enrolment=question.enrolment)
    client.force_login(tutor)

    response = client.post(
        answer_url,
        {"body": "Así.", "key": uuid4(), "next": "1"},
        headers={"HX-Request": "true"},
    )

    assert response.headers["HX-Redirect"] == following.get_absolute_url()


@pytest.mark.parametrize(
    "form",
    [{"body": "", "key": str(uuid4())}, {"body": "Así.", "key": "no"}, {"body": "x" * 6001}],
)
def test_wrong_answer_comes_back_with_what_was_typed(client, tutor, answer_url, form):
    client.force_login(tutor)

    response = client.post(answer_url, form)

    assert response.status_code == 422
    assert form["body"] in response.content.decode()
    assert not Answer.objects.exists()


def test_closed_question_says_why_it_refuses(client, question, tutor, answer_url):
    question.closed_at = timezone.now()
    question.save()
    client.force_login(tutor)

    response = client.post(answer_url, {"body": "Tarde.", "key": uuid4()})

    assert response.status_code == 422
    assert "This question is closed and takes no more answers." in response.content.decode()
    assert "Tarde." in response.content.decode()


def test_participant_reads_and_closes_but_does_not_answer(client, question, answer_url):
    client.force_login(question.enrolment.participant)

    page = client.get(question.get_absolute_url()).content.decode()

    assert question.body in page
    assert "<textarea" not in page
    assert client.post(answer_url, {"body": "Me!", "key": uuid4()}).status_code == 403

    close_url = reverse("tutoring:question-close", args=[question.public_id])
    assert client.post(close_url).status_code == 302
    question.refresh_from_db()
    assert question.closed_at


def test_staff_reads_only(client, question, answer_url):
    client.force_login(MembershipFactory(organisation=question.enrolment.cohort.host).person)

    assert "<textarea" not in client.get(question.get_absolute_url()).content.decode()
    assert client.post(answer_url, {"body": "Hello", "key": uuid4()}).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "other tutor"])
def test_strangers_are_not_told_that_the_question_exists(client, question, answer_url, who):
    other = TutorAssignmentFactory(enrolment__cohort=question.enrolment.cohort).tutor
    client.force_login(other if who == "other tutor" else UserFactory())

    assert client.get(question.get_absolute_url()).status_code == 404
    assert client.post(answer_url, {"body": "Hello", "key": uuid4()}).status_code == 404


def test_htmx_is_sent_to_sign_in_as_a_whole_page(client, answer_url):
    response = client.post(answer_url, {"body": "Hello"}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert reverse("account_login") in response.headers["HX-Redirect"]


def test_text_is_shown_as_text(client, question, tutor):
    question.body = '<script>alert(1)</script>"><img onerror=x> {{ 7*7 }} \u202e'
    question.save()
    client.force_login(tutor)

    page = client.get(question.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img onerror" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_question_page_costs_the_same_for_any_number(
    client, question, tutor, django_assert_num_queries, count
):
    for _ in range(count):
        question.answers.create(author=tutor, body="Y algo más.")
        QuestionFactory(enrolment=question.enrolment)
    client.force_login(tutor)

    with django_assert_num_queries(9):
        client.get(question.get_absolute_url())


def test_lesson_page_asks_and_leads_to_the_question(client):
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, code="M1.3")
    client.force_login(enrolment.participant)
    form = {"body": "¿Cómo?\r\n¿Y por qué?", "key": uuid4()}

    response = client.post(ask_url(enrolment, lesson), form, follow=True)
    client.post(ask_url(enrolment, lesson), form)

    question = Question.objects.get()
    assert (question.lesson, question.body) == (lesson, "¿Cómo?\n¿Y por qué?")
    assert response.redirect_chain == [(question.get_absolute_url(), 302)]
    page = response.content.decode()
    assert "Your question is with your tutor." in page
    assert reverse("courses:lesson", args=[enrolment.cohort.code, lesson.public_id]) in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_refused_question_keeps_the_text(client, headers):
    enrolment = EnrolmentFactory(cohort__state="closed")
    client.force_login(enrolment.participant)

    response = client.post(ask_url(enrolment), {"body": "¿Cómo?", "key": uuid4()}, headers=headers)

    assert response.status_code == 422
    page = response.content.decode()
    assert "¿Cómo?" in page
    assert "This cohort is closed." in page
    assert ("<html" in page) is not headers
    assert not Question.objects.exists()


def test_too_many_questions_are_refused_with_the_text_kept(client):
    enrolment = EnrolmentFactory()
    QuestionFactory.create_batch(QUESTIONS_AN_HOUR, enrolment=enrolment)
    client.force_login(enrolment.participant)

    response = client.post(ask_url(enrolment), {"body": "¿Otra?", "key": uuid4()})

    assert response.status_code == 422
    assert "¿Otra?" in response.content.decode()


def test_4000_characters_with_line_breaks_fit_as_the_browser_counts_them(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.participant)

    fits = client.post(ask_url(enrolment), {"body": "a\r\n" * 1999 + "ab", "key": uuid4()})
    too_long = client.post(ask_url(enrolment), {"body": "a" * 4001, "key": uuid4()})

    assert (fits.status_code, too_long.status_code) == (302, 422)


@pytest.mark.parametrize("lesson", ["other edition", "no uuid"])
def test_lesson_of_another_course_is_not_found(client, lesson):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.participant)
    chosen = LessonFactory().public_id if lesson == "other edition" else "nada"

    response = client.post(
        f"{ask_url(enrolment)}?leccion={chosen}", {"body": "¿Cómo?", "key": uuid4()}
    )

    assert response.status_code == 404


def test_asking_in_somebody_elses_cohort_is_not_found(client):
    enrolment = EnrolmentFactory()
    client.force_login(EnrolmentFactory().participant)

    assert client.get(ask_url(enrolment)).status_code == 404
    assert client.post(ask_url(enrolment), {"body": "x", "key": uuid4()}).status_code == 404
    my = reverse("tutoring:my-questions", args=[enrolment.cohort.code])
    assert client.get(my).status_code == 404


def test_who_left_the_cohort_cannot_ask(client):
    enrolment = EnrolmentFactory(status="withdrawn")
    client.force_login(enrolment.participant)

    assert client.get(ask_url(enrolment)).status_code == 404


@pytest.mark.parametrize("count", [0, 1, 3])
def test_my_questions_show_state_as_a_word_and_cost_the_same(
    client, django_assert_num_queries, count
):
    enrolment = TutorAssignmentFactory(tutor__given_names="Renata").enrolment
    for _ in range(count):
        QuestionFactory(enrolment=enrolment, answered_at=timezone.now())
    QuestionFactory()
    client.force_login(enrolment.participant)
    queries = 7 if count else 6

    with django_assert_num_queries(queries):
        page = client.get(
            reverse("tutoring:my-questions", args=[enrolment.cohort.code])
        ).content.decode()

    assert page.count("Answered</span>") == count
    assert "Renata" in page


def test_desk_shows_what_one_may_answer_oldest_first(client, question, tutor):
    late = QuestionFactory(
        enrolment=question.enrolment, asked_at=timezone.now() - timedelta(days=30)
    )
    done = QuestionFactory(enrolment=question.enrolment, answered_at=timezone.now())
    QuestionFactory()
    client.force_login(tutor)
    desk = reverse("tutoring:question-desk")

    waiting = client.get(desk)
    answered = client.get(desk, {"ver": "respondidas"})

    assert [row.question for row in waiting.context["rows"]] == [late, question]
    assert [row.question for row in answered.context["rows"]] == [done]
    assert "Overdue by" in waiting.content.decode()


def test_desk_filters_by_cohort_and_ignores_what_is_none(client):
    tutor = UserFactory()
    questions = [
        QuestionFactory(enrolment=TutorAssignmentFactory(tutor=tutor).enrolment) for _ in range(2)
    ]
    client.force_login(tutor)
    desk = reverse("tutoring:question-desk")

    for chosen, count in [("nada", 2), ("", 2)]:
        assert len(client.get(desk, {"cohorte": chosen, "pagina": "x"}).context["rows"]) == count
    assert questions


@pytest.mark.parametrize("count", [1, 3])
def test_desk_costs_the_same_for_any_number(client, django_assert_num_queries, count):
    tutor = UserFactory()
    for _ in range(count):
        QuestionFactory(enrolment=TutorAssignmentFactory(tutor=tutor).enrolment)
    client.force_login(tutor)

    with django_assert_num_queries(7):
        client.get(reverse("tutoring:question-desk"))


def test_desk_of_somebody_without_people_says_so(client):
    client.force_login(UserFactory())

    page = client.get(reverse("tutoring:question-desk")).content.decode()

    assert "Nobody is waiting for an answer." in page
