"""How a thing of the exercise and its mapping in a file become each other, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from assessments.domain.checker.facts import Month
from assessments.domain.checker.tolerant import (
    flag,
    month,
    number,
    one_or_more,
    text,
    texts,
    tick,
    whole,
    word,
    words,
    year,
)

Thing = TypeVar("Thing")


def plain(value: Any) -> Any:
    """Return what JSON and YAML hold: numbers stay numbers as long as no digit is lost."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, Month):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Kind:
    """A kind of value: how it is read, whatever stands there, and how it is written."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = plain


TEXT, WORD, TEXTS, WORDS = Kind(text), Kind(word), Kind(texts), Kind(words)
CODE = Kind(lambda said: text(said).upper())  # Of a currency.
WHOLE, YEAR, NUMBER, MONTH = Kind(whole), Kind(year), Kind(number), Kind(month)
TICK, FLAG = Kind(tick), Kind(flag)


@dataclass(frozen=True)
class Shape(Generic[Thing]):
    """The fields of a thing with their kinds; ``names`` where the file calls one differently.

    ``absent`` holds what a field is when the file does not mention it; else it is empty.
    ``key`` makes the keys of things that come without one: "plan" gives plan-1.
    """

    thing: type[Thing]
    kinds: Mapping[str, Kind]
    names: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    def read(self, said: dict, place: int = 0) -> Thing:
        values = {
            name: self.absent[name]
            if name in self.absent and self.names.get(name, name) not in said
            else kind.read(said.get(self.names.get(name, name)))
            for name, kind in self.kinds.items()
        }
        if self.key and not values.get("key"):
            values["key"] = f"{self.key}-{place}"
        return self.thing(**values)

    def write(self, thing: Thing) -> dict[str, Any]:
        """Return the mapping, without what is empty or as it is when absent."""
        written = {}
        for name, kind in self.kinds.items():
            value = getattr(thing, name)
            is_absent = value == self.absent[name] if name in self.absent else _is_empty(value)
            if not is_absent and not (name == "key" and self._is_made_up(value)):
                written[self.names.get(name, name)] = kind.write(value)
        return written

    def _is_made_up(self, key: str) -> bool:
        return bool(self.key) and key.startswith(f"{self.key}-")

    def read_each(self, said: Any) -> tuple[Thing, ...]:
        """Read every mapping of a list; what is no mapping is left out."""
        found = [item for item in one_or_more(said) if isinstance(item, dict)]
        return tuple(self.read(item, place) for place, item in enumerate(found, start=1))

    def write_each(self, things: tuple[Thing, ...]) -> list[dict[str, Any]]:
        return [self.write(thing) for thing in things]

    @property
    def many(self) -> Kind:
        return Kind(self.read_each, self.write_each)


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", ())
