from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.quiz_gain import Gain, gain_in, gain_of, group_gain, normalised_gain
from assessments.domain.quiz_taking import start_attempt, submit_attempt
from tests.assessments.quizzes import answer, make_quiz
from tests.factories import EnrolmentFactory

SCORES = st.decimals(0, 100, places=2)


@pytest.mark.parametrize(
    ("pre", "post", "gain"),
    [(40, 70, "0.5"), (80, 70, "-0.5"), (0, 100, "1"), (50, 50, "0"), (100, 100, None)],
)
def test_gain_is_the_part_of_what_was_still_to_be_learnt(pre, post, gain):
    assert normalised_gain(Decimal(pre), Decimal(post)) == (gain and Decimal(gain))


@given(SCORES, SCORES)
def test_gain_is_at_most_one_and_positive_exactly_when_the_score_rose(pre, post):
    gain = normalised_gain(pre, post)

    assert (gain is None) == (pre == 100)
    if gain is not None:
        assert gain <= 1
        assert (gain > 0) == (post > pre)


def test_gain_of_a_group_comes_from_the_means_of_its_pairs():
    pairs = [(Decimal(pre), Decimal(post)) for pre, post in ((35, 65), (55, 80)) * 3]

    gain = group_gain(pairs)

    assert (gain.pre, gain.post, gain.people) == (45, Decimal("72.5"), 6)
    assert (gain.gain, gain.percent, gain.band) == (Decimal("0.5"), 50, "medium")


@pytest.mark.parametrize("people", [0, 4])
def test_nothing_is_said_of_fewer_than_five(people):
    assert group_gain([(Decimal(40), Decimal(70))] * people) is None


@pytest.mark.parametrize(
    ("pre", "post", "percent", "band"),
    [(40, 57, 28, "low"), (0, 70, 70, "high"), (80, 70, None, "low"), (100, 90, None, "")],
)
def test_gain_in_words(pre, post, percent, band):
    gain = Gain(Decimal(pre), Decimal(post))

    assert (gain.percent, gain.band) == (percent, band)


@pytest.mark.django_db
def test_gain_of_a_person_needs_both_tests_and_takes_the_best_attempt():
    enrolment = EnrolmentFactory()
    pre = make_quiz(enrolment, items=5, kind="pre")
    post = make_quiz(enrolment, items=5, kind="post")
    gains = [gain_of(enrolment)]

    for quiz, right in ((pre, 2), (post, 3), (post, 5), (make_quiz(enrolment), 0)):
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempt, right=right)
        submit_attempt(attempt, by=enrolment.participant)
        gains.append(gain_of(enrolment))

    scores = [gain and (int(gain.pre), int(gain.post)) for gain in gains]
    assert scores == [None, None, (40, 60), (40, 100), (40, 100)]
    assert gain_in(enrolment.cohort) is None
