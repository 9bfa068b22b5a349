"""Reading values that anybody may have written: what does not fit is empty, never an error."""

import datetime
import re
from decimal import Decimal
from typing import Any

from assessments.domain.checker.facts import Month

LONGEST_TEXT = 20_000  # Characters; the longest field of the exercise holds 3,000.
MOST_ITEMS = 100  # Of one list; the longest of the exercise holds 30.
LARGEST = 10**15
# Control and direction signs, and halves of signs, which no terminal or database takes.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d{1,20})(\.\d{0,20})?([eE][-+]?\d{1,3})?", re.ASCII)
MONTH = re.compile(r"(\d{4})-(\d{1,2})(-\d{1,2})?", re.ASCII)
YES = {"true", "yes", "y", "si", "sí", "1"}
NO = {"false", "no", "n", "0"}


def mapping(value: Any) -> dict:
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list:
    return list(value[:MOST_ITEMS]) if isinstance(value, list | tuple) else []


def one_or_more(value: Any) -> list:
    """Return a list; one mapping alone stands for a list of one."""
    return [value] if isinstance(value, dict) else items(value)


def text(value: Any) -> str:
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value[:LONGEST_TEXT]).strip()
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < LARGEST else ""
    if isinstance(value, float | Decimal):
        return str(value) if _is_usable(value) else ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return ""


def word(value: Any) -> str:
    """Return a value of a list, such as ``annual``."""
    return text(value).lower()


def texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(text, items(value))))


def words(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(word, items(value))))


def flag(value: Any) -> bool | None:
    said = str(value).lower() if isinstance(value, bool | int) else word(value)
    return True if said in YES else False if said in NO else None


def tick(value: Any) -> bool:
    """Read a box: only a yes ticks it."""
    return flag(value) is True


def number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = Decimal(value.strip().replace(",", ""))
    elif isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, int | Decimal) and _is_usable(value):
        return Decimal(value)
    return None


def _is_usable(value: float | Decimal) -> bool:
    """Say whether a number is finite and neither huge nor written with endless decimals."""
    if isinstance(value, Decimal):
        return value.is_finite() and value.as_tuple().exponent >= -30 and abs(value) < LARGEST
    return abs(value) < LARGEST  # Which NaN is not.


def whole(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def year(value: Any) -> int | None:
    found = whole(value)
    return found if found is not None and 1000 <= found <= 9999 else None


def month(value: Any) -> Month | None:
    if isinstance(value, datetime.date):
        return Month(value.year, value.month)
    found = MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if found and 1 <= int(found[2]) <= 12:
        return Month(int(found[1]), int(found[2]))
    return None
