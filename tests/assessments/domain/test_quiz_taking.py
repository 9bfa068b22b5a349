from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, connections

from assessments.domain.quiz_taking import paper_of, save_response, start_attempt, submit_attempt
from assessments.domain.results import (
    best_scores,
    has_taken_post_test,
    mean_of_best,
    standing_in,
)
from assessments.models import QuizAttempt
from assessments.signals import quiz_handed_in
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.factories import (
    ChoiceFactory,
    EnrolmentFactory,
    LessonFactory,
    QuizFactory,
    QuizItemFactory,
)

pytestmark = pytest.mark.django_db


def make_quiz(enrolment, items=4, **facts):
    lesson = LessonFactory(
        module__edition=enrolment.cohort.edition, kind="Q", closed_by="quiz", minutes=20
    )
    quiz = QuizFactory(lesson=lesson, **facts)
    for _item in range(items):
        item = QuizItemFactory(quiz=quiz)
        ChoiceFactory(item=item, is_correct=True)
        ChoiceFactory(item=item)
        ChoiceFactory(item=item)
    return quiz


def answer(attempt, *, right):
    """Answer the first ``right`` items correctly and the others wrongly."""
    person = attempt.enrolment.participant
    for asked in paper_of(attempt).asked:
        is_right = asked.number <= right
        choice = next(one for one in asked.choices if one.is_correct == is_right)
        save_response(attempt, asked.item, [choice], by=person)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def person(enrolment):
    return enrolment.participant


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment)


def test_starting_twice_gives_the_same_attempt(enrolment, person, quiz):
    first = start_attempt(enrolment, quiz, by=person)

    assert start_attempt(enrolment, quiz, by=person) == first
    assert QuizAttempt.objects.count() == 1


def test_order_is_shuffled_by_the_attempt_and_stays(enrolment, person):
    quiz = make_quiz(enrolment, items=8)
    attempt = start_attempt(enrolment, quiz, by=person)
    QuizAttempt.objects.filter(pk=attempt.pk).update(seed=7)
    attempt.refresh_from_db()

    codes = [asked.item.code for asked in paper_of(attempt).asked]

    assert codes == [asked.item.code for asked in paper_of(attempt).asked]
    assert codes != sorted(codes, key=lambda code: int(code.rpartition("-")[2]))
    assert sorted(codes) == sorted(item.code for item in quiz.items.all())


def test_answer_can_be_changed_and_taken_back(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)
    save_response(attempt, asked.item, [asked.choices[0]], by=person)

    save_response(attempt, asked.item, [asked.choices[1]], by=person)
    assert paper_of(attempt).at(1).chosen == [asked.choices[1]]

    save_response(attempt, asked.item, [], by=person)
    assert paper_of(attempt).answered == 0


