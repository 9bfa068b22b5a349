from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.domain.quiz_on_paper import record_paper_attempt
from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_statistics import statistics_of
from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAttempt
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.assessments.quizzes import make_quiz, right_answer, wrong_answer
from tests.factories import EnrolmentFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, items=2)


def day(days_ago=3):
    return timezone.localdate() - timedelta(days=days_ago)


def record(enrolment, quiz, **changes):
    facts = {"taken_on": day(), "by": UserFactory(), "score": Decimal(80)}
    return record_paper_attempt(enrolment, quiz, **facts | changes)


def test_score_counts_with_the_hours_on_the_day_it_was_taken(enrolment, quiz):
    by = UserFactory()

    attempt = record(enrolment, quiz, by=by)

    assert (attempt.score, attempt.is_score_only, attempt.recorded_by) == (80, True, by)
    line = HoursEntry.objects.get()
    assert (line.earned_on, line.entered_by, line.evidence) == (day(), by, "handbook")
    assert statistics_of(quiz).attempts == 0


def test_same_day_again_is_the_same_attempt(enrolment, quiz):
    first = record(enrolment, quiz)

    assert record(enrolment, quiz, score=Decimal(10)) == first
    assert QuizAttempt.objects.count() == 1


def test_answers_are_scored_as_on_the_platform(enrolment, quiz):
    other = EnrolmentFactory(cohort=enrolment.cohort)
    first, second = paper_of(start_attempt(other, quiz, by=other.participant)).asked
    answers = {first.item: right_answer(first), second.item: wrong_answer(second)}

    attempt = record(enrolment, quiz, score=None, answers=answers)

    assert (attempt.score, attempt.is_score_only) == (50, False)
    assert statistics_of(quiz).attempts == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"score": None}, "answers_or_score"),
        ({"answers": {}}, "answers_or_score"),
        ({"score": Decimal(101)}, "answers_or_score"),
        ({"score": Decimal(-1)}, "answers_or_score"),
        ({"taken_on": day(-1)}, "future"),
    ],
)
def test_what_cannot_be_is_refused(enrolment, quiz, changes, code):
    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz, **changes)

    assert refusal.value.code == code
    assert not QuizAttempt.objects.exists()


def test_paper_counts_as_an_attempt(enrolment, quiz):
    record(enrolment, quiz)
    record(enrolment, quiz, taken_on=day(2))

    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz, taken_on=day(1))

    assert refusal.value.code == "no_attempts_left"


def test_open_attempt_is_handed_in_first(enrolment, quiz):
    start_attempt(enrolment, quiz, by=enrolment.participant)

    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz)

    assert refusal.value.code == "open_attempt"


def test_quiz_of_another_course_is_refused(enrolment):
    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, QuizFactory())

    assert refusal.value.code == "other_edition"
