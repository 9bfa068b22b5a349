"""Makes the descriptions of fields, so that labels, choices and lengths are written only once.

Labels and choices are those of the model's columns, least lengths those of ``exercise_limits``.
"""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst

from assessments.domain.exercise.kinds import Choices, Field, Sort, Table, Text
from assessments.domain.exercise_limits import LENGTHS, Between


class Describer:
    """Describes the fields of one model; ``limits`` is its name in the table of lengths."""

    def __init__(self, model: type[models.Model], limits: str) -> None:
        self.model = model
        self.lengths = LENGTHS.get(limits, {})

    def line(self, name: str, **facts: Any) -> Field:
        return self._made(name, Sort.LINE, length=self._length(name), **facts)

    def text(self, name: str, **facts: Any) -> Field:
        return self._made(name, Sort.TEXT, length=self._length(name), **facts)

    def choice(self, name: str, *, without: tuple[str, ...] = (), **facts: Any) -> Field:
        offered = self._choices(self.model, name)
        choices = tuple(pair for pair in offered if pair[0] not in without)
        return self._made(name, Sort.CHOICE, choices=choices, **facts)

    def whole(self, name: str, *, least: int = 0, most: int = 2_000_000_000, **facts: Any) -> Field:
        return self._made(
            name,
            Sort.WHOLE,
            least=Decimal(least),
            most=Decimal(most),
            default=self._default(name),
            **facts,
        )

    def number(self, name: str, *, least: int | None = None, **facts: Any) -> Field:
        column = self.model._meta.get_field(name)
        most = Decimal(10) ** (column.max_digits - column.decimal_places) - 1
        return self._made(
            name,
            Sort.NUMBER,
            least=-most if least is None else Decimal(least),
            most=most,
            decimals=column.decimal_places,
            default=self._default(name),
            **facts,
        )

    def month(self, name: str, **facts: Any) -> Field:
        return self._made(name, Sort.MONTH, **facts)

    def tick(self, name: str, **facts: Any) -> Field:
        return self._made(name, Sort.TICK, default=self._default(name) or None, **facts)

    def answer(self, name: str, **facts: Any) -> Field:
        return self._made(name, Sort.ANSWER, **facts)

    def one(self, name: str, to: str, **facts: Any) -> Field:
        return self._made(name, Sort.ONE, to=to, **facts)

    def many(self, name: str, to: str, **facts: Any) -> Field:
        return self._made(name, Sort.MANY, to=to, **facts)

    def chosen(self, name: str, table: Table, *, label: Text, **facts: Any) -> Field:
        """Several of a list of values, each a line of ``table``."""
        choices = self._choices(table.model, table.name)
        return self._made(name, Sort.CHOICES, label=label, table=table, choices=choices, **facts)

    def lines(self, name: str, table: Table, *parts: Field, label: Text, **facts: Any) -> Field:
        """A list of small things that are saved together with the record."""
        return self._made(name, Sort.LIST, label=label, table=table, parts=parts, **facts)

    def _made(self, name: str, sort: Sort, **facts: Any) -> Field:
        facts.setdefault("label", None)
        if facts["label"] is None:
            facts["label"] = capfirst(self.model._meta.get_field(name).verbose_name)
        return Field(name=name, sort=sort, **facts)

    def _length(self, name: str) -> Between:
        longest = self.model._meta.get_field(name).max_length
        return self.lengths.get(name) or Between(0, longest)

    def _default(self, name: str) -> Any:
        column = self.model._meta.get_field(name)
        return column.to_python(column.default) if column.has_default() else None

    @staticmethod
    def _choices(model: type[models.Model], name: str) -> Choices:
        return tuple(model._meta.get_field(name).choices)
