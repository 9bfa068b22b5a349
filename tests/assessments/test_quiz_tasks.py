from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAttempt
from assessments.tasks import hand_in_late_attempts
from tests.assessments.quizzes import answer, make_quiz
from tests.factories import EnrolmentFactory

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
