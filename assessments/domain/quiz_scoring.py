"""The score of a quiz, computed from values. Pure."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction

WHOLE = 100


def share_of(marked: Collection[int], right: Collection[int]) -> Fraction:
    """Return what an answer earns, from 0 to 1.

    With one right choice: all or nothing. With several: each right mark earns its share, each
    wrong mark costs one, and nobody falls below nothing. Marking everything earns no more than
    knowing nothing.
    """
    marked, right = set(marked), set(right)
    if len(right) <= 1:
        return Fraction(int(bool(right) and marked == right))
    return max(Fraction(0), Fraction(len(marked & right) - len(marked - right), len(right)))


def score_of(shares: Iterable[Fraction]) -> Decimal:
    """Return the score of 100; every item weighs the same. Cut to two decimals, never up."""
    shares = list(shares)
    if not shares:
        return Decimal("0.00")
    exact = WHOLE * sum(shares, Fraction(0)) / len(shares)
    # Whole hundredths of the fraction itself: dividing decimals first could round up.
    return Decimal(exact * 100 // 1).scaleb(-2)
