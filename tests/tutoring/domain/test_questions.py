from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    AnswerFactory,
    EnrolmentFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
)
from tutoring.domain.questions import (
    QUESTIONS_AN_HOUR,
    answer_question,
    ask,
    close,
    queue_of,
    tally_of,
)
from tutoring.domain.waiting import Tally
from tutoring.models import Answer, Question
from tutoring.signals import question_answered

pytestmark = pytest.mark.django_db


def ask_as(enrolment, **more):
    defaults = {"body": "¿Cómo?", "key": uuid4(), "by": enrolment.participant}
    return ask(enrolment, **defaults | more)


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


def test_question_keeps_its_place_and_its_text():
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(module__edition=enrolment.cohort.edition)

    question = ask_as(enrolment, body="  <b>¿Cómo?</b>\n\nDos líneas 🌵 ", lesson=lesson)

    question.refresh_from_db()
    assert question.body == "<b>¿Cómo?</b>\n\nDos líneas 🌵"
    assert question.lesson == lesson


def test_the_same_form_sent_twice_asks_once():
    enrolment, key = EnrolmentFactory(), uuid4()

    first = ask_as(enrolment, key=key)
    again = ask_as(enrolment, key=key, body="Other words.")

    assert again == first
    assert Question.objects.get().body == "¿Cómo?"


def test_the_key_of_somebody_else_is_refused():
    question = QuestionFactory()

    assert refused(ask_as, EnrolmentFactory(), key=question.key) == "key"


@pytest.mark.parametrize(
    ("body", "code"), [("", "empty"), (" \n ", "empty"), ("x" * 4001, "too_long")]
)
def test_text_is_neither_empty_nor_endless(body, code):
    assert refused(ask_as, EnrolmentFactory(), body=body) == code


def test_4000_characters_fit():
    assert len(ask_as(EnrolmentFactory(), body="é" * 4000).body) == 4000


@pytest.mark.parametrize("status", ["invited", "withdrawn"])
def test_only_an_active_enrolment_asks(status):
    assert refused(ask_as, EnrolmentFactory(status=status)) == "not_active"


def test_a_closed_cohort_takes_no_questions():
    assert refused(ask_as, EnrolmentFactory(cohort__state="closed")) == "closed"


def test_a_lesson_of_another_edition_is_refused():
    assert refused(ask_as, EnrolmentFactory(), lesson=LessonFactory()) == "other_edition"


def test_twenty_questions_an_hour_are_enough():
    enrolment = EnrolmentFactory()
    now = timezone.now()
    for _ in range(QUESTIONS_AN_HOUR):
        ask_as(enrolment, now=now)

    assert refused(ask_as, enrolment, now=now + timedelta(minutes=59)) == "too_many"
    assert ask_as(enrolment, now=now + timedelta(minutes=61))
    assert ask_as(EnrolmentFactory(), now=now)


def test_answer_is_announced_after_commit(heard, django_capture_on_commit_callbacks):
    question, tutor = QuestionFactory(), UserFactory()
    announcements = heard(question_answered)

    with django_capture_on_commit_callbacks() as callbacks:
        answer = answer_question(question, by=tutor, body="Así.", key=uuid4())
    assert announcements == []
    for callback in callbacks:
        callback()

    assert announcements == [{"answer": answer}]


def test_first_answer_dates_the_question_and_later_ones_do_not_move_it():
    question, tutor = QuestionFactory(), UserFactory()
    now = timezone.now()

    answer_question(question, by=tutor, body="Así.", key=uuid4(), now=now)
    answer_question(question, by=tutor, body="Y así.", key=uuid4(), now=now + timedelta(hours=1))

    question.refresh_from_db()
    assert question.answered_at == now
    assert [answer.body for answer in question.answers.all()] == ["Así.", "Y así."]


def test_the_same_answer_sent_twice_is_one_answer_even_when_closed_in_between():
    question, tutor, key = QuestionFactory(), UserFactory(), uuid4()

    first = answer_question(question, by=tutor, body="Así.", key=key)
    close(question, by=tutor)

    assert answer_question(question, by=tutor, body="Así.", key=key) == first
    assert Answer.objects.count() == 1


def test_the_key_of_another_answer_is_refused():
    answer = AnswerFactory()

    code = refused(
        answer_question, QuestionFactory(), by=answer.author, body="Así.", key=answer.key
    )

    assert code == "key"


def test_a_closed_question_takes_no_answers():
    question, tutor = QuestionFactory(), UserFactory()
    close(question, by=tutor)

    assert refused(answer_question, question, by=tutor, body="Tarde.", key=uuid4()) == "closed"


@pytest.mark.parametrize(("body", "code"), [(" ", "empty"), ("x" * 6001, "too_long")])
def test_answer_is_neither_empty_nor_endless(body, code):
    question = QuestionFactory()

    assert refused(answer_question, question, by=UserFactory(), body=body, key=uuid4()) == code


def test_closing_twice_is_recorded_once():
    question, tutor = QuestionFactory(), UserFactory()

    close(question, by=tutor)
    close(question, by=tutor)

    assert AccessRecord.objects.filter(action="close", person=tutor).count() == 1


def test_queue_is_oldest_first_and_counts_what_waits():
    now = timezone.now()
    new = QuestionFactory(asked_at=now - timedelta(minutes=1))
    old = QuestionFactory(asked_at=now - timedelta(days=30))
    QuestionFactory(answered_at=now)
    QuestionFactory(closed_at=now)
    waiting = Question.objects.waiting()

    assert [row.question for row in queue_of(waiting.with_place(), now=now)] == [old, new]
    assert tally_of(waiting, now=now) == Tally(waiting=2, overdue=1, due_today=0)
