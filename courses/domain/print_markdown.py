"""Lesson text for paper and e-readers: the same Markdown, with room to write. Pure.

What opens with a click on the page is printed: the options of a question stay without their
verdicts, which go to the end of the book, and a link is followed by a number under which its
address is listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it.token import Token

from courses.domain.figures import SVG_ATTRIBUTES, draw
from courses.domain.markdown import (
    CLASSES,
    TAGS,
    Counts,
    Renderer,
    align_by_class,
    begin_headings_at,
    parser_with,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PRINT_TAGS = TAGS - {"details", "figcaption", "figure", "summary"} | {"h5", "h6", "sup"}
PRINT_ATTRIBUTES = SVG_ATTRIBUTES | {
    "a": {"href", "id"},
    "section": {"id"},
    "ol": {"start"},
    "th": {"scope"},
}
PRINT_CLASSES = CLASSES | {
    "ol": {"chain", "options"},
    "p": {"eye", "stem", "step", "what", "why", "see"},
    "div": {"box", "fig", "ruled", "l3"},
    "span": {"chip"},
    "a": {"answer"},
}


@dataclass(frozen=True)
class Verdict:
    """What is said about one option of a question."""

    letter: str
    is_correct: bool
    html: str


@dataclass(frozen=True)
class Answer:
    """The answer to one practice question, printed at the end of the book."""

    anchor: str
    number: int
    verdicts: tuple[Verdict, ...]

    @property
    def right(self) -> str:
        return ", ".join(verdict.letter for verdict in self.verdicts if verdict.is_correct)


@dataclass(frozen=True)
class PrintedText:
    html: str
    answers: tuple[Answer, ...]
    links: tuple[str, ...]  # Addresses in the order of their numbers.


class _Print(Counts):
    """What the rules of one rendering for paper remember."""

    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor = anchor
        self.answers: list[Answer] = []
        self.links: list[str] = []


def to_print(markdown: str, *, language: str, anchor: str, top: int) -> PrintedText:
    """Return a lesson for paper. ``anchor`` begins its addresses, ``top`` is its highest heading.

    Raises RuleViolation("fence") for a block of ours that is not written as agreed.
    """
    env = _Print(anchor)
    with override(language):
        tokens = _PARSER.parse(markdown)
        begin_headings_at(top, tokens)
        align_by_class(tokens)
        html = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return PrintedText(_clean(html), tuple(env.answers), tuple(env.links))


def _clean(html: str) -> str:
    """Let through what this module makes, in ``id`` too, for no sign of it is the author's."""
    return nh3.clean(
        html,
        tags=PRINT_TAGS,
        attributes=PRINT_ATTRIBUTES,
        allowed_classes=PRINT_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


class _PrintRenderer(Renderer):
    """The blocks as they stand on paper; ``env`` is the ``_Print`` of this rendering."""

    def table_open(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: _Print) -> str:
        return "<table>\n"

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: _Print) -> str:
        return "</table>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: _Print) -> str:
        address = str(tokens[idx].attrGet("href") or "")
        if urlsplit(address).scheme in {"http", "https"} and address not in env.links:
            env.links.append(address)
        return self.renderToken(tokens, idx, options, env)

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: _Print) -> str:
        closed = self.renderToken(tokens, idx, options, env)
        opened = next(token for token in reversed(tokens[:idx]) if token.type == "link_open")
        address = str(opened.attrGet("href") or "")
        if address in env.links:
            closed += f"<sup>[{env.links.index(address) + 1}]</sup>"
        return closed

    def render_question(self, said: dict, env: _Print) -> str:
        number = env["questions"]
        anchor = f"{env.anchor}-{number}"
        name = _("Practice question %(number)s") % {"number": number}
        why = _("Circle your answer and write why.")
        see = _("See the answer, at the end")
        parts = [
            f'<section class="question" id="q-{anchor}">',
            f'<p class="eye">{escape(name)}</p>',
            f'<p class="stem"><strong>{self.render_words(said["stem"], env)}</strong></p>',
            '<ol class="options">',
        ]
        verdicts = []
        for letter, option in zip(LETTERS, said["options"], strict=False):
            parts.append(f"<li>{self.render_words(option['text'], env)}</li>")
            reason = self.render_words(option["reason"], env)
            verdicts.append(Verdict(letter, bool(option.get("correct")), _clean(reason)))
        env.answers.append(Answer(anchor, number, tuple(verdicts)))
        parts += [
            "</ol>",
            f'<p class="why">{escape(why)}</p>',
            '<div class="ruled l3"></div>',
            f'<p class="see"><a class="answer" href="#a-{anchor}">{escape(see)}</a></p>',
            "</section>\n",
        ]
        return "\n".join(parts)

    def render_chain(self, links: list[dict], env: _Print) -> str:
        parts, sdg = ['<ol class="chain">'], _("SDG")
        for link in links:
            chip = (
                f' <span class="chip">{escape(sdg)} {link["goal"]}</span>' if "goal" in link else ""
            )
            label, title, text = (
                self.render_words(link.get(part), env) for part in ("label", "title", "text")
            )
            step = f'<p class="step">{label}{chip}</p>' if label or chip else ""
            what = f'<p class="what"><b>{title}</b> {text}</p>'
            parts.append(f'<li><div class="box">{step}{what}</div></li>')
        return "\n".join([*parts, "</ol>\n"])

    def render_figure(self, said: dict) -> str:
        """A PDF has one place for the words of a drawing: name and description stand together."""
        drawing = draw(said, title=f"{said['title']}. {said['description']}")
        return f'<div class="fig"><p class="eye">{escape(said["title"])}</p>{drawing}</div>\n'


_PARSER = parser_with(_PrintRenderer)
