from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.quiz_scoring import Foreseen, Marks, foreseen, score_of, share_of
from assessments.models import QuizItem

MARKED = st.frozensets(st.integers(1, 6))
RIGHT = st.frozensets(st.integers(1, 6), min_size=1)
IN_PARTS = st.sampled_from(QuizItem.IN_PARTS)
PARTS = st.lists(st.builds(Marks, MARKED, RIGHT), min_size=1, max_size=8)


def share(kind, *pairs):
    return share_of(kind, [Marks(frozenset(marked), frozenset(right)) for marked, right in pairs])


@pytest.mark.parametrize(
    ("kind", "marked", "right", "earned"),
    [
        ("single", {1}, {1}, 1),
        ("single", {2}, {1}, 0),
        ("single", set(), {1}, 0),
        ("single", {1, 2}, {1}, 0),
        ("single", {1}, set(), 0),
        # After a correction of the key, two choices may be right: any of them is.
        ("single", {2}, {1, 2}, 1),
        ("single", {1, 2}, {1, 2}, 0),
        ("numeric", {1}, {1}, 1),
        ("numeric", set(), {1}, 0),
        ("multiple", {1, 2}, {1, 2}, 1),
        ("multiple", {1}, {1, 2}, Fraction(1, 2)),
        ("multiple", {1, 3}, {1, 2}, 0),
        ("multiple", {1, 2, 3}, {1, 2}, Fraction(1, 2)),
        ("multiple", {3, 4}, {1, 2}, 0),
        ("multiple", {1}, set(), 0),
    ],
)
def test_answer_earns_its_share(kind, marked, right, earned):
    assert share(kind, (marked, right)) == earned


@pytest.mark.parametrize("kind", QuizItem.IN_PARTS)
def test_answer_in_parts_earns_the_share_of_the_parts_that_are_right(kind):
    assert share(kind, ({1}, {1}), ({5}, {4}), (set(), {7}), ({9}, {9})) == Fraction(1, 2)
    assert share(kind) == 0


@given(MARKED, RIGHT)
def test_several_answers_earn_between_nothing_and_everything(marked, right):
    assert 0 <= share("multiple", (marked, right)) <= 1


@given(MARKED, RIGHT)
def test_only_the_right_marks_earn_everything(marked, right):
    assert (share("multiple", (marked, right)) == 1) == (marked == right)


@given(MARKED, RIGHT, st.integers(1, 6))
def test_another_wrong_mark_never_helps(marked, right, extra):
    if extra not in right:
        assert share("multiple", (marked | {extra}, right)) <= share("multiple", (marked, right))


@given(st.integers(1, 6), st.integers(1, 6))
def test_marking_everything_earns_no_more_than_the_right_ones_outweigh_the_wrong_ones(right, wrong):
    everything = set(range(right + wrong))

    earned = share("multiple", (everything, set(range(right))))

    assert earned == max(0, Fraction(right - wrong, right))


@given(IN_PARTS, PARTS)
def test_answer_in_parts_earns_between_nothing_and_everything(kind, parts):
    earned = share_of(kind, parts)

    assert 0 <= earned <= 1
    assert (earned == 1) == all(part.is_right for part in parts)


@given(IN_PARTS, PARTS, st.data())
def test_putting_one_part_right_earns_exactly_its_share(kind, parts, data):
    place = data.draw(st.integers(0, len(parts) - 1))
    right = parts[place].right
    better = [*parts]
    better[place] = Marks(frozenset([min(right)]), right)

    gained = share_of(kind, better) - share_of(kind, parts)

    assert gained == (0 if parts[place].is_right else Fraction(1, len(parts)))


@given(IN_PARTS, PARTS, st.randoms(use_true_random=False))
def test_order_of_the_parts_does_not_matter(kind, parts, chance):
    shuffled = [*parts]
    chance.shuffle(shuffled)

    assert share_of(kind, shuffled) == share_of(kind, parts)


VALUES = [
    Foreseen(1, Decimal(41), is_right=True),
    Foreseen(2, Decimal("0.41"), is_right=False),
    Foreseen(3, Decimal(42), is_right=False),
]


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("41", {1}),
        ("40.5", {1}),
        ("41.5", {1}),  # As near to a wrong one: the right one counts.
        ("41.51", {3}),
        ("0.41", {2}),
        ("-0.09", {2}),
        ("-0.1", set()),
        ("1000", set()),
    ],
)
def test_number_is_meant_within_the_tolerance(number, meant):
    assert foreseen(Decimal(number), VALUES, tolerance=Decimal("0.5")) == meant


def test_no_number_means_nothing():
    assert foreseen(None, VALUES, tolerance=Decimal(1)) == frozenset()


@given(st.decimals(-10, 100, places=3), st.decimals(0, 5, places=2))
def test_number_is_right_exactly_when_it_lies_within_the_tolerance(number, tolerance):
    meant = foreseen(number, VALUES, tolerance=tolerance)

    assert (meant == {1}) == (abs(number - 41) <= tolerance)


@given(st.lists(st.fractions(0, 1), max_size=30))
def test_score_lies_between_0_and_100_and_is_never_rounded_up(shares):
    score = score_of(shares)

    assert 0 <= score <= 100
    assert score == 0 or Fraction(score) <= 100 * sum(shares) / len(shares)


def test_score_is_cut_to_two_decimals():
    assert score_of([Fraction(1), Fraction(1), Fraction(0)]) == Decimal("66.66")
    assert score_of([]) == Decimal("0.00")
