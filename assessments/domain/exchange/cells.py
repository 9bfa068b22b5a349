"""Between a value of a record and a cell of a spreadsheet, in both directions."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from assessments.domain.exercise.kinds import Field, Sort
from assessments.domain.exercise.store import CATALOGUES
from lms.lib.errors import RuleViolation
from lms.lib.text import fold

Cell = str | int | float | Decimal | None
# Kind and key of a record to what a cell calls it; kind and what a cell calls it to its key.
Names = dict[tuple[str, str], str]
YES = {"yes", "si", "x", "1", "true", "verdadero"}
NO = {"no", "0", "false", "falso"}
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}(?:[T ][\d:.]*)?)?")
_NUMBER = re.compile(r"[+-]?\d*\.?\d+(e[+-]?\d+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\n;,]+")


class Unread(RuleViolation):
    """A cell whose words mean nothing in its column."""


def write_cell(field: Field, said: Any, names: Names) -> Cell:
    """Return what a cell shows of a value: words for choices, codes for references."""
    if field.sort in {Sort.CHOICES, Sort.MANY}:
        return "\n".join(str(_one(field, each, names)) for each in said)
    if field.sort == Sort.LIST:
        part = field.parts[0]
        return "\n".join(str(line[part.name]) for line in said)
    return _one(field, said, names)


def _one(field: Field, said: Any, names: Names) -> Cell:
    if said is None or said == "":
        return None
    if field.to:
        return str(said) if field.to in CATALOGUES else names.get((field.to, said), str(said))
    if field.choices:
        return str(dict(field.choices).get(said, said))
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    return f"{said:%Y-%m}" if isinstance(said, date) else said


def read_cell(field: Field, cell: Any, keys: Names) -> Any:
    """Return the value that a cell means, as ``plan_of`` takes it.

    What can only be judged by the limits of the field comes back as it is written; a cell that
    means nothing at all raises Unread.
    """
    return _READERS[field.sort](field, plain_text(cell), keys)


def plain_text(cell: Any) -> str:
    """Return what people see in a cell: 12.0 is 12."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()


def _text(_field: Field, text: str, _keys: Names) -> str:
    return text


def _choice(field: Field, text: str, _keys: Names) -> str:
    return _meanings(field.choices).get(fold(text), text) if text else ""


@cache
def _meanings(choices: tuple[tuple[str, Any], ...]) -> dict[str, str]:
    """Return what the words of every language, and those of programs, stand for."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {fold(str(label)): value for value, label in choices if value}
    return found | {fold(value): value for value, _label in choices if value}


def _split(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _choices(field: Field, text: str, keys: Names) -> tuple[str, ...]:
    # The words of a choice may hold a comma: they stand one a line.
    parts = [part.strip() for part in re.split(r"[\n;]+", text) if part.strip()]
    return tuple(_choice(field, part, keys) for part in parts)


def _number(_field: Field, text: str, _keys: Names) -> str | None:
    """Take thousands apart with commas or spaces, as Mexico writes them."""
    bare = text.replace("\u00a0", "").replace(" ", "").lstrip("$").rstrip("%")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    return bare if _NUMBER.fullmatch(bare) else text or None


def _month(_field: Field, text: str, _keys: Names) -> date | str | None:
    found = _MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12 and int(found[1]):
        return date(int(found[1]), int(found[2]), 1)
    return text or None


def _tick(field: Field, text: str, keys: Names) -> bool | None:
    """An empty cell is what the field is when nobody says anything."""
    return _answer(field, text, keys)


def _answer(field: Field, text: str, _keys: Names) -> bool | None:
    folded = fold(text)
    if folded in YES:
        return True
    if folded in NO:
        return False
    if folded:
        raise Unread(
            gettext_lazy("%(field)s: write yes or no."),
            code="not_understood",
            params={"field": field.label},
        )
    return None


def _reference(field: Field, text: str, keys: Names) -> str | None:
    if not text:
        return None
    if field.to == "goal":
        return text.upper().removeprefix("ODS").removeprefix("SDG").strip()
    if field.to in CATALOGUES:
        return text
    return keys.get((field.to, fold(text)), text)


def _references(field: Field, text: str, keys: Names) -> tuple[str, ...]:
    return tuple(filter(None, (_reference(field, part, keys) for part in _split(text))))


def _lines(field: Field, text: str, _keys: Names) -> tuple[dict[str, str], ...]:
    name = field.parts[0].name
    return tuple({name: line.strip()} for line in text.splitlines() if line.strip())


_READERS: dict[Sort, Callable[[Field, str, Names], Any]] = {
    Sort.LINE: _text,
    Sort.TEXT: _text,
    Sort.CHOICE: _choice,
    Sort.CHOICES: _choices,
    Sort.WHOLE: _number,
    Sort.NUMBER: _number,
    Sort.MONTH: _month,
    Sort.TICK: _tick,
    Sort.ANSWER: _answer,
    Sort.ONE: _reference,
    Sort.MANY: _references,
    Sort.LIST: _lines,
}
