"""Lesson text: Markdown with questions and chains, turned into safe HTML. Pure.

Two walls: the Markdown parser takes no HTML from the author, and what it makes passes nh3, which
lets through exactly the elements, classes and addresses that this module produces.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import nh3
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from courses.domain.course_files import parse_yaml
from lms.lib.errors import RuleViolation
from lms.lib.shapes import Shape, flag, many, number, record, text

GOALS = range(1, 18)
TAGS = {
    "a", "b", "blockquote", "br", "code", "details", "div", "em", "h2", "h3", "h4", "hr", "li",
    "ol", "p", "pre", "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"role", "tabindex", "aria-label"},
    "section": {"aria-label"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {
    "div": {"scroll"},
    "section": {"question"},
    "ol": {"chain"},
    "li": {f"g{number}" for number in GOALS},
    "p": {"eye", "stem"},
    "span": {"xs", "mut"},
    "td": {"r", "num"},
    "th": {"r", "num"},
}


def _words(said: Any, where: str) -> Iterator[str]:
    """Words, or a number that stands for itself."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        yield from text(longest=2000)(said, where)


# A reason for every option: whoever chose it wants to know.
OPTION = record({"text": _words, "reason": _words}, {"correct": flag()})


def _options(said: Any, where: str) -> Iterator[str]:
    problems = list(many(OPTION, least=2)(said, where))
    if not problems and not any(option.get("correct") for option in said):
        problems = [_("%(where)s: none is correct.") % {"where": where}]
    yield from problems


QUESTION = record({"stem": _words, "options": _options})
STEP = record({"title": _words}, {"label": _words, "text": _words, "goal": number(1, 17)})
CHAIN = many(STEP, least=2)


def to_html(markdown: str, *, language: str) -> str:
    """Return the HTML of a lesson; words that we add are in the ``language`` of the text.

    Raises RuleViolation("fence") for a question or chain that is not written as agreed.
    """
    with override(language):
        tokens = _PARSER.parse(markdown)
        _begin_headings_at_two(tokens)
        _align_by_class(tokens)
        html = _PARSER.renderer.render(tokens, _PARSER.options, _Counts())
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def words_in(markdown: str) -> int:
    """Count words as a reader would, roughly: runs of signs that hold a letter or digit."""
    return sum(any(sign.isalnum() for sign in part) for part in markdown.split())


class _Counts(dict):
    """What the rules of one rendering remember: the last heading, and names given to regions."""

    def __init__(self) -> None:
        super().__init__(heading="", questions=0, names={})

    def name(self, wanted: str) -> str:
        """Return ``wanted``, numbered when it was given before: regions need distinct names."""
        self["names"][wanted] = times = self["names"].get(wanted, 0) + 1
        return wanted if times == 1 else f"{wanted} ({times})"


def _begin_headings_at_two(tokens: list[Token]) -> None:
    """Let the highest heading be h2, below the page's h1, and none be lower than h4."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = 2 - min(levels, default=2)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(4, int(token.tag[1]) + shift)}"


def _align_by_class(tokens: list[Token]) -> None:
    """Say alignment with a class, for the pages allow no inline style."""
    for token in tokens:
        if token.type in {"th_open", "td_open"}:
            style = str(token.attrs.pop("style", ""))
            if style.endswith("right"):
                token.attrSet("class", "r num")
            if token.type == "th_open":
                token.attrSet("scope", "col")


class _Renderer(RendererHTML):
    """Markdown-it's renderer with our blocks; ``env`` is the ``_Counts`` of this rendering."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: _Counts) -> str:
        env["heading"] = self.renderInlineAsText(tokens[idx + 1].children or [], options, env)
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, _tokens: Sequence[Token], _idx: int, _options: Any, env: _Counts) -> str:
        name = env.name(env["heading"] or _("Table"))
        region = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        return f"{region}<table>\n"

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: _Counts) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: _Counts) -> str:
        token = tokens[idx]
        kind = token.info.strip()
        if kind == "question":
            return _question(_read(token, QUESTION), env)
        if kind == "chain":
            return _chain(_read(token, CHAIN))
        if kind:
            line = (token.map or [0])[0] + 1
            raise _broken_fence(kind, line, _("There is no such block."))
        return super().fence(tokens, idx, options, env)


def _read(token: Token, shape: Shape) -> Any:
    """Return what a fence says, or refuse it with its line and the first thing that is wrong."""
    kind, line = token.info.strip(), (token.map or [0])[0] + 1
    try:
        said = parse_yaml(token.content, name=kind, first_line=line + 1)
    except RuleViolation as unreadable:
        raise _broken_fence(kind, line, unreadable.messages[0]) from unreadable
    for problem in shape(said, ""):
        raise _broken_fence(kind, line, problem)
    return said


def _broken_fence(kind: str, line: int, why: str) -> RuleViolation:
    return RuleViolation(
        _("The block «%(kind)s» in line %(line)s is not written as agreed. %(why)s"),
        code="fence",
        params={"kind": kind, "line": line, "why": why},
    )


def _inline(text: Any) -> str:
    return _PARSER.renderInline(str(text or "").strip(), _Counts())


def _question(said: dict, env: _Counts) -> str:
    """Show a practice question whose options open to the verdict: it needs no script."""
    env["questions"] += 1
    name = _("Practice question %(number)s") % {"number": env["questions"]}
    parts = [
        f'<section class="question" aria-label="{escape(name)}">',
        f'<p class="eye">{escape(_("Practice question · it does not count for your grade"))}</p>',
        f'<p class="stem"><strong>{_inline(said["stem"])}</strong></p>',
    ]
    for option in said["options"]:
        verdict = _("Correct.") if option.get("correct") else _("That is not it.")
        parts.append(
            f"<details><summary>{_inline(option['text'])}</summary>"
            f"<p><strong>{escape(verdict)}</strong> {_inline(option['reason'])}</p></details>"
        )
    return "\n".join([*parts, "</section>\n"])


def _chain(links: list) -> str:
    """Show two to four steps beside each other, each in the colour of its goal if it has one."""
    parts = ['<ol class="chain">']
    for link in links:
        colour = f' class="g{link["goal"]}"' if "goal" in link else ""
        parts.append(
            f'<li{colour}><span class="xs mut">{_inline(link.get("label"))}</span>'
            f"<b>{_inline(link['title'])}</b>{_inline(link.get('text'))}</li>"
        )
    return "\n".join([*parts, "</ol>\n"])


_PARSER = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
