"""What may be written into a field: texts within their limits, values of a list, numbers.

Computed from values alone; whatever does not fit is refused with a reason and a code.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Field, Sort, Text, Thing
from lms.lib.errors import RuleViolation
from lms.lib.text import clean, clean_lines

# Characters that can be sent in good faith on top of a limit: spaces and line breaks.
SLACK = 200


def clean_values(thing: Thing, values: Mapping[str, Any], *, where: str = "") -> dict[str, Any]:
    """Return the values as they will be stored; only those that were given.

    ``where`` is the level, or other place, of the record. References stay names: whether they
    lead anywhere is asked of the database.
    """
    known = {field.name: field for field in thing.fields_at(where)}
    return {name: clean_value(_known(known, name), value) for name, value in values.items()}


def clean_place(thing: Thing, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a new record is to stand: every field of its place."""
    return {field.name: clean_value(field, values.get(field.name)) for field in thing.place}


def clean_value(field: Field, value: Any) -> Any:
    return _CLEANERS[field.sort](field, value)


def _known(known: Mapping[str, Field], name: str) -> Field:
    if name not in known:
        raise RuleViolation(
            _("There is no field %(name)s here."), code="field", params={"name": name}
        )
    return known[name]


def _refusal(field: Field, message: Text, code: str, **params: Any) -> RuleViolation:
    return RuleViolation(message, code=code, params={"field": field.label} | params)


def _text(field: Field, value: Any) -> str:
    raw = value if isinstance(value, str) else "" if value is None else str(value)
    most = field.length.most if field.length else None
    if most and len(raw) > most + SLACK and len(raw.strip()) > most + SLACK:
        raise _too_long(field, len(raw))
    text = clean_lines(raw) if field.sort == Sort.TEXT else clean(raw)
    if most and len(text) > most:
        raise _too_long(field, len(text))
    return text or (field.default or "")


def _too_long(field: Field, length: int) -> RuleViolation:
    return _refusal(
        field,
        _("%(field)s: at most %(most)s characters fit; these are %(length)s."),
        "too_long",
        most=field.length.most,
        length=length,
    )


def _choice(field: Field, value: Any) -> str:
    chosen = "" if value is None else str(value)
    if chosen and chosen not in dict(field.choices):
        raise _refusal(field, _("%(field)s: choose one of the values offered."), "choice")
    return chosen or (field.default or "")


def _choices(field: Field, value: Any) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(filter(None, (_choice(field, each) for each in value or ()))))
    _check_count(field, len(chosen))
    return chosen


def _check_count(field: Field, count: int) -> None:
    if field.count and count > field.count.most:
        raise _refusal(
            field,
            _("%(field)s: there can be at most %(most)s."),
            "too_many",
            most=field.count.most,
        )


def _number(field: Field, value: Any) -> Decimal | None:
    if value is None or value == "":
        return field.default
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise _refusal(field, _("%(field)s: write a number."), "number")
    if not field.least <= number <= field.most:
        raise _refusal(
            field,
            _("%(field)s: write a number from %(least)s to %(most)s."),
            "range",
            least=f"{field.least:,}",
            most=f"{field.most:,}",
        )
    if number != round(number, field.decimals):
        raise _refusal(
            field,
            _("%(field)s: write at most %(decimals)s decimals."),
            "decimals",
            decimals=field.decimals,
        )
    return plain_number(number)


def plain_number(number: Decimal) -> Decimal:
    """Drop the zeros that a database adds to a decimal: 12.5000 is 12.5, 10 stays 10."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def _whole(field: Field, value: Any) -> int | None:
    number = _number(field, value)
    return None if number is None else int(number)


def _month(field: Field, value: Any) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, date) or not 1900 <= value.year <= 2200:
        raise _refusal(field, _("%(field)s: write a month, for example 2027-03."), "month")
    return date(value.year, value.month, 1)


def _tick(field: Field, value: Any) -> bool:
    return field.empty if value is None else bool(value)


def _answer(_field: Field, value: Any) -> bool | None:
    return None if value is None or value == "" else bool(value)


def _one(field: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return _NAMES.get(field.to, UUID)(str(value))
    except ValueError:
        raise _refusal(
            field, _("%(field)s: what you chose does not exist any more."), "reference"
        ) from None


def _many(field: Field, value: Any) -> tuple[Any, ...]:
    named = tuple(dict.fromkeys(_one(field, each) for each in value or ()))
    _check_count(field, len(named))
    return tuple(each for each in named if each is not None)


def _list(field: Field, value: Any) -> tuple[dict[str, Any], ...]:
    lines = [_line(field, each) for each in value or ()]
    written = tuple(line for line in lines if _says_something(field, line))
    _check_count(field, len(written))
    name = field.table.name
    if name != "position" and len({line[name] for line in written}) < len(written):
        raise _refusal(field, _("%(field)s: one of them stands there twice."), "twice")
    return written


def _line(field: Field, said: Mapping[str, Any]) -> dict[str, Any]:
    known = {part.name for part in field.parts}
    for name in said:
        _known(dict.fromkeys(known, field), name)
    return {part.name: clean_value(part, said.get(part.name)) for part in field.parts}


def _says_something(field: Field, line: dict[str, Any]) -> bool:
    """A line with nothing but its name says nothing."""
    return any(
        line[part.name] not in {None, ""} for part in field.parts if part.name != field.table.name
    )


_NAMES = {"goal": int, "target": str}
_CLEANERS = {
    Sort.LINE: _text,
    Sort.TEXT: _text,
    Sort.CHOICE: _choice,
    Sort.CHOICES: _choices,
    Sort.WHOLE: _whole,
    Sort.NUMBER: _number,
    Sort.MONTH: _month,
    Sort.TICK: _tick,
    Sort.ANSWER: _answer,
    Sort.ONE: _one,
    Sort.MANY: _many,
    Sort.LIST: _list,
}
