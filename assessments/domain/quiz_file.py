"""Reading a bank of items, ``<lesson>.items.yaml``, into plain, checked values. Pure.

The format, with an example of each kind, is in docs/item-banks.md.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import QuizItem
from courses.domain.course_files import broken, read_yaml

LEAST_ITEMS = 10
LEAST_CHOICES, LEAST_PARTS, MOST_PARTS = 2, 3, 8
LONGEST_MINUTES = 300
LEVELS = ("F", "P", "C", "A")
Kind = QuizItem.Kind

ABOUT_ANY = {
    "code", "kind", "objective", "language", "context", "stem", "difficulty", "pair",
}  # fmt: skip
ABOUT = {
    Kind.SINGLE: {"choices"},
    Kind.MULTIPLE: {"choices"},
    Kind.MATCH: {"rows", "extra_answers"},
    Kind.ORDER: {"rows"},
    Kind.CLASSIFY: {"rows"},
    Kind.FIX_SYNTAX: {"sentence", "parts"},
    Kind.NUMERIC: {"answer", "unit", "tolerance", "formula", "feedback", "common_errors"},
}


@dataclass(frozen=True)
class ChoicePlan:
    text: str
    is_correct: bool = False
    feedback: str = ""
    value: Decimal | None = None


@dataclass(frozen=True)
class PartPlan:
    """A row, a step, a statement or a gap; without choices it is text between two gaps."""

    text: str
    feedback: str = ""
    choices: tuple[ChoicePlan, ...] = ()


@dataclass(frozen=True)
class ItemPlan:
    code: str
    kind: str
    stem: str
    objective: str = ""
    language: str = "es"
    context: str = ""  # Markdown.
    difficulty: int | None = None
    pair: str = ""
    sentence: str = ""
    unit: str = ""
    tolerance: Decimal = Decimal(0)
    formula: str = ""
    feedback: str = ""
    choices: tuple[ChoicePlan, ...] = ()
    parts: tuple[PartPlan, ...] = ()


@dataclass(frozen=True)
class BankPlan:
    items: tuple[ItemPlan, ...]
    time_limit: int | None = None  # Minutes.
    asks: int | None = None  # How many are drawn for an attempt; None for all.


class Misspelt(ValueError):
    """What is wrong with an item, in a sentence."""


def read_bank(path: Path) -> BankPlan:
    """Return what a bank says. Raises RuleViolation with the file, the item and the reason."""
    said = read_yaml(path)
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        raise broken(path.name, _("it does not begin with «items»."))
    if unknown := set(said) - {"items", "time_limit", "asks"}:
        raise broken(path.name, _("nobody knows «%(name)s».") % {"name": min(unknown)})
    if len(said["items"]) < LEAST_ITEMS:
        raise broken(path.name, _("a bank has at least %(least)s items.") % {"least": LEAST_ITEMS})
    items = []
    for position, row in enumerate(said["items"], start=1):
        try:
            items.append(_item(row))
            _all_different("code", [item.code for item in items])
            _all_different("pair", [item.pair for item in items if item.pair])
        except Misspelt as reason:
            code = row.get("code") if isinstance(row, dict) else None
            raise broken(
                path.name,
                _("item %(item)s: %(why)s") % {"item": code or position, "why": reason},
            ) from reason
    return BankPlan(
        tuple(items),
        time_limit=_whole(path, said, "time_limit", 1, LONGEST_MINUTES),
        asks=_whole(path, said, "asks", LEAST_ITEMS, len(items)),
    )


def _whole(path: Path, said: dict, name: str, least: int, most: int) -> int | None:
    number = said.get(name)
    if number is None or (type(number) is int and least <= number <= most):
        return number
    raise broken(
        path.name,
        _("«%(name)s» is a whole number from %(least)s to %(most)s.")
        % {"name": name, "least": least, "most": most},
    )


def _item(row: Any) -> ItemPlan:
    if not isinstance(row, dict):
        raise Misspelt(_("it is no list of fields."))
    kind = row.get("kind")
    if kind not in Kind.values:
        raise Misspelt(_("its kind is none of: %(kinds)s.") % {"kinds": ", ".join(Kind.values)})
    if unknown := set(row) - ABOUT_ANY - ABOUT[kind]:
        raise Misspelt(
            _("an item of kind «%(kind)s» has no «%(name)s».")
            % {"kind": kind, "name": min(map(str, unknown))}
        )
    difficulty = row.get("difficulty")
    if difficulty not in {None, 1, 2, 3}:
        raise Misspelt(_("«difficulty» is 1, 2 or 3."))
    return ItemPlan(
        code=_text(row, "code", longest=16),
        kind=kind,
        stem=_text(row, "stem"),
        objective=_text(row, "objective", longest=200, optional=True),
        language=_text(row, "language", longest=10, optional=True) or "es",
        context=_text(row, "context", optional=True),
        difficulty=difficulty,
        pair=_text(row, "pair", longest=16, optional=True),
        **READERS[kind](row),
    )


def _text(row: Any, name: str, *, longest: int = 2000, optional: bool = False) -> str:
    said = row.get(name) if isinstance(row, dict) else None
    text = "" if said is None else str(said).strip()
    if isinstance(said, dict | list) or (not text and not optional):
        raise Misspelt(_("«%(name)s» is missing.") % {"name": name})
    if len(text) > longest:
        raise Misspelt(
            _("«%(name)s» is longer than %(longest)s characters.")
            % {"name": name, "longest": longest}
        )
    return text


def _rows(row: dict, name: str, least: int, most: int = MOST_PARTS) -> list:
    said = row.get(name)
    if not isinstance(said, list) or not least <= len(said) <= most:
        raise Misspelt(
            _("«%(name)s» is a list of %(least)s to %(most)s.")
            % {"name": name, "least": least, "most": most}
        )
    return said


def _all_different(name: str, values: Sequence) -> None:
    twice = [value for value in values if values.count(value) > 1]
    if twice:
        raise Misspelt(
            _("«%(name)s» is there twice: %(value)s.") % {"name": name, "value": twice[0]}
        )


def _number(row: dict, name: str) -> Decimal:
    said = row.get(name)
    try:
        number = Decimal(str(said))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(said, bool) or not number.is_finite() or abs(number) >= 10**12:
        raise Misspelt(_("«%(name)s» is no number.") % {"name": name})
    return number


def _choices(row: dict, *, right: Callable[[int], bool]) -> tuple[ChoicePlan, ...]:
    """Return the choices of an item or a gap, whose number of right ones is as it should be."""
    said = _rows(row, "choices", LEAST_CHOICES, most=10)
    choices = tuple(
        ChoicePlan(
            text=_text(choice, "text"),
            is_correct=choice.get("correct") is True,
            feedback=_text(choice, "feedback"),
        )
        for choice in said
    )
    _all_different("text", [choice.text for choice in choices])
    count = sum(choice.is_correct for choice in choices)
    if not right(count) or count == len(choices):
        raise Misspelt(_("the number of choices with «correct: true» does not fit its kind."))
    return choices


def _single(row: dict) -> dict:
    return {"choices": _choices(row, right=lambda count: count == 1)}


def _multiple(row: dict) -> dict:
    return {"choices": _choices(row, right=lambda count: count >= 1)}


def _match(row: dict) -> dict:
    rows = _rows(row, "rows", LEAST_PARTS)
    extra = row.get("extra_answers") or []
    if not isinstance(extra, list):
        raise Misspelt(_("«%(name)s» is missing.") % {"name": "extra_answers"})
    answers = dict.fromkeys([_text(each, "answer") for each in rows])
    options = [*answers, *(str(each).strip() for each in extra)]
    _all_different("extra_answers", options)
    if len(options) < LEAST_CHOICES:
        raise Misspelt(_("all rows have the same answer."))
    return {"parts": _parts(rows, options, right=[_text(each, "answer") for each in rows])}


def _order(row: dict) -> dict:
    rows = _rows(row, "rows", LEAST_PARTS)
    places = [str(place) for place in range(1, len(rows) + 1)]
    return {"parts": _parts(rows, places, right=places)}


def _classify(row: dict) -> dict:
    rows = _rows(row, "rows", LEAST_PARTS)
    levels = [_text(each, "level") for each in rows]
    if unknown := set(levels) - set(LEVELS):
        raise Misspelt(_("«%(level)s» is no level: write F, P, C or A.") % {"level": min(unknown)})
    return {"parts": _parts(rows, LEVELS, right=levels)}


def _parts(
    rows: Sequence[Any], options: Collection[str], *, right: Sequence[str]
) -> tuple[PartPlan, ...]:
    """Return rows that all offer the same options, with the right one of each."""
    _all_different("text", [_text(row, "text") for row in rows])
    return tuple(
        PartPlan(
            text=_text(row, "text"),
            feedback=_text(row, "feedback"),
            choices=tuple(ChoicePlan(option, option == answer) for option in options),
        )
        for row, answer in zip(rows, right, strict=True)
    )


def _fix_syntax(row: dict) -> dict:
    parts = tuple(
        PartPlan(text="", choices=_choices(part, right=lambda count: count == 1))
        if isinstance(part, dict)
        else PartPlan(text=str(part).strip())
        for part in _rows(row, "parts", least=1)
    )
    if not any(part.choices for part in parts):
        raise Misspelt(_("no part of the sentence has choices."))
    return {"sentence": _text(row, "sentence"), "parts": parts}


def _numeric(row: dict) -> dict:
    """Return the right value and the wrong ones that are foreseen, the right one first."""
    tolerance = _number(row, "tolerance") if "tolerance" in row else Decimal(0)
    if tolerance < 0:
        raise Misspelt(_("«%(name)s» is no number.") % {"name": "tolerance"})
    unit = _text(row, "unit", longest=40, optional=True)
    answer = _number(row, "answer")
    feedback = row.get("feedback")
    right = _text(feedback, "right")
    values = [ChoicePlan(_as_text(answer, unit), is_correct=True, feedback=right, value=answer)]
    for error in _rows(row, "common_errors", least=0) if "common_errors" in row else []:
        if not isinstance(error, dict):
            raise Misspelt(_("«%(name)s» is missing.") % {"name": "value"})
        value = _number(error, "value")
        if abs(value - answer) <= tolerance:
            raise Misspelt(_("a common error is as good as the answer."))
        values.append(
            ChoicePlan(_as_text(value, unit), feedback=_text(error, "feedback"), value=value)
        )
    return {
        "unit": unit,
        "tolerance": tolerance,
        "formula": _text(row, "formula", longest=300),
        "feedback": _text(feedback, "wrong"),
        "choices": tuple(values),
    }


def _as_text(value: Decimal, unit: str) -> str:
    return f"{value.normalize():f} {unit}".strip()


READERS: dict[str, Callable[[dict], dict[str, Any]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.MATCH: _match,
    Kind.ORDER: _order,
    Kind.CLASSIFY: _classify,
    Kind.FIX_SYNTAX: _fix_syntax,
    Kind.NUMERIC: _numeric,
}
