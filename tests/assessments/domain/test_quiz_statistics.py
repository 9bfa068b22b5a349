from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.quiz_statistics import discrimination, facility, statistics_of
from assessments.domain.quiz_taking import start_attempt, submit_attempt
from assessments.models import QuizAttempt
from tests.assessments.quizzes import answer, make_quiz, quiz_of_every_kind
from tests.factories import EnrolmentFactory

SHARES = st.fractions(0, 1)
PAIRS = st.lists(st.tuples(SHARES, SHARES), min_size=10, max_size=40)


def half(*shares):
    return [Fraction(share) for share in shares]


def test_facility_is_the_mean_share():
    assert facility(half(*[1] * 6, *[0] * 3, "1/2")) == 0.65


@pytest.mark.parametrize("number", [0, 1, 9])
def test_nothing_is_said_of_fewer_than_ten(number):
    assert facility(half(*[1] * number)) is None
    assert discrimination(list(zip(half(*[1] * number), half(*[0] * number), strict=True))) is None


def test_discrimination_is_the_point_biserial_coefficient_of_an_item_that_is_right_or_wrong():
    # Right: rest scores 0.9 and 0.7 three times each; wrong: 0.5 and 0.3 twice each.
    right = [(Fraction(1), Fraction(rest, 10)) for rest in (9, 7) * 3]
    wrong = [(Fraction(0), Fraction(rest, 10)) for rest in (5, 3) * 2]

    # By hand: m1 - m0 = 0.4, s = sqrt(0.0484), sqrt(p q) = sqrt(0.24).
    assert discrimination(right + wrong) == pytest.approx(0.4 / 0.0484**0.5 * 0.24**0.5)


@pytest.mark.parametrize("shares", [half(*[1] * 12), half(*[0] * 12)])
def test_item_in_which_everybody_does_the_same_tells_nobody_apart(shares):
    rest = [Fraction(number, 12) for number in range(12)]

    assert discrimination(list(zip(shares, rest, strict=True))) is None


@given(PAIRS)
def test_discrimination_lies_between_minus_one_and_one(pairs):
    found = discrimination(pairs)

    assert found is None or -1.000001 <= found <= 1.000001


@given(PAIRS, st.randoms(use_true_random=False))
def test_order_of_the_people_does_not_matter(pairs, chance):
    shuffled = [*pairs]
    chance.shuffle(shuffled)

    assert discrimination(shuffled) == pytest.approx(discrimination(pairs))


@given(PAIRS)
def test_turning_the_key_round_turns_the_sign(pairs):
    found = discrimination(pairs)
    turned = discrimination([(1 - share, rest) for share, rest in pairs])

    assert (found is None) == (turned is None)
    assert found is None or turned == pytest.approx(-found, abs=1e-9)


def hand_in(cohort, quiz, *right):
    """Let a new person hand in an attempt with so many right answers, for each number."""
    for number in right:
        enrolment = EnrolmentFactory(cohort=cohort)
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        QuizAttempt.objects.filter(pk=attempt.pk).update(seed=1)  # The same order for all.
        attempt.refresh_from_db()
        answer(attempt, right=number)
        submit_attempt(attempt, by=enrolment.participant)


@pytest.mark.django_db
def test_statistics_gather_what_people_earned_and_chose():
    enrolment = EnrolmentFactory()
    quiz = make_quiz(enrolment, items=4)
    hand_in(enrolment.cohort, quiz, *[4] * 3, *[2] * 3, *[0] * 4)

    found = statistics_of(quiz)

    assert found.attempts == 10
    # Items shown first are right more often.
    assert sorted(one.facility_percent for one in found.items) == [30, 30, 60, 60]
    hard = next(one for one in found.items if one.facility_percent == 30)
    (group,) = hard.groups
    assert (group.choices[0].choice.is_correct, group.choices[0].count) == (True, 3)
    assert sum(row.count for row in group.choices) == 10
    assert hard.discrimination > 0.5
    assert not hard.is_doubtful
    assert not hard.tells_little


@pytest.mark.django_db
def test_only_first_attempts_with_their_answers_count():
    enrolment = EnrolmentFactory()
    quiz = make_quiz(enrolment, items=2)
    for right in (0, 2):
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempt, right=right)
        submit_attempt(attempt, by=enrolment.participant)
    hand_in(enrolment.cohort, quiz, 2)
    QuizAttempt.objects.filter(number=1, score=100).update(is_score_only=True)

    found = statistics_of(quiz)

    assert found.attempts == 1
    assert [[share for share, _rest in one.pairs] for one in found.items] == [[0], [0]]


@pytest.mark.django_db
def test_item_that_was_not_drawn_is_not_counted():
    enrolment = EnrolmentFactory()
    quiz = make_quiz(enrolment, items=5, asks=2)
    hand_in(enrolment.cohort, quiz, 1, 2)

    assert sum(one.asked for one in statistics_of(quiz).items) == 4


@pytest.mark.django_db
def test_every_kind_counts_its_choices():
    enrolment = EnrolmentFactory()
    quiz = quiz_of_every_kind(enrolment)
    hand_in(enrolment.cohort, quiz, 7, 0)

    found = {one.item.kind: one for one in statistics_of(quiz).items}

    assert all(one.unanswered == 0 for one in found.values())
    assert found["numeric"].unforeseen == 1
    assert [len(one.groups) for one in found.values()] == [1, 1, 3, 4, 3, 2, 1]
    right = {
        kind: [row.count for group in one.groups for row in group.choices if row.choice.is_correct]
        for kind, one in found.items()
    }
    assert right["order"] == [1, 1, 1, 1]
    assert right["numeric"] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(("items", "people"), [(1, 1), (6, 3)])
def test_statistics_cost_the_same_for_any_number_of_items_and_people(
    items, people, django_assert_num_queries
):
    enrolment = EnrolmentFactory()
    quiz = make_quiz(enrolment, items=items)
    hand_in(enrolment.cohort, quiz, *[1] * people)

    with django_assert_num_queries(6):
        statistics_of(quiz)
