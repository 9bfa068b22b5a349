from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.quiz_scoring import score_of, share_of

CHOICES = st.frozensets(st.integers(1, 6))
RIGHT = st.frozensets(st.integers(1, 6), min_size=1)


@pytest.mark.parametrize(
    ("marked", "right", "share"),
    [
        ({1}, {1}, 1),
        ({2}, {1}, 0),
        (set(), {1}, 0),
        ({1, 2}, {1}, 0),
        ({1, 2}, {1, 2}, 1),
        ({1}, {1, 2}, Fraction(1, 2)),
        ({1, 3}, {1, 2}, 0),
        ({1, 2, 3}, {1, 2}, Fraction(1, 2)),
        ({3, 4}, {1, 2}, 0),
        ({1}, set(), 0),
    ],
)
def test_answer_earns_its_share(marked, right, share):
    assert share_of(marked, right) == share


@given(CHOICES, RIGHT)
def test_share_lies_between_nothing_and_everything(marked, right):
    assert 0 <= share_of(marked, right) <= 1


@given(CHOICES, RIGHT)
def test_only_the_right_answer_earns_everything(marked, right):
    assert (share_of(marked, right) == 1) == (marked == right)


@given(CHOICES, RIGHT, st.integers(1, 6))
def test_another_wrong_mark_never_helps(marked, right, extra):
    if extra not in right:
        assert share_of(marked | {extra}, right) <= share_of(marked, right)


@given(st.lists(st.fractions(0, 1), max_size=30))
def test_score_lies_between_0_and_100_and_is_never_rounded_up(shares):
    score = score_of(shares)

    assert 0 <= score <= 100
    assert score == 0 or Fraction(score) <= 100 * sum(shares) / len(shares)


def test_score_is_cut_to_two_decimals():
    assert score_of([Fraction(1), Fraction(1), Fraction(0)]) == Decimal("66.66")
    assert score_of([]) == Decimal("0.00")
