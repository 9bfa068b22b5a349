"""Folding text for search and comparison, and choosing the language of a field."""

import re
import unicodedata
from typing import Any

from django.utils.translation import get_language

# Saltillo, modifier apostrophe, typographic and plain ones are one sign when people search.
APOSTROPHES = dict.fromkeys(map(ord, "\ua78b\ua78c\u02bc\u02bb\u2019\u2018'`´"), None)
SPACES = re.compile(r"\s+")


def clean(value: str) -> str:
    """Compose (NFC), drop control and direction signs, and collapse spaces. Letters stay."""
    composed = unicodedata.normalize("NFC", value)
    printable = "".join(
        " " if sign.isspace() else sign
        for sign in composed
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return SPACES.sub(" ", printable).strip()


def clean_lines(value: str) -> str:
    """Clean every line of a text and keep its line breaks, whatever system they come from."""
    return "\n".join(clean(line) for line in value.splitlines()).strip()


def fold(value: str) -> str:
    """Return the form for searching: no accents, no apostrophes, lower case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", clean(value).translate(APOSTROPHES))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return SPACES.sub(" ", bare.casefold()).strip()


def in_language(thing: Any, field: str) -> str:
    """Return ``field`` of ``thing`` in the language of the page, else the Spanish one."""
    if (get_language() or "").startswith("en"):
        return getattr(thing, f"{field}_en") or getattr(thing, f"{field}_es")
    return getattr(thing, f"{field}_es")
