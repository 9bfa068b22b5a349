from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAttempt
from assessments.tasks import hand_in_late_attempts, tell_about_allowance, tell_about_quizzes
from people.models import Message
from tests.assessments.quizzes import answer, make_quiz
from tests.factories import EnrolmentFactory, QuizAllowanceFactory

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
