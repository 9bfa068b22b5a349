"""Saying in sentences where a nested value from somebody's file has not the agreed shape."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

# Takes the value and where it stands; yields a sentence for each thing that is wrong.
Shape = Callable[[Any, str], Iterator[str]]
SHOWN = 40  # Characters of a wrong value that a sentence repeats.


def _wrong(where: str, said: Any, wanted: str) -> str:
    return _("%(where)s: %(wanted)s, not %(said)s.") % {
        "where": where or _("the file"),
        "wanted": wanted,
        "said": repr(said)[:SHOWN],
    }


def text(*, longest: int, matching: str = "") -> Shape:
    """Words of at most ``longest`` characters; ``matching`` is a pattern for all of them."""
    pattern = re.compile(matching or r"(?s)\s*\S.*")

    def check(said: Any, where: str) -> Iterator[str]:
        if not isinstance(said, str) or not pattern.fullmatch(said):
            yield _wrong(where, said, _("words are expected"))
        elif len(said.strip()) > longest:
            yield _("%(where)s: it has more than %(longest)s characters.") % {
                "where": where,
                "longest": longest,
            }

    return check


def number(least: float, most: float, *, is_whole: bool = True) -> Shape:
    """A number from ``least`` to ``most``."""
    kinds = int if is_whole else (int, float)

    def check(said: Any, where: str) -> Iterator[str]:
        if isinstance(said, bool) or not isinstance(said, kinds) or not least <= said <= most:
            wanted = _("a number from %(least)s to %(most)s is expected")
            yield _wrong(where, said, wanted % {"least": least, "most": most})

    return check


def one_of(*values: Any) -> Shape:
    def check(said: Any, where: str) -> Iterator[str]:
        if not isinstance(said, type(values[0])) or said not in values:
            wanted = _("one of these is expected: %(values)s")
            yield _wrong(where, said, wanted % {"values": ", ".join(map(str, values))})

    return check


def flag() -> Shape:
    return one_of(True, False)  # noqa: FBT003 -- the values themselves


def any_of(*shapes: Shape) -> Shape:
    """A value of one of these shapes; the first one says what was expected."""

    def check(said: Any, where: str) -> Iterator[str]:
        problems = [list(shape(said, where)) for shape in shapes]
        if all(problems):
            yield from problems[0]

    return check


def many(shape: Shape, *, least: int = 0) -> Shape:
    """A list of values of one shape; an entry with a ``code`` is named by it."""

    def check(said: Any, where: str) -> Iterator[str]:
        if not isinstance(said, list) or len(said) < least:
            wanted = _("a list of at least %(least)s is expected")
            yield _wrong(where, said, wanted % {"least": least})
            return
        for number_, entry in enumerate(said, start=1):
            code = entry.get("code") if isinstance(entry, dict) else None
            name = code if isinstance(code, str) else str(number_)
            yield from shape(entry, f"{where} › {name}" if where else name)

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Named values; a name that is in neither list is a mistake, and so is one that lacks."""
    known = {**required, **(optional or {})}

    def check(said: Any, where: str) -> Iterator[str]:
        if not isinstance(said, dict):
            yield _wrong(where, said, _("names with values are expected"))
            return
        for name in required:
            if name not in said:
                yield _("%(where)s: «%(name)s» is missing.") % {
                    "where": where or _("the file"),
                    "name": name,
                }
        for name, value in said.items():
            if name not in known:
                yield _("%(where)s: «%(name)s» is not a name that is used here.") % {
                    "where": where or _("the file"),
                    "name": str(name)[:SHOWN],
                }
            else:
                yield from known[name](value, f"{where} › {name}" if where else name)

    return check


def mapping(names: Shape, values: Shape) -> Shape:
    """Any names of one shape, each with a value of another."""

    def check(said: Any, where: str) -> Iterator[str]:
        if not isinstance(said, dict):
            yield _wrong(where, said, _("names with values are expected"))
            return
        for name, value in said.items():
            yield from names(name, where)
            yield from values(value, f"{where} › {str(name)[:SHOWN]}" if where else str(name))

    return check
