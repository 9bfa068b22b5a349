"""The practice questions of a lesson as values, for forms that ask them. Pure."""

from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from courses.domain.markdown import CLASSES, TAGS, Counts, Renderer, parser_with

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ASKED = 2  # Of a lesson, at most.


@dataclass(frozen=True)
class Option:
    letter: str
    text: SafeString
    is_correct: bool
    reason: SafeString


@dataclass(frozen=True)
class CheckQuestion:
    number: int
    stem: SafeString
    options: tuple[Option, ...]

    def option(self, letter: str) -> Option | None:
        return next((option for option in self.options if option.letter == letter), None)


class _Asked(Counts):
    """What one reading of a lesson has found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[CheckQuestion] = []


class _Reader(Renderer):
    """Collects the questions of a text instead of showing them."""

    def render_question(self, said: dict, env: _Asked) -> str:
        options = tuple(
            Option(
                letter,
                self._words(option["text"], env),
                bool(option.get("correct")),
                self._words(option["reason"], env),
            )
            for letter, option in zip(LETTERS, said["options"], strict=False)
        )
        stem = self._words(said["stem"], env)
        env.found.append(CheckQuestion(env["questions"], stem, options))
        return ""

    def _words(self, text: str, env: _Asked) -> SafeString:
        html = nh3.clean(self.render_words(text, env), tags=TAGS, allowed_classes=CLASSES)
        return mark_safe(html)  # noqa: S308 -- nh3 let it through


_PARSER = parser_with(_Reader)


@lru_cache(maxsize=256)
def questions_in(markdown: str, *, language: str) -> tuple[CheckQuestion, ...]:
    """Return the first questions of a text, lettered as the handbook prints them."""
    env = _Asked()
    with override(language):
        tokens = _PARSER.parse(markdown)
        for place, token in enumerate(tokens):
            if token.type == "fence" and token.info.strip() == "question":
                _PARSER.renderer.fence(tokens, place, _PARSER.options, env)
    return tuple(env.found[:ASKED])
