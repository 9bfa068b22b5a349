"""What could be written in a row instead: one tap on the page, a line on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from courses.domain.enrolment_places import Catalogue

PLACE_PROBLEMS = {
    "municipality_unknown",
    "place_unknown",
    "municipality_not_held",
    "municipality_ambiguous",
    "municipality_several",
    "municipality_part",
    "municipality_namesake",
}
EMAIL_PROBLEMS = {"email_typo", "email_incomplete", "email_wrong"}


class Written(Protocol):
    """A row of a list or an entry of a file."""

    municipality: str


@dataclass(frozen=True)
class Suggestion:
    """A value for a field of a row; ``text`` is how it is shown."""

    field: str
    value: str
    text: str


def names_no_place(reasons: Sequence[str]) -> bool:
    """Say whether suggestions for these reasons need the catalogue."""
    return any(code.partition(":")[0] in PLACE_PROBLEMS for code in reasons)


def suggestions_for(
    written: Written, reasons: Sequence[str], catalogue: Catalogue | None
) -> list[Suggestion]:
    """Return what could be meant, the likeliest first; nothing is ever changed by itself."""
    found = []
    for code in reasons:
        name, _colon, value = code.partition(":")
        if name in EMAIL_PROBLEMS and value:
            found.append(Suggestion("email", value, value))
        if name in PLACE_PROBLEMS and catalogue:
            near = catalogue.near(written.municipality)
            taken = catalogue.find(written.municipality).municipality
            if name == "municipality_namesake" and taken:
                near = [each for each in near if each.name.startswith(taken.name)]
            found += [
                Suggestion("municipality", each.label, f"{each.name}, {each.code}") for each in near
            ]
    return found
