"""Texts as the hints compare them: without accents, in words, and cut to their stems."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "data" / "checker_words.yaml"
LANGUAGES = ("es", "en")
# Characters that a hint looks at; every text that hints are about is shorter.
LONGEST = 1500
STEM = 6
TEXTS_KEPT = 4096  # The largest project has half as many.
_LETTERS = re.compile(r"[^\W\d_]+")
_PLURALS = {"de", "le", "ne", "re"}  # Of ciudad, hospital, camión, hogar.
_SPACES = re.compile(r"\s+")
_PLAIN = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç", "aaaaaeeeeiiiiooooouuuunc")


def bare(text: str) -> str:
    """Return lower case without accents, with single spaces: what "norm" is in the reference."""
    text = text.lower().translate(_PLAIN)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def stop_words() -> frozenset[str]:
    return frozenset(_file()["stop_words"].split())


@cache
def targets_beyond_local() -> frozenset[str]:
    return frozenset(_file()["beyond_local"].split())


@dataclass(frozen=True)
class Language:
    """The word lists and patterns of one language, each read once."""

    code: str

    def words(self, name: str) -> frozenset[str]:
        return _words(self.code, name)

    def pattern(self, name: str) -> re.Pattern[str]:
        return _pattern(self.code, name)

    def finds(self, name: str, text: "Said") -> bool:
        found = text.found.get((self.code, name))
        if found is None:
            found = bool(_pattern(self.code, name).search(text.bare))
            text.found[self.code, name] = found
        return found

    @property
    def non_inclusive(self) -> dict[str, str]:
        return _file()[self.code]["non_inclusive"]

    def non_inclusive_in(self, text: "Said") -> tuple[str, ...]:
        """Return the expressions of that list that stand in a text outside of proper names."""
        found = text.found.get((self.code, "non_inclusive"))
        if found is None:
            without_names = _pattern(self.code, "proper_names").sub(" ", text.bare)
            found = tuple(dict.fromkeys(_non_inclusive(self.code).findall(without_names)))
            text.found[self.code, "non_inclusive"] = found
        return found


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(_file()[language].get(name, "").split())


@cache
def _pattern(language: str, name: str) -> re.Pattern[str]:
    # A line of the file may break after an alternative.
    return re.compile(_file()[language][name].replace("| ", "|"))


@cache
def _non_inclusive(language: str) -> re.Pattern[str]:
    """Return one pattern for all expressions of the list, as whole words."""
    expressions = map(re.escape, _file()[language]["non_inclusive"])
    return re.compile(rf"\b({'|'.join(expressions)})\b")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the first letters of the singular: hogar of "hogares", locali of "localidad"."""
    if word.endswith("s"):
        is_consonant_plural = len(word) > 5 and word[-4] in "aeiou" and word[-3:-1] in _PLURALS
        word = word[:-2] if is_consonant_plural else word[:-1] if len(word) > 4 else word
    return word[:STEM]


@dataclass(frozen=True)
class Said:
    """A text with what the hints need of it. Get it from `said`."""

    text: str

    @cached_property
    def found(self) -> dict[tuple[str, str], Any]:
        """What was looked for in it already, by language and name."""
        return {}

    @cached_property
    def bare(self) -> str:
        return bare(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words without accents and capitals."""
        return _LETTERS.findall(self.bare)

    @cached_property
    def tokens(self) -> list[str]:
        """The same words as they are written, with accents and capitals."""
        found = _LETTERS.findall(unicodedata.normalize("NFC", self.text))
        return found if len(found) == len(self.words) else self.words

    @cached_property
    def stems(self) -> frozenset[str]:
        stop = stop_words()
        return frozenset(stem(word) for word in self.words if len(word) > 2 and word not in stop)

    def as_written(self, expression: str) -> str:
        """Return an expression of bare words as it stands in the text, with its accents."""
        wanted = expression.split()
        for place in range(len(self.words) - len(wanted) + 1):
            if self.words[place : place + len(wanted)] == wanted:
                return " ".join(self.tokens[place : place + len(wanted)])
        return expression

    @property
    def first(self) -> str:
        return self.words[0] if self.words else ""


def said(text: str) -> Said:
    """Return a text in words. A project is looked over after each save: most texts are known."""
    return _said(text[:LONGEST])


@lru_cache(maxsize=TEXTS_KEPT)
def _said(text: str) -> Said:
    return Said(text)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of all stems two texts share; nothing is like nothing in no way."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter text stands in the other."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
