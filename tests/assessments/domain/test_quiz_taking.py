from datetime import timedelta
from decimal import Decimal
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_taking import (
    Given,
    hand_in_late,
    out_of_time,
    save_answers,
    start_attempt,
    submit_attempt,
)
from assessments.domain.results import (
    best_scores,
    has_taken_post_test,
    mean_of_best,
    standing_in,
)
from assessments.models import QuizAttempt, Response
from assessments.signals import quiz_handed_in
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.assessments.quizzes import (
    EXAMPLES,
    answer,
    loaded,
    make_quiz,
    quiz_of_every_kind,
    right_answer,
    wrong_answer,
)
from tests.factories import EnrolmentFactory, QuizAllowanceFactory, QuizFactory

pytestmark = pytest.mark.django_db


def save(attempt, asked, given, **facts):
    save_answers(attempt, {asked.item: given}, by=attempt.enrolment.participant, **facts)


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


def test_form_that_comes_again_leads_to_the_attempt_it_began_even_when_that_is_handed_in(
    enrolment, person, quiz
):
    key = uuid4()
    first = start_attempt(enrolment, quiz, by=person, key=key)
    submit_attempt(first, by=person)

    assert start_attempt(enrolment, quiz, by=person, key=key) == first
    assert start_attempt(enrolment, quiz, by=person, key=uuid4()) != first


def test_key_of_another_attempt_is_refused(enrolment, person, quiz):
    key = uuid4()
    start_attempt(enrolment, make_quiz(enrolment), by=person, key=key)

    with pytest.raises(RuleViolation) as refusal:
        start_attempt(enrolment, quiz, by=person, key=key)

    assert refusal.value.code == "key_used"


def test_answer_can_be_changed_and_taken_back(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)
    save(attempt, asked, Given([asked.choices[0]]))

    save(attempt, asked, Given([asked.choices[1]]))
    assert paper_of(attempt).at(1).chosen == [asked.choices[1]]

    save(attempt, asked, Given())
    assert paper_of(attempt).answered == 0
    assert not Response.objects.exists()


def test_same_answer_again_changes_nothing(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)
    save(attempt, asked, Given([asked.choices[0]]))
    first = Response.objects.get()

    save(attempt, asked, Given([asked.choices[0]]), now=timezone.now() + timedelta(minutes=5))

    assert Response.objects.get().answered_at == first.answered_at


def test_flag_stays_without_an_answer_and_with_one(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)

    save(attempt, asked, Given(is_flagged=True))
    flagged = paper_of(attempt).at(1)
    assert (flagged.is_flagged, flagged.is_answered) == (True, False)

    save(attempt, asked, Given([asked.choices[0]], is_flagged=True))
    flagged = paper_of(attempt).at(1)
    assert (flagged.is_flagged, flagged.is_answered) == (True, True)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_right_answer_of_each_kind_earns_everything_and_a_wrong_one_nothing(
    enrolment, person, kind
):
    quiz = quiz_of_every_kind(enrolment, [kind])
    scores = []

    for given_to in (right_answer, wrong_answer):
        attempt = start_attempt(enrolment, quiz, by=person)
        asked = paper_of(attempt).at(1)
        save(attempt, asked, given_to(asked))
        assert paper_of(attempt).at(1).is_answered
        scores.append(submit_attempt(attempt, by=person).score)

    assert scores == [100, 0]


@pytest.mark.parametrize("kind", ["match", "order", "classify", "fix_syntax"])
def test_item_in_parts_is_answered_when_every_part_is(enrolment, person, kind):
    attempt = start_attempt(enrolment, quiz_of_every_kind(enrolment, [kind]), by=person)
    asked = paper_of(attempt).at(1)
    whole = right_answer(asked)

    save(attempt, asked, Given(whole.choices[:1]))

    half = paper_of(attempt).at(1)
    assert (half.is_begun, half.is_answered) == (True, False)
    assert half.share * len(asked.gaps) == 1


def test_answers_are_saved_together_or_not_at_all(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    first, second = paper_of(attempt).asked[:2]

    with pytest.raises(RuleViolation):
        save_answers(
            attempt,
            {first.item: right_answer(first), second.item: right_answer(first)},
            by=person,
        )

    assert not Response.objects.exists()


@pytest.mark.parametrize("items", [1, 12])
def test_saving_costs_the_same_for_any_number_of_answers(
    enrolment, person, items, django_assert_num_queries
):
    attempt = start_attempt(enrolment, make_quiz(enrolment, items=items), by=person)
    answer(attempt, right=0)
    answers = {asked.item: right_answer(asked) for asked in paper_of(attempt).asked}

    with django_assert_num_queries(11):
        save_answers(attempt, answers, by=person)

    assert paper_of(attempt).answered == items


def test_attempt_remembers_where_to_return_to(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)

    save(attempt, asked, right_answer(asked), place=3, on_one_page=True)
    save(attempt, asked, wrong_answer(asked))

    attempt = start_attempt(enrolment, quiz, by=person)
    assert (attempt.place, attempt.on_one_page) == (3, True)


def test_choice_of_another_item_is_refused(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    first, second = paper_of(attempt).asked[:2]

    with pytest.raises(RuleViolation) as refusal:
        save(attempt, first, right_answer(second))

    assert refusal.value.code == "foreign_choice"


def test_item_of_another_quiz_is_refused(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    foreign = start_attempt(enrolment, make_quiz(enrolment), by=person)
    asked = paper_of(foreign).at(1)

    with pytest.raises(RuleViolation) as refusal:
        save(attempt, asked, right_answer(asked))

    assert refusal.value.code == "foreign_choice"


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind != "multiple"])
def test_two_choices_where_one_is_asked_are_refused(enrolment, person, kind):
    attempt = start_attempt(enrolment, quiz_of_every_kind(enrolment, [kind]), by=person)
    asked = paper_of(attempt).at(1)
    choices = asked.gaps[0].choices if asked.parts else asked.choices

    with pytest.raises(RuleViolation) as refusal:
        save(attempt, asked, Given(choices[:2]))

    assert refusal.value.code == ("foreign_choice" if kind == "numeric" else "one_answer")


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind != "numeric"])
def test_number_where_none_is_asked_is_refused(enrolment, person, kind):
    attempt = start_attempt(enrolment, quiz_of_every_kind(enrolment, [kind]), by=person)

    with pytest.raises(RuleViolation) as refusal:
        save(attempt, paper_of(attempt).at(1), Given(number=Decimal(1)))

    assert refusal.value.code == "foreign_choice"


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
        save(attempt, asked, right_answer(asked))

    assert refusal.value.code == "handed_in"


