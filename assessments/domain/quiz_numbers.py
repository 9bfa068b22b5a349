"""Reading a number the way people in Mexico and elsewhere write it. Pure."""

import re
from decimal import Decimal

from lms.lib.text import clean, fold

LONGEST_WHOLE, MOST_DECIMALS = 12, 6
GROUPED = r"\d{{1,3}}(?:{mark}\d{{3}})+"


def read_number(typed: str, *, unit: str = "") -> Decimal | None:
    """Return the number that was typed, or None for nothing. ValueError when it is none.

    Points and commas: when both are there the last one begins the decimals. A comma in front of
    exactly three digits stands between thousands, as in Mexico (1,234 is one thousand and so on),
    unless nothing but a nought precedes it; any other single comma begins the decimals (1234,5).
    A single point always does. Spaces between digits mean nothing, nor do $, % and the unit.
    """
    text = clean(typed).replace("−", "-")
    if not text:
        return None
    if unit and fold(text).endswith(fold(unit)):
        text = text[: -len(clean(unit))]
    text = re.sub(r"(?<=\d) (?=\d)", "", text.strip(" $%"))
    sign, body = re.fullmatch(r"([+-]?) ?\$? ?(.*)", text, re.DOTALL).groups()
    whole, _point, decimals = _plain(body).partition(".")
    if (
        not re.fullmatch(r"\d*", whole + decimals, re.ASCII)
        or not (whole + decimals)
        or len(whole.lstrip("0")) > LONGEST_WHOLE
        or len(decimals.rstrip("0")) > MOST_DECIMALS
    ):
        raise ValueError(typed)
    return Decimal(f"{sign}{whole or 0}.{decimals or 0}")


def _plain(body: str) -> str:
    """Return the number with a point for the decimals and nothing between thousands."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        decimal = max(".,", key=body.rfind)
        return _without_groups(body, "," if decimal == "." else ".").replace(decimal, ".")
    if commas == 1 and not re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
        return body.replace(",", ".")
    if commas:
        return _without_groups(body, ",")
    return _without_groups(body, ".") if points > 1 else body


def _without_groups(body: str, mark: str) -> str:
    """Take the marks between thousands away where they stand as they should."""
    decimal = "." if mark == "," else ","
    whole, _decimal, _decimals = body.partition(decimal)
    if not re.fullmatch(GROUPED.format(mark=re.escape(mark)), whole):
        return "x"
    return body.replace(mark, "")
