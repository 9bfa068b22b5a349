from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from assessments.domain.paper import paper_quizzes
from assessments.domain.quiz_on_paper import (
    blank_paper,
    record_paper_attempt,
    score_on,
    with_answers,
    withdraw_paper_attempt,
)
from assessments.domain.quiz_statistics import statistics_of
from assessments.domain.quiz_taking import start_attempt
from assessments.domain.results import standing_in
from assessments.models import QuizAttempt, QuizItem
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.assessments.quizzes import make_quiz, quiz_of_every_kind, right_answer, wrong_answer
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
    facts = {"taken_on": day(), "by": UserFactory(), "score": Decimal(80), "key": uuid4()}
    return record_paper_attempt(enrolment, quiz, **facts | changes)


def minutes(enrolment):
    return [line.minutes for line in enrolment.hours_entries.order_by("pk")]


def test_score_counts_with_the_hours_on_the_day_it_was_taken(enrolment, quiz):
    by = UserFactory()

    attempt = record(enrolment, quiz, by=by, note="Hoja 12")

    assert (attempt.score, attempt.is_score_only, attempt.recorded_by) == (80, True, by)
    line = HoursEntry.objects.get()
    assert (line.earned_on, line.entered_by, line.evidence) == (day(), by, "handbook")
    assert line.reason == attempt.paper_note == "Hoja 12"
    assert statistics_of(quiz).attempts == 0


def test_the_same_form_again_is_the_same_attempt(enrolment, quiz):
    first = record(enrolment, quiz, key=UUID(int=1))

    assert record(enrolment, quiz, key=UUID(int=1), score=Decimal(10)) == first
    assert QuizAttempt.objects.count() == 1


def test_two_people_do_not_enter_the_quiz_of_one_day_twice(enrolment, quiz):
    record(enrolment, quiz)

    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz, score=Decimal(10))

    assert refusal.value.code == "same_day"


def test_the_form_of_somebody_else_is_not_taken_for_this_one(enrolment, quiz):
    record(enrolment, quiz, key=UUID(int=1))

    with pytest.raises(RuleViolation) as refusal:
        record(EnrolmentFactory(cohort=enrolment.cohort), quiz, key=UUID(int=1))

    assert refusal.value.code == "key_used"


def test_answers_are_scored_as_on_the_platform_and_as_foretold(enrolment, quiz):
    paper = blank_paper(enrolment, quiz)
    first, second = paper.asked
    answers = {first.item: right_answer(first), second.item: wrong_answer(second)}

    foretold = score_on(with_answers(paper, answers))
    attempt = record(enrolment, quiz, score=None, answers=answers)

    assert (attempt.score, attempt.is_score_only) == (50, False)
    assert foretold == attempt.score
    assert statistics_of(quiz).attempts == 1


def test_every_kind_is_foretold_with_full_marks(enrolment):
    paper = blank_paper(enrolment, quiz_of_every_kind(enrolment))
    answers = {asked.item: right_answer(asked) for asked in paper.asked}

    assert score_on(with_answers(paper, answers)) == 100
    assert score_on(paper) == 0


def test_letters_on_paper_are_the_places_on_the_page(enrolment):
    """Whoever enters a sheet copies letters: they must mean what was printed."""
    quiz = quiz_of_every_kind(enrolment)
    [printed] = paper_quizzes(enrolment.cohort.edition)

    asked = blank_paper(enrolment, quiz).asked

    assert [one.number for one in asked] == [one.number for one in printed.items]
    for one, item in zip(asked, printed.items, strict=True):
        assert one.item.stem == item.stem
        offered = one.choices or (one.gaps[0].choices if one.gaps else [])
        if one.item.kind == QuizItem.Kind.ORDER:
            assert [gap.part.text for gap in one.gaps] == [row.text for row in item.rows]
        elif one.item.kind == QuizItem.Kind.FIX_SYNTAX:
            options = [row.options for row in item.rows if row.options]
            assert [[each.text for each in gap.choices] for gap in one.gaps] == [
                [each.text for each in row] for row in options
            ]
        elif one.item.kind != QuizItem.Kind.NUMERIC:
            assert [each.text for each in offered] == [each.text for each in item.options]


