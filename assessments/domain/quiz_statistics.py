"""How the items of a quiz work: how many get them right, and whether they tell people apart.

Classical item analysis. *Facility* is the mean share that people earn, from 0 to 1.
*Discrimination* is the corrected item-total correlation: Pearson's coefficient between what people
earn in the item and what they earn in all other items; where an item is right or wrong it is the
point-biserial coefficient, r = (m1 - m0) / s * sqrt(p * q), the item itself left out of the total.
Source: Crocker and Algina (1986), Introduction to Classical and Modern Test Theory. The usual
reading: from 0.20 on it tells people apart; below nought the key deserves a second look.

Only the first attempt of each person counts, for the others were made knowing the reasons, and
nothing is said of fewer than ten.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import StatisticsError, correlation

from django.db.models import OuterRef, Subquery

from assessments.domain.quiz_corrections import AT_ONCE, groups_of
from assessments.domain.quiz_paper import AskedItem, Kind, Paper, arrange, items_of
from assessments.models import Choice, ItemPart, Quiz, QuizAttempt, QuizItem

LEAST_ATTEMPTS = 10
TELLING = 0.2


def facility(shares: Sequence[Fraction]) -> float | None:
    """Return the mean share, from 0 (nobody) to 1 (everybody); None of fewer than ten."""
    if len(shares) < LEAST_ATTEMPTS:
        return None
    return float(sum(shares, Fraction(0)) / len(shares))


def discrimination(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """Correlate what people earn in an item with what they earn in the others, from -1 to 1.

    None of fewer than ten, and where one of both is the same for everybody.
    """
    if len(pairs) < LEAST_ATTEMPTS:
        return None
    try:
        return correlation(*zip(*[(float(one), float(rest)) for one, rest in pairs], strict=True))
    except StatisticsError:
        return None


@dataclass(frozen=True)
class ChoiceCount:
    choice: Choice
    count: int


@dataclass(frozen=True)
class GroupCount:
    """How often each choice of an item, or of one of its parts, was made."""

    part: ItemPart | None
    choices: list[ChoiceCount]


@dataclass
class ItemStatistics:
    item: QuizItem
    pairs: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    unforeseen: int = 0  # Numbers that nobody foresaw.

    def add(self, asked: AskedItem, rest: Fraction) -> None:
        self.pairs.append((asked.share, rest))
        chosen = [*asked.chosen, *(choice for gap in asked.gaps for choice in gap.chosen)]
        self.counts.update(choice.pk for choice in chosen)
        self.unanswered += not asked.is_begun
        self.unforeseen += asked.typed is not None and not chosen

    @property
    def asked(self) -> int:
        return len(self.pairs)

    @property
    def facility(self) -> float | None:
        return facility([share for share, _rest in self.pairs])

    @property
    def facility_percent(self) -> int | None:
        return None if self.facility is None else int(100 * self.facility)

    @property
    def discrimination(self) -> float | None:
        return discrimination(self.pairs)

    @property
    def is_doubtful(self) -> bool:
        """Whether the key deserves a second look: who knows the rest gets this one wrong."""
        return self.discrimination is not None and self.discrimination < 0

    @property
    def tells_little(self) -> bool:
        return self.discrimination is not None and 0 <= self.discrimination < TELLING

    @property
    def groups(self) -> list[GroupCount]:
        return [
            GroupCount(part, [ChoiceCount(one, self.counts[one.pk]) for one in offered])
            for part, offered in groups_of(self.item)
        ]

    @property
    def is_number(self) -> bool:
        return self.item.kind == Kind.NUMERIC


@dataclass(frozen=True)
class QuizStatistics:
    quiz: Quiz
    attempts: int
    items: list[ItemStatistics]

    @property
    def is_enough(self) -> bool:
        return self.attempts >= LEAST_ATTEMPTS


def statistics_of(quiz: Quiz) -> QuizStatistics:
    """Return the statistics of a quiz, in a number of queries that does not grow with its items."""
    items = items_of(quiz)
    # An entry from paper that was taken back leaves its number unused.
    lowest = QuizAttempt.objects.in_force().filter(
        quiz=OuterRef("quiz"), enrolment=OuterRef("enrolment")
    )
    first = QuizAttempt.objects.handed_in().filter(
        quiz=quiz, is_score_only=False, number=Subquery(lowest.values("number")[:1])
    )
    rows = first.select_related("quiz").prefetch_related("responses__choices").order_by("pk")
    papers = (
        arrange(attempt, items, attempt.responses.all())
        for attempt in rows.iterator(chunk_size=AT_ONCE)
    )
    return _gather(quiz, items, papers)


def _gather(quiz: Quiz, items: Iterable[QuizItem], papers: Iterable[Paper]) -> QuizStatistics:
    found = {item.pk: ItemStatistics(item) for item in items}
    attempts = 0
    for paper in papers:
        attempts += 1
        whole = sum((asked.share for asked in paper.asked), Fraction(0))
        others = max(1, len(paper.asked) - 1)
        for asked in paper.asked:
            found[asked.item.pk].add(asked, (whole - asked.share) / others)
    return QuizStatistics(quiz, attempts, list(found.values()))
