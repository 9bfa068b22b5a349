"""What several courses share is written once: items that come from another course's folder.

In ``course.yaml`` an item may say ``from: public_servants/M1.2``. It then has the text and the
questions of that item, and whatever of its outline it does not say itself. In the text, what only
some people need stands between two lines of colons::

    ::: audience cso academia
    Revise con su organización…
    :::

Codes of items outside such blocks are those of the course the text was written for; they become
the codes of the course that shows it. Where an item is not shared but has one that stands in its
place, the outline says so: ``counterparts: {public_servants: {M1.8: M1.8}}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from courses.domain.course_files import broken, read_yaml
from courses.models import Audience

REFERENCE = re.compile(r"([a-z][a-z0-9_-]{0,59})/([A-Z]{1,2}\d{1,2}\.\d{1,2})")
BEGIN = re.compile(r":::\s*audience((?:\s+[a-z_]+)+)\s*")
CODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?\b")
# «módulo 2», in words.
MODULE = re.compile(r"\b(m[óo]dulo )(\d{1,2})\b", re.IGNORECASE)
# In a text about trees M2.1 is a means of a tree; an item is called "la lección M2.1" there.
NAMED_CODE = re.compile(
    r"(?<=lección )[A-Z]{1,2}\d{1,2}\.\d{1,2}\b|(?<=Lección )[A-Z]{1,2}\d{1,2}\.\d{1,2}\b"
)
INHERITED = ("type", "minutes", "title", "objective", "closed_by", "deliverables", "test")


@dataclass(frozen=True)
class Home:
    """Where the text and the questions of an item are: the course, module and code they have."""

    course: str
    module: str
    code: str
    minutes: int


class Shelf:
    """The course folders that stand beside a course; each outline is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._outlines: dict[str, Any] = {}

    def item(self, reference: str) -> tuple[dict[str, Any], Home]:
        """Return what another course's outline says of an item, and where its files are."""
        found = REFERENCE.fullmatch(reference)
        if found is None:
            raise broken("course.yaml", _("«%(from)s» names no item.") % {"from": reference})
        course, code = found.groups()
        if course not in self._outlines:
            self._outlines[course] = read_yaml(self.root / course / "course.yaml")
        for module, said in _items_of(self._outlines[course]):
            if said.get("code") == code and "from" not in said:
                return said, Home(course, module, code, said.get("minutes", 0))
        raise broken(
            "course.yaml",
            _("«%(from)s» is no item that was written there.") % {"from": reference},
        )


def _items_of(outline: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the items with their modules; an outline with mistakes has fewer."""
    modules = outline.get("modules") if isinstance(outline, dict) else None
    return [
        (module["code"], said)
        for module in (modules if isinstance(modules, list) else ())
        if isinstance(module, dict) and isinstance(module.get("code"), str)
        for said in (module.get("lessons") or ())
        if isinstance(said, dict)
    ]


def adapted(
    markdown: str,
    *,
    audience: str,
    codes: Mapping[str, str] | None,
    name: str,
    code: re.Pattern[str] = CODE,
) -> tuple[str, set[str]]:
    """Return the text for one audience, and the codes in it that lead nowhere.

    ``codes`` are those of the other course for a text that is shared from it, else None. A shared
    text may name only what is shared too, but in blocks: there it speaks of this course. ``code``
    is how an item is named: by CODE, or by NAMED_CODE in a text about trees.
    """
    kept: list[str] = []
    lost: set[str] = set()
    block: set[str] | None = None
    letters = {letters_of(code) for code in codes or ()}
    for number, line in enumerate(markdown.splitlines(), start=1):
        if line.startswith(":::"):
            block = _next_block(line, block, name=name, number=number)
        elif block is None and codes is not None:
            lost |= codes_in(line, letters, code=code) - set(codes)
            line = code.sub(lambda found: codes.get(found[0], found[0]), line)  # noqa: PLW2901 -- it is the same line, as it is here
            lost |= {f"M{number}" for _word, number in MODULE.findall(line)} - set(codes)
            kept.append(MODULE.sub(lambda found: found[1] + _number(found[2], codes), line))
        elif block is None or audience in block:
            kept.append(line)
    if block is not None:
        raise broken(name, _("a block for some audiences does not end."))
    return "\n".join(kept).strip() + "\n", lost


def _number(number: str, codes: Mapping[str, str]) -> str:
    """Return the number here of a module that a text counts in words."""
    return codes.get(f"M{number}", number).lstrip("M")


def _next_block(line: str, block: set[str] | None, *, name: str, number: int) -> set[str] | None:
    """Return the audiences of the block that a line of colons begins, or None when it ends one."""
    begins = BEGIN.fullmatch(line)
    is_known = begins is not None and set(begins[1].split()) <= set(Audience.values)
    if is_known and block is None:
        return set(begins[1].split())
    if line.rstrip() == ":::" and block is not None:
        return None
    raise broken(name, _("the block of line %(line)s is not written as agreed.") % {"line": number})


def letters_of(code: str) -> str:
    return code.rstrip("0123456789.")


def codes_in(markdown: str, letters: set[str], *, code: re.Pattern[str] = CODE) -> set[str]:
    """Return the codes of modules and items that a text mentions; they begin with ``letters``."""
    return {found for found in code.findall(markdown) if letters_of(found) in letters}