def test_choice_of_another_item_is_refused(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    first, second = paper_of(attempt).asked[:2]

    with pytest.raises(RuleViolation) as refusal:
        save_response(attempt, first.item, [second.choices[0]], by=person)

    assert refusal.value.code == "foreign_choice"


def test_item_of_another_quiz_is_refused(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    foreign = make_quiz(enrolment).items.first()

    with pytest.raises(RuleViolation) as refusal:
        save_response(attempt, foreign, list(foreign.choices.all()[:1]), by=person)

    assert refusal.value.code == "foreign_choice"


def test_two_choices_where_one_is_asked_are_refused(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)

    with pytest.raises(RuleViolation) as refusal:
        save_response(attempt, asked.item, asked.choices[:2], by=person)

    assert refusal.value.code == "one_answer"


def test_handing_in_scores_completes_the_item_and_credits_it_once(
    enrolment, person, quiz, heard, django_capture_on_commit_callbacks
):
    announcements = heard(quiz_handed_in)
    attempt = start_attempt(enrolment, quiz, by=person)
    answer(attempt, right=1)

    with django_capture_on_commit_callbacks(execute=True):
        first = submit_attempt(attempt, by=person)
        second = submit_attempt(attempt, by=person)

    assert first.score == second.score == Decimal("25.00")
    assert announcements == [{"attempt": first}]
    assert list(HoursEntry.objects.values_list("minutes", "enrolment")) == [(20, enrolment.pk)]
    assert enrolment.lesson_progress.get().completed_at is not None


def test_second_attempt_credits_nothing_more_and_the_best_counts(enrolment, person, quiz):
    for right in (3, 1):
        attempt = start_attempt(enrolment, quiz, by=person)
        answer(attempt, right=right)
        submit_attempt(attempt, by=person)

    standing = standing_in(enrolment, quiz)

    assert HoursEntry.objects.count() == 1
    assert standing.best.score == Decimal("75.00")
    assert standing.is_passed
    assert (standing.attempts_left, standing.shows_key) == (0, True)
    assert best_scores(enrolment) == {quiz.pk: Decimal("75.00")}


def test_no_attempt_beyond_those_allowed(enrolment, person):
    quiz = make_quiz(enrolment, kind="pre", attempts_allowed=1)
    submit_attempt(start_attempt(enrolment, quiz, by=person), by=person)

    with pytest.raises(RuleViolation) as refusal:
        start_attempt(enrolment, quiz, by=person)

    assert refusal.value.code == "no_attempts_left"


def test_attempt_that_is_handed_in_takes_no_answers(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    submit_attempt(attempt, by=person)
    asked = paper_of(attempt).at(1)

    with pytest.raises(RuleViolation) as refusal:
        save_response(attempt, asked.item, asked.choices[:1], by=person)

    assert refusal.value.code == "handed_in"


def test_nobody_answers_for_somebody_else(enrolment, person, quiz):
    stranger = EnrolmentFactory(cohort=enrolment.cohort).participant
    attempt = start_attempt(enrolment, quiz, by=person)

    for act in (
        lambda: start_attempt(enrolment, quiz, by=stranger),
        lambda: submit_attempt(attempt, by=stranger),
        lambda: save_response(attempt, quiz.items.first(), [], by=stranger),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "not_yours"


def test_closed_cohort_takes_neither_attempts_nor_answers(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    enrolment.cohort.state = "closed"
    enrolment.cohort.save()

    for act in (
        lambda: start_attempt(enrolment, quiz, by=person),
        lambda: save_response(attempt, quiz.items.first(), [], by=person),
        lambda: submit_attempt(attempt, by=person),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "closed"


def test_quiz_of_another_edition_is_refused(enrolment, person):
    with pytest.raises(RuleViolation) as refusal:
        start_attempt(enrolment, QuizFactory(), by=person)

    assert refusal.value.code == "other_edition"


def test_mean_counts_the_best_of_each_module_quiz_and_no_test(enrolment, person):
    assert mean_of_best(enrolment) is None
    for kind, right in (("module", 4), ("module", 1), ("pre", 0), ("post", 0)):
        quiz = make_quiz(enrolment, kind=kind)
        attempt = start_attempt(enrolment, quiz, by=person)
        answer(attempt, right=right)
        submit_attempt(attempt, by=person)

    assert mean_of_best(enrolment) == Decimal("62.50")
    assert has_taken_post_test(enrolment)


@pytest.mark.parametrize(("score", "points"), [(None, "0.0"), ("69.99", "69.9"), ("70.00", "70.0")])
def test_score_never_looks_better_than_it_is(score, points):
    attempt = QuizAttempt(score=score and Decimal(score))

    assert attempt.points == Decimal(points)


def test_post_test_counts_only_once_handed_in(enrolment, person):
    start_attempt(enrolment, make_quiz(enrolment, kind="post"), by=person)

    assert not has_taken_post_test(enrolment)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks")
def test_two_tabs_that_start_at_once_share_one_attempt():
    enrolment = EnrolmentFactory()
    quiz = make_quiz(enrolment)
    started = []

    def start():
        started.append(start_attempt(enrolment, quiz, by=enrolment.participant).pk)
        connections.close_all()

    tabs = [Thread(target=start) for _tab in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    assert len(started) == 4
    assert len(set(started)) == 1
