"""What an answer earns, and the score of a quiz, computed from values. Pure.

This is the one place for the rule of partial credit; docs/item-banks.md says it to authors, and the
page of a quiz to participants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.models import QuizItem

WHOLE = 100


@dataclass(frozen=True)
class Marks:
    """What somebody marked and what is right: in an item, or in one of its parts.

    Plain identifiers. Where one choice is asked for, several may be right after a correction of
    the key; then any of them is.
    """

    marked: frozenset[int]
    right: frozenset[int]

    @property
    def is_right(self) -> bool:
        """Whether the one choice that is asked for was made, and is right."""
        return len(self.marked) == 1 and self.marked <= self.right


def share_of(kind: str, marks: Sequence[Marks]) -> Fraction:
    """Return what an answer earns, from 0 to 1.

    One answer, or a number: all or nothing. Several answers: each right mark earns its share,
    each wrong mark takes one away, and nobody falls below nothing, so that marking everything
    earns no more than it deserves. Items in parts: the share of the parts that are right.
    """
    if not marks:
        return Fraction(0)
    if kind == QuizItem.Kind.MULTIPLE:
        return max(Fraction(0), sum(map(_balance, marks), Fraction(0)) / len(marks))
    return Fraction(sum(one.is_right for one in marks), len(marks))


def _balance(marks: Marks) -> Fraction:
    if not marks.right:
        return Fraction(0)
    right, wrong = marks.marked & marks.right, marks.marked - marks.right
    return Fraction(len(right) - len(wrong), len(marks.right))


@dataclass(frozen=True)
class Foreseen:
    """A number that the author foresaw, right or wrong."""

    id: int
    value: Decimal
    is_right: bool


def foreseen(
    number: Decimal | None, values: Iterable[Foreseen], *, tolerance: Decimal
) -> frozenset[int]:
    """Return the foreseen number that was meant, if any: a right one first, then the nearest."""
    if number is None:
        return frozenset()
    near = [one for one in values if abs(one.value - number) <= tolerance]
    near.sort(key=lambda one: (not one.is_right, abs(one.value - number), one.id))
    return frozenset(one.id for one in near[:1])


def score_of(shares: Iterable[Fraction]) -> Decimal:
    """Return the score of 100; every item weighs the same. Cut to two decimals, never up."""
    shares = list(shares)
    if not shares:
        return Decimal("0.00")
    exact = WHOLE * sum(shares, Fraction(0)) / len(shares)
    # Whole hundredths of the fraction itself: dividing decimals first could round up.
    return Decimal(exact * 100 // 1).scaleb(-2)
