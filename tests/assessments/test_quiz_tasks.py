from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.quiz_corrections import (
    NewKey,
    correct_key,
    rescore,
    unfinished_corrections,
    untold_enrolments,
)
from assessments.domain.quiz_taking import start_attempt, submit_attempt
from assessments.models import QuizAttempt, ScoreChange
from assessments.tasks import (
    apply_correction,
    hand_in_late_attempts,
    tell_about_allowance,
    tell_about_quizzes,
)
from people.models import Message
from tests.assessments.quizzes import answer, make_quiz
from tests.factories import EnrolmentFactory, QuizAllowanceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_clock_hands_in_only_the_attempts_whose_time_is_over():
    ago = timezone.now() - timedelta(minutes=32)
    attempts = {}
    for name, limit, started_at in (
        ("over", 30, ago),
        ("in time", 60, ago),
        ("without limit", None, ago),
    ):
        enrolment = EnrolmentFactory()
        quiz = make_quiz(enrolment, items=2, time_limit=limit)
        attempts[name] = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempts[name], right=1)
        QuizAttempt.objects.filter(pk=attempts[name].pk).update(started_at=started_at)

    for _run in range(2):
        hand_in_late_attempts()

    handed_in = QuizAttempt.objects.handed_in().get()
    assert handed_in == attempts["over"]
    assert (handed_in.score, handed_in.submitted_at) == (50, ago + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"extra_attempts": 1}, "1 more attempt"),
        ({"extra_attempts": 2}, "2 more attempts"),
        ({"extra_minutes": 20}, "20 more minutes"),
        ({"extra_attempts": 2, "extra_minutes": 20}, "more attempts (2) and more minutes (20)"),
    ],
)
def test_participant_is_told_once_about_more_attempts_or_time(facts, words):
    allowance = QuizAllowanceFactory(**facts)
    allowance.enrolment.participant.language = "en"
    allowance.enrolment.participant.save()

    for _run in range(2):
        tell_about_quizzes()

    message = Message.objects.get()
    assert message.key == f"quiz-allowance-{allowance.public_id}"
    assert message.person == allowance.enrolment.participant
    assert words in message.text
    assert "Se fue la luz." in message.text


def test_nobody_is_told_about_what_was_taken_back():
    allowance = QuizAllowanceFactory(extra_attempts=1)
    allowance.taken_back_by, allowance.taken_back_at = allowance.granted_by, timezone.now()
    allowance.save()

    tell_about_allowance(allowance.pk)

    assert not Message.objects.exists()


@pytest.fixture
def correction():
    """A correction by which two people rise, one of them in two attempts."""
    first = EnrolmentFactory()
    quiz = make_quiz(first, items=1)
    item = quiz.items.get()
    second, third = (EnrolmentFactory(cohort=first.cohort) for _each in range(2))
    for enrolment, right in ((first, 0), (first, 0), (second, 0), (third, 1)):
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempt, right=right)
        submit_attempt(attempt, by=enrolment.participant)
    wrong = frozenset(choice.pk for choice in item.choices.all() if not choice.is_correct)
    return correct_key(
        item, NewKey(wrong), by=UserFactory(), key=uuid4(), reason="La clave estaba mal."
    )


def test_each_person_whose_score_rose_is_told_once_with_all_attempts(correction):
    for _run in range(2):
        apply_correction(correction.pk)

    told = Message.objects.order_by("pk")
    assert [text_of_scores(message) for message in told] == [2, 1]
    assert not ScoreChange.objects.untold().exists()


def text_of_scores(message):
    return message.text.count("de 0 a 100 de 100")


def test_clock_finishes_what_was_interrupted_between_scoring_and_telling(correction):
    rescore(correction)
    (first, *_others) = untold_enrolments(correction)
    ScoreChange.objects.filter(attempt__enrolment=first).update(told_at=timezone.now())

    tell_about_quizzes()

    assert Message.objects.count() == 1
    assert not ScoreChange.objects.untold().exists()


def test_clock_finds_an_attempt_that_was_handed_in_by_the_old_key_in_the_same_moment(correction):
    apply_correction(correction.pk)
    late = QuizAttempt.objects.order_by("pk").first()
    ScoreChange.objects.filter(attempt=late).delete()
    QuizAttempt.objects.filter(pk=late.pk).update(score=0)

    tell_about_quizzes()

    late.refresh_from_db()
    assert late.score == 100


def test_clock_leaves_old_corrections_alone(correction):
    apply_correction(correction.pk)
    now = timezone.now()

    assert list(unfinished_corrections(now=now)) == [correction]
    assert list(unfinished_corrections(now=now + timedelta(minutes=16))) == []