def test_nobody_answers_for_somebody_else(enrolment, person, quiz):
    stranger = EnrolmentFactory(cohort=enrolment.cohort).participant
    attempt = start_attempt(enrolment, quiz, by=person)

    for act in (
        lambda: start_attempt(enrolment, quiz, by=stranger),
        lambda: submit_attempt(attempt, by=stranger),
        lambda: save_answers(attempt, {}, by=stranger),
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
        lambda: save_answers(attempt, {}, by=person),
        lambda: submit_attempt(attempt, by=person),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "closed"


@pytest.fixture
def timed(enrolment, person):
    """An attempt at a quiz of 30 minutes, with one right answer of two."""
    attempt = start_attempt(enrolment, make_quiz(enrolment, items=2, time_limit=30), by=person)
    asked = paper_of(attempt).at(1)
    save(attempt, asked, right_answer(asked))
    return attempt


def after(attempt, minutes, seconds=0):
    return attempt.started_at + timedelta(minutes=minutes, seconds=seconds)


def test_answer_is_taken_until_the_time_is_over_and_a_little_later_on_a_slow_line(timed):
    asked = paper_of(timed).at(2)
    save(timed, asked, right_answer(asked), now=after(timed, 30, 59))

    with pytest.raises(RuleViolation) as refusal:
        save(timed, asked, wrong_answer(asked), now=after(timed, 31))

    assert refusal.value.code == "time_over"
    assert paper_of(timed).at(2).is_right


def test_attempt_without_a_limit_takes_answers_for_ever(enrolment, person, quiz):
    attempt = start_attempt(enrolment, quiz, by=person)
    asked = paper_of(attempt).at(1)

    save(attempt, asked, right_answer(asked), now=after(attempt, 60 * 24 * 30))

    assert paper_of(attempt).answered == 1
    assert not out_of_time(now=after(attempt, 60 * 24 * 30)).exists()


def test_what_was_saved_is_handed_in_when_the_time_is_over(timed, enrolment):
    attempt = loaded(timed)
    assert not hand_in_late(attempt, now=after(timed, 30, 59))

    assert hand_in_late(attempt, now=after(timed, 45))
    assert not hand_in_late(attempt, now=after(timed, 46)) or loaded(timed).score == 50

    handed_in = loaded(timed)
    assert (handed_in.score, handed_in.submitted_at) == (50, after(timed, 30))
    assert enrolment.lesson_progress.get().completed_at == after(timed, 30)


def test_extra_minutes_move_the_end_of_the_time(timed, enrolment):
    QuizAllowanceFactory(quiz=timed.quiz, enrolment=enrolment, extra_minutes=15)
    asked = paper_of(timed).at(2)

    save(timed, asked, right_answer(asked), now=after(timed, 45))

    assert not hand_in_late(loaded(timed), now=after(timed, 45))
    assert hand_in_late(loaded(timed), now=after(timed, 46))


def test_attempts_of_closed_cohorts_and_those_handed_in_are_not_handed_in_by_the_clock(
    timed, enrolment
):
    assert list(out_of_time(now=timezone.now())) == [timed]
    enrolment.cohort.state = "closed"
    enrolment.cohort.save()

    assert list(out_of_time(now=timezone.now())) == []


def test_extra_attempts_are_allowed_until_they_are_taken_back(enrolment, person):
    quiz = make_quiz(enrolment, attempts_allowed=1)
    submit_attempt(start_attempt(enrolment, quiz, by=person), by=person)
    QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=2)
    taken_back = QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=3)
    taken_back.taken_back_by, taken_back.taken_back_at = person, timezone.now()
    taken_back.save()
    somebody_else = EnrolmentFactory(cohort=enrolment.cohort)
    QuizAllowanceFactory(quiz=quiz, enrolment=somebody_else, extra_attempts=5)

    assert standing_in(enrolment, quiz).attempts_left == 2
    for _more in range(2):
        submit_attempt(start_attempt(enrolment, quiz, by=person), by=person)
    with pytest.raises(RuleViolation) as refusal:
        start_attempt(enrolment, quiz, by=person)

    assert refusal.value.code == "no_attempts_left"
    assert "3" in refusal.value.messages[0]


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