def test_paper_asks_the_whole_bank_of_a_quiz_that_draws_from_it(enrolment):
    quiz = make_quiz(enrolment, items=4, asks=2)
    paper = blank_paper(enrolment, quiz)
    answers = {asked.item: right_answer(asked) for asked in paper.asked[:3]}

    attempt = record(enrolment, quiz, score=None, answers=answers)

    assert len(paper.asked) == 4
    assert attempt.score == 75


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"score": None}, "answers_or_score"),
        ({"answers": {}}, "answers_or_score"),
        ({"score": Decimal(101)}, "answers_or_score"),
        ({"score": Decimal(-1)}, "answers_or_score"),
        ({"taken_on": day(-1)}, "future"),
        ({"taken_on": day(2000)}, "too_early"),
    ],
)
def test_what_cannot_be_is_refused(enrolment, quiz, changes, code):
    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz, **changes)

    assert refusal.value.code == code
    assert not QuizAttempt.objects.exists()


def test_nobody_enters_a_quiz_for_themselves(enrolment, quiz):
    with pytest.raises(RuleViolation) as refusal:
        record(enrolment, quiz, by=enrolment.participant)

    assert refusal.value.code == "own"


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


def test_a_wrong_entry_is_taken_back_with_its_hours_and_entered_anew(enrolment, quiz):
    wrong = record(enrolment, quiz, score=Decimal(100))

    withdraw_paper_attempt(wrong, by=UserFactory(), reason="Era de otra persona.")
    assert sum(minutes(enrolment)) == 0
    assert not enrolment.lesson_progress.exclude(completed_at=None).exists()
    right = record(enrolment, quiz, score=Decimal(60))

    assert minutes(enrolment) == [20, -20, 20]
    assert standing_in(enrolment, quiz).best == right
    assert standing_in(enrolment, quiz).attempts_left == 1
    wrong.refresh_from_db()
    assert (wrong.score, wrong.withdrawal_reason) == (100, "Era de otra persona.")


def test_statistics_count_the_first_attempt_that_stands(enrolment, quiz):
    paper = blank_paper(enrolment, quiz)
    wrong, right = (
        {asked.item: answer(asked) for asked in paper.asked}
        for answer in (wrong_answer, right_answer)
    )
    entered = record(enrolment, quiz, score=None, answers=wrong)
    withdraw_paper_attempt(entered, by=UserFactory(), reason="Era de otra persona.")
    record(enrolment, quiz, score=None, answers=right)
    record(enrolment, quiz, score=None, answers=wrong, taken_on=day(1))

    statistics = statistics_of(quiz)

    assert statistics.attempts == 1
    assert [share for item in statistics.items for share, _rest in item.pairs] == [1, 1]


def test_hours_stay_when_another_attempt_stands_for_them(enrolment, quiz):
    record(enrolment, quiz, score=Decimal(50))
    better = record(enrolment, quiz, taken_on=day(2), score=Decimal(90))

    withdraw_paper_attempt(better, by=UserFactory(), reason="Era de otra persona.")
    withdraw_paper_attempt(better, by=UserFactory(), reason="Otra vez.")

    assert minutes(enrolment) == [20]
    assert standing_in(enrolment, quiz).best.score == 50


def test_an_attempt_on_the_platform_is_not_taken_back(enrolment, quiz):
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)

    with pytest.raises(RuleViolation) as refusal:
        withdraw_paper_attempt(attempt, by=UserFactory(), reason="No.")

    assert refusal.value.code == "not_on_paper"


def test_taking_back_says_why(enrolment, quiz):
    attempt = record(enrolment, quiz)

    with pytest.raises(RuleViolation) as refusal:
        withdraw_paper_attempt(attempt, by=UserFactory(), reason="  ")

    assert refusal.value.code == "no_reason"
