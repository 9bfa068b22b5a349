"""What a finding of the checker is, and how a rule comes into the catalogue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise, lazy
from django.utils.translation import pgettext

ERROR, WARNING, ADVICE = "E", "W", "A"
LEVELS = (ERROR, WARNING, ADVICE)
FACT, HINT = "D", "H"  # Deterministic; a heuristic of language, which may be wrong.
ALL_STEPS = "all"


@dataclass(frozen=True)
class Place:
    """The thing that a finding is about: its stable key, the code people read, and the field.

    ``kind`` is project, stakeholder, problem, objective, alternative, row, indicator, means,
    assumption, budget_line, sdg_link, plan, group, principle or monitoring. ``row`` is the key of
    the row of the matrix in which it stands.
    """

    kind: str
    key: str = ""
    code: str = ""
    field: str = ""
    row: str = ""


@dataclass(frozen=True)
class Hit:
    """What a rule yields: where, the words for its message, and what else is concerned."""

    place: Place
    words: dict[str, Any] = field(default_factory=dict)
    also: tuple[Place, ...] = ()


# DUP-05 takes the other projects too.
Look = Callable[..., Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue.

    ``variants`` holds its level for some audiences, under "" for all others.
    """

    id: str
    level: str
    kind: str
    step: str
    message: Promise
    look: Look
    variants: dict[str, str] = field(default_factory=dict)
    is_for_tutors: bool = False

    @property
    def family(self) -> str:
        return self.id.partition("-")[0]

    @property
    def is_hint(self) -> bool:
        return self.kind == HINT

    def level_for(self, audience: str) -> str:
        return self.variants.get(audience) or self.variants.get("", self.level)


@dataclass(frozen=True)
class Finding:
    id: str
    level: str
    place: Place
    also: tuple[Place, ...] = ()
    words: tuple[tuple[str, Any], ...] = ()

    @property
    def rule(self) -> Rule:
        return RULES[self.id]

    @property
    def step(self) -> str:
        return self.rule.step

    @property
    def things(self) -> frozenset[str]:
        """The keys of all that the finding is about, in whatever order."""
        return frozenset(place.key for place in (self.place, *self.also))

    @property
    def message(self) -> str:
        """The sentence for the person, in the language of the moment."""
        return str(self.rule.message) % {name: _readable(value) for name, value in self.words}


def filled(message: Promise, **words: Any) -> Promise:
    """Fill in a message that stands inside another one, when that one is read."""
    return lazy(lambda: str(message) % words, str)()


def _readable(value: Any) -> str:
    if isinstance(value, Decimal | int | float):
        return number_format(value, force_grouping=True)
    if isinstance(value, tuple):
        return pgettext("between items of a list", ", ").join(map(_readable, value))
    return str(value)


RULES: dict[str, Rule] = {}


def rule(
    rule_id: str,
    level: str,
    step: str,
    message: Promise,
    *,
    kind: str = FACT,
    variants: dict[str, str] | None = None,
    is_for_tutors: bool = False,
) -> Callable[[Look], Look]:
    """Enter a function into the catalogue: it looks at a study and yields what it finds."""

    def enter(look: Look) -> Look:
        if rule_id in RULES:
            raise LookupError(rule_id)
        RULES[rule_id] = Rule(
            rule_id, level, kind, step, message, look, variants or {}, is_for_tutors
        )
        return look

    return enter
