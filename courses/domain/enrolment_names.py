"""Whole names in one column: at which end the surnames stand, and where a name is divided. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lms.lib.text import fold

# The two fields of whole names, called by the end at which reading begins.
GIVEN_FIRST, SURNAMES_FIRST = "full_name", "surnames_and_names"
WHOLE_NAMES = (GIVEN_FIRST, SURNAMES_FIRST)
DATA = Path(__file__).resolve().parent.parent / "data"
TITLES = re.compile(
    r"^(?:(?:lic|licda|ing|arq|dr|dra|mtro|mtra|prof|profr|profa|psic|biol|c\.? ?p|c)\.\s*)+",
    re.IGNORECASE,
)
# Short words that belong to the word after them: "de la Cruz", "y Gasset", "San Juan".
PARTICLES = {"de", "del", "la", "las", "los", "y", "e", "san", "santa", "da", "do", "dos", "von"}
# With a particle before them these are given names: "María del Carmen", "Rosa de la Luz".
OF_GIVEN_NAMES = re.compile(
    r"^(de|del|de la|de los) (carmen|rosario|pilar|socorro|rocio|refugio|consuelo|sagrario|luz|"
    r"angeles|remedios|dolores|lourdes|guadalupe|fatima|soledad|milagros|concepcion)$"
)


@dataclass(frozen=True)
class NameOrder:
    """What a column of whole names seems to be; unless it is sure, somebody should look."""

    field: str
    is_sure: bool


@dataclass(frozen=True)
class Divided:
    """A whole name in its parts; ``is_doubtful`` says that it may be the other way round."""

    given_names: str = ""
    surname_1: str = ""
    surname_2: str = ""
    is_doubtful: bool = False


def without_title(name: str) -> str:
    """Return the name without the titles before it ("Lic.", "Dra."): certificates carry none.

    A name that is nothing but a title stays, so that the row is looked at.
    """
    bare = TITLES.sub("", name)
    return bare or name


def split_surnames(text: str) -> tuple[str, str]:
    """Return the first surname and the rest."""
    first, *rest = _groups(text) or [""]
    return first, " ".join(rest)


# Which end


def guess_order(names: Iterable[str], *, told: str = "") -> NameOrder:
    """Return the order of a column from what the header told and from the names themselves.

    Each name whose ends are known for given names or surnames is a vote. The header is believed
    unless most names say otherwise, and then nobody is sure.
    """
    names = list(names)
    votes = Counter(order_of(name)[0] for name in names)
    first, second = sorted(WHOLE_NAMES, key=lambda order: votes[order], reverse=True)
    speaks = votes[first] * 3 >= len(names) and votes[first] >= votes[second] * 4
    if told and (told == first or not speaks):
        return NameOrder(told, is_sure=votes[told] >= votes[_other(told)])
    if not votes[first]:
        return NameOrder(GIVEN_FIRST, is_sure=False)
    return NameOrder(first, is_sure=bool(speaks and not told))


def order_of(name: str) -> tuple[str, bool]:
    """Return the order that the ends of a name give away, or "", and whether both ends say it."""
    groups = _groups(name)
    if len(groups) < 2 or "," in name:
        return "", False
    first, last = _sort_of(groups[0]), _sort_of(groups[-1])
    if first == last:
        return "", False
    is_given_first = first == "given" or last == "surname"
    return GIVEN_FIRST if is_given_first else SURNAMES_FIRST, bool(first and last)


def _other(order: str) -> str:
    return SURNAMES_FIRST if order == GIVEN_FIRST else GIVEN_FIRST


def _sort_of(group: str) -> str:
    """Return "given" or "surname" for a word known as one of them only, else ""."""
    words = fold(group).replace(".", "").split()
    if len(words) > 1:
        return "given" if OF_GIVEN_NAMES.match(" ".join(words)) else "surname"
    given, surnames = _known_words()
    is_given = words[-1] in given
    is_surname = words[-1] in surnames or (not is_given and words[-1].endswith(("ez", "iz")))
    if is_given == is_surname:
        return ""
    return "given" if is_given else "surname"


@cache
def _known_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return frequent given names and surnames of Mexico; a word may be in both."""
    given, surnames = (
        frozenset((DATA / name).read_text(encoding="utf-8").split())
        for name in ("given_names.txt", "surnames.txt")
    )
    return given, surnames


# Where it is divided


def divide(name: str, order: NameOrder) -> Divided:
    """Return the parts of a whole name of a column that has this order.

    A comma tells the surnames. A name both of whose ends contradict the column is read its own
    way, and is doubtful; so is one that says nothing where the order of the column is a guess.
    """
    surnames, comma, given = name.partition(",")
    if comma and given.strip():
        return Divided(given.strip(), *split_surnames(surnames))
    own, is_plain = order_of(name)
    field = own if is_plain else order.field
    is_doubtful = own != order.field if own else not order.is_sure and " " in name
    return Divided(*split_name(name, field), is_doubtful=is_doubtful)


def split_name(name: str, field: str = GIVEN_FIRST) -> tuple[str, str, str]:
    """Return given names and the two surnames of a whole name that has its surnames at one end.

    They are the two outer parts of that end when there are three or more, the usual order in
    Mexico, unless the inner one is known as a given name and never as a surname.
    """
    groups = _groups(name)
    if field == SURNAMES_FIRST:
        how_many = _surnames_in(groups)
        surnames, given = groups[:how_many], groups[how_many:]
    else:
        how_many = _surnames_in(groups[::-1])
        given, surnames = groups[: len(groups) - how_many], groups[len(groups) - how_many :]
    first, second, *_none = [*surnames, "", ""]
    return " ".join(given), first, second


def _surnames_in(groups: list[str]) -> int:
    """Return how many of the parts are surnames when these stand first."""
    if len(groups) < 3:
        return max(0, len(groups) - 1)
    return 1 if _sort_of(groups[1]) == "given" else 2


def _groups(name: str) -> list[str]:
    """Cut a name into parts, particles joined to what follows: "de la Cruz" is one part."""
    groups: list[str] = []
    waiting: list[str] = []
    for word in name.split():
        waiting.append(word)
        if fold(word).strip(".") not in PARTICLES:
            groups.append(" ".join(waiting))
            waiting = []
    if waiting:
        groups.append(" ".join(waiting))
    return groups
