"""An attempt as its pages show it: the items in their places, with what was answered."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from assessments.domain.quiz_scoring import Foreseen, Marks, foreseen, share_of
from assessments.models import Choice, ItemPart, Quiz, QuizAttempt, QuizItem, Response

Kind = QuizItem.Kind
SHUFFLED_ROWS = (Kind.MATCH, Kind.ORDER, Kind.CLASSIFY)
SHUFFLED_CHOICES = (Kind.SINGLE, Kind.MULTIPLE, Kind.MATCH, Kind.FIX_SYNTAX)
Offered = dict[int | None, list[Choice]]  # The choices of an item, or of its parts by their key.


@dataclass(frozen=True)
class Asked:
    """Choices in the order in which an attempt shows them, and which of them are marked."""

    choices: list[Choice]
    marked: frozenset[int]  # Primary keys.

    @property
    def marks(self) -> Marks:
        right = frozenset(choice.pk for choice in self.choices if choice.is_correct)
        return Marks(self.marked, right)

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.pk in self.marked]

    @property
    def missed(self) -> list[Choice]:
        """What was right and is not marked."""
        return [one for one in self.choices if one.is_correct and one.pk not in self.marked]


@dataclass(frozen=True)
class AskedPart(Asked):
    """A row, a step, a statement or a gap; without choices it is text between two gaps."""

    part: ItemPart

    @property
    def is_right(self) -> bool:
        return self.marks.is_right


@dataclass(frozen=True)
class AskedItem(Asked):
    """One item of an attempt in its place."""

    number: int
    item: QuizItem
    parts: list[AskedPart]
    response: Response | None

    @property
    def gaps(self) -> list[AskedPart]:
        """The parts that ask for a choice."""
        return [part for part in self.parts if part.choices]

    @property
    def typed(self) -> Decimal | None:
        return self.response.number if self.response else None

    @property
    def marks(self) -> Marks:
        if self.item.kind == Kind.NUMERIC:
            values = [Foreseen(one.pk, one.value, one.is_correct) for one in self.choices]
            meant = foreseen(self.typed, values, tolerance=self.item.tolerance)
            return Marks(meant, super().marks.right)
        return super().marks

    @property
    def chosen(self) -> list[Choice]:
        """The choices that were made; for a number, the foreseen one that it is near to."""
        meant = self.marks.marked
        return [choice for choice in self.choices if choice.pk in meant]

    @property
    def share(self) -> Fraction:
        marks = [gap.marks for gap in self.gaps] if self.parts else [self.marks]
        return share_of(self.item.kind, marks)

    @property
    def is_right(self) -> bool:
        return self.share == 1

    @property
    def is_partly_right(self) -> bool:
        return 0 < self.share < 1

    @property
    def is_begun(self) -> bool:
        """Whether something of it is answered."""
        return bool(self.marked) or self.typed is not None or any(gap.marked for gap in self.gaps)

    @property
    def is_answered(self) -> bool:
        return self.is_begun and all(gap.marked for gap in self.gaps)

    @property
    def is_flagged(self) -> bool:
        return bool(self.response and self.response.is_flagged)

    @property
    def has_place_twice(self) -> bool:
        """Whether two steps were given the same place."""
        if self.item.kind != Kind.ORDER:
            return False
        places = [choice.position for gap in self.gaps for choice in gap.chosen]
        return len(places) > len(set(places))


@dataclass(frozen=True)
class Paper:
    """An attempt with all its items, in the order that its seed gives."""

    attempt: QuizAttempt
    asked: list[AskedItem]

    @property
    def attempts_allowed(self) -> int:
        """Those of the quiz and those granted to the person; the attempt is with_allowances."""
        return self.attempt.quiz.attempts_allowed + self.attempt.extra_attempts

    @property
    def answered(self) -> int:
        return sum(asked.is_answered for asked in self.asked)

    @property
    def unanswered(self) -> list[AskedItem]:
        return [asked for asked in self.asked if not asked.is_answered]

    @property
    def flagged(self) -> list[AskedItem]:
        return [asked for asked in self.asked if asked.is_flagged]

    def at(self, number: int) -> AskedItem | None:
        return self.asked[number - 1] if 1 <= number <= len(self.asked) else None


def paper_of(attempt: QuizAttempt, items: Iterable[QuizItem] | None = None) -> Paper:
    """Return the attempt's items, in the same order at every return.

    Five queries, or two where ``items_of`` was asked already.
    """
    responses = attempt.responses.prefetch_related("choices")
    return arrange(attempt, items_of(attempt.quiz) if items is None else items, responses)


def items_of(quiz: Quiz) -> list[QuizItem]:
    """Return the items with everything that belongs to them, in the order of the bank."""
    return list(QuizItem.objects.filter(quiz=quiz).prefetch_related("choices", "parts"))


def arrange(
    attempt: QuizAttempt, items: Iterable[QuizItem], responses: Iterable[Response]
) -> Paper:
    """Put the items, loaded by ``items_of``, into the order of this attempt.

    An attempt on paper has them all, in the order in which they are printed.
    """
    is_printed = attempt.taken_on is not None
    order = order_of(attempt)
    items = list(items) if is_printed else asked_in(attempt, items, order)
    answers = {response.item_id: response for response in responses}
    lay_out = _lay_out_as_printed if is_printed else partial(_lay_out, order=order)
    asked = [
        _ask(number, item, answers.get(item.pk), lay_out) for number, item in enumerate(items, 1)
    ]
    return Paper(attempt, asked)


def asked_in(
    attempt: QuizAttempt, items: Iterable[QuizItem], order: random.Random
) -> list[QuizItem]:
    """Return the items of this attempt in its order: all, or those that are drawn from the bank.

    One of each objective is drawn before a second of any.
    """
    items = list(items)
    order.shuffle(items)
    if attempt.quiz.asks is None:
        return items
    before: Counter[str] = Counter()
    turns = []
    for item in items:
        turns.append(before[item.objective])
        before[item.objective] += 1
    first = sorted(range(len(items)), key=turns.__getitem__)[: attempt.quiz.asks]
    return [items[place] for place in sorted(first)]


def order_of(attempt: QuizAttempt) -> random.Random:
    return random.Random(attempt.seed)  # noqa: S311 -- a shuffle, not a secret


def _ask(
    number: int, item: QuizItem, response: Response | None, lay_out: Callable[..., None]
) -> AskedItem:
    by_part: Offered = defaultdict(list)
    for choice in item.choices.all():
        by_part[choice.part_id].append(choice)
    parts = list(item.parts.all())
    lay_out(item, by_part, parts)
    marked = frozenset(choice.pk for choice in response.choices.all()) if response else frozenset()
    return AskedItem(
        number=number,
        item=item,
        response=response,
        choices=by_part[None],
        marked=marked & {choice.pk for choice in by_part[None]},
        parts=[_ask_part(part, by_part[part.pk], marked) for part in parts],
    )


def _ask_part(part: ItemPart, choices: list[Choice], marked: frozenset[int]) -> AskedPart:
    return AskedPart(choices, marked & {choice.pk for choice in choices}, part)


def _lay_out(
    item: QuizItem, by_part: Offered, parts: list[ItemPart], *, order: random.Random
) -> None:
    """Shuffle choices and rows as an attempt on the screen shows them."""
    if item.kind == Kind.MATCH:
        # Every row offers the same answers, so it offers them in the same order.
        places = _places(by_part)
        order.shuffle(places)
        _arrange_alike(by_part, places)
    elif item.kind in SHUFFLED_CHOICES:
        for choices in by_part.values():
            order.shuffle(choices)
    if item.kind in SHUFFLED_ROWS:
        shuffle_away(parts, order)


def _lay_out_as_printed(item: QuizItem, by_part: Offered, parts: list[ItemPart]) -> None:
    """Keep the order that ``paper_item`` prints: its letters are the places here."""
    if item.kind == Kind.MATCH:
        places = _places(by_part)
        shuffle_away(places, printed_order(item))
        _arrange_alike(by_part, places)
    elif item.kind == Kind.ORDER:
        shuffle_away(parts, printed_order(item))


def printed_order(item: QuizItem) -> random.Random:
    """Return what shuffles an item for paper: the same at every printing."""
    return random.Random(item.code)  # noqa: S311 -- a shuffle, not a secret


def _places(by_part: Offered) -> list[int]:
    return list(range(max(map(len, by_part.values()), default=0)))


def _arrange_alike(by_part: Offered, places: list[int]) -> None:
    for part, choices in by_part.items():
        by_part[part] = [choices[place] for place in places]


def shuffle_away(rows: list[Any], order: random.Random) -> None:
    """Shuffle, and never leave the order in which they are written: it may be the answer."""
    before = list(rows)
    order.shuffle(rows)
    if rows == before:
        rows.append(rows.pop(0))
