"""How a thing of the exercise and its fields are described, once for forms, rules and exports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise

from assessments.domain.exercise_limits import Between

Text = Promise | str
Choices = tuple[tuple[str, Text], ...]


class Sort(StrEnum):
    """What a value is: ``save_record`` takes it so, and ``values_of`` gives it back so."""

    LINE = "line"  # str, without line breaks
    TEXT = "text"  # str, of several paragraphs
    CHOICE = "choice"  # str, one of ``choices``, or ""
    CHOICES = "choices"  # tuple of str, each of ``choices`` at most once
    WHOLE = "whole"  # int or None
    NUMBER = "number"  # Decimal or None
    MONTH = "month"  # date, the first of its month, or None
    TICK = "tick"  # bool
    ANSWER = "answer"  # bool, or None for no answer
    ONE = "one"  # what names the other thing (see ``to``), or None
    MANY = "many"  # tuple of such names
    LIST = "list"  # tuple of dicts with the names of ``parts``


TEXTS = (Sort.LINE, Sort.TEXT)
SEVERAL = (Sort.CHOICES, Sort.MANY, Sort.LIST)


@dataclass(frozen=True)
class Table:
    """Where the lines of a list are kept: they belong to one record and are saved with it.

    A line is known by its place, or else by the column ``name``.
    """

    model: type[models.Model]
    owner: str
    name: str = "position"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value of a thing: what belongs there, and the deliverable that needs it.

    ``to`` says what a reference names: a kind of record of the same project, by its public id; a
    "goal", by its number; or a "target", by its code. ``only_for`` holds the levels, or other
    places, that have the field at all; empty is every one.
    """

    name: str
    sort: Sort
    label: Text
    help: Text = ""
    example: Text = ""
    needed_for: str = ""
    length: Between | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    default: Any = None
    count: Between | None = None
    choices: Choices = ()
    to: str = ""
    only_for: tuple[str, ...] = ()
    table: Table | None = None
    parts: tuple["Field", ...] = ()

    @property
    def empty(self) -> Any:
        """What the value is when nothing is said."""
        if self.default is not None:
            return self.default
        if self.sort in {*TEXTS, Sort.CHOICE}:
            return ""
        if self.sort in SEVERAL:
            return ()
        return False if self.sort == Sort.TICK else None

    @property
    def is_column(self) -> bool:
        """Say whether the value stands in the row of the record itself."""
        return self.sort not in SEVERAL


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A kind of record: its steps and limits, where it stands, and its fields.

    ``place`` are the fields that are given when a record is made and change only by moving it.
    ``siblings`` names the columns that records of one order have in common. ``counts`` says how
    many there may be, by the value of the first field of its place or else under "".
    """

    kind: str
    model: type[models.Model]
    name: Text
    plural: Text
    step: str
    deliverable: str
    title: str  # The field that people know a record by.
    fields: tuple[Field, ...]
    place: tuple[Field, ...] = ()
    siblings: tuple[str, ...] = ("project",)
    counts: Mapping[str, Between] = field(default_factory=dict)
    counted_by: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((each for each in (*self.place, *self.fields) if each.name == name), None)

    def fields_at(self, where: str = "") -> tuple[Field, ...]:
        """Return the fields that a record has whose first place is ``where``: a level, a kind."""
        return tuple(each for each in self.fields if not each.only_for or where in each.only_for)

    def needed_for(self, deliverable: str, where: str = "") -> tuple[Field, ...]:
        """Return the fields that have to be written by then: the short list of a page."""
        return tuple(
            each
            for each in self.fields_at(where)
            if each.needed_for and each.needed_for <= deliverable
        )

    def count_at(self, where: str = "") -> Between | None:
        return self.counts.get(where) or self.counts.get("")
