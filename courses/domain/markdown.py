"""Lesson text: Markdown with questions, chains and figures, turned into safe HTML. Pure.

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
from courses.domain.figures import SVG_ATTRIBUTES, SVG_TAGS, draw, figure_shape
from lms.lib.errors import RuleViolation
from lms.lib.shapes import Shape, flag, many, number, record, text

GOALS = range(1, 18)
BELOW_THE_PAGE = 2  # The page has the h1.
TAGS = {
    "a", "b", "blockquote", "br", "code", "details", "div", "em", "figcaption", "figure", "h2",
    "h3", "h4", "hr", "li", "ol", "p", "pre", "section", "span", "strong", "summary", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
} | SVG_TAGS  # fmt: skip
ATTRIBUTES = SVG_ATTRIBUTES | {
    "a": {"href", "title"},
    "div": {"role", "tabindex", "aria-label"},
    "section": {"aria-label"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {
    "div": {"scroll"},
    "figure": {"fig"},
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

    Raises RuleViolation("fence") for a block of ours that is not written as agreed.
    """
    with override(language):
        tokens = _PARSER.parse(markdown)
        begin_headings_at(BELOW_THE_PAGE, tokens)
        align_by_class(tokens)
        html = _PARSER.renderer.render(tokens, _PARSER.options, Counts())
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


class Counts(dict):
    """What the rules of one rendering remember: the last heading, and names given to regions."""

    def __init__(self) -> None:
        super().__init__(heading="", questions=0, names={})

    def name(self, wanted: str) -> str:
        """Return ``wanted``, numbered when it was given before: regions need distinct names."""
        self["names"][wanted] = times = self["names"].get(wanted, 0) + 1
        return wanted if times == 1 else f"{wanted} ({times})"


def begin_headings_at(top: int, tokens: list[Token]) -> None:
    """Let the highest heading be of level ``top``, and none more than two levels below it."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = top - min(levels, default=top)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + 2, int(token.tag[1]) + shift)}"


def align_by_class(tokens: list[Token]) -> None:
    """Say alignment with a class, for the pages allow no inline style."""
    for token in tokens:
        if token.type in {"th_open", "td_open"}:
            style = str(token.attrs.pop("style", ""))
            if style.endswith("right"):
                token.attrSet("class", "r num")
            if token.type == "th_open":
                token.attrSet("scope", "col")


class Renderer(RendererHTML):
    """Markdown-it's renderer with our blocks; ``env`` is the ``Counts`` of this rendering."""

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        self.parser = parser

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Counts) -> str:
        env["heading"] = self.renderInlineAsText(tokens[idx + 1].children or [], options, env)
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, _tokens: Sequence[Token], _idx: int, _options: Any, env: Counts) -> str:
        name = env.name(env["heading"] or _("Table"))
        region = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        return f"{region}<table>\n"

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: Counts) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Counts) -> str:
        token = tokens[idx]
        kind = token.info.strip()
        if kind == "question":
            env["questions"] += 1
            return self.render_question(_read(token, QUESTION), env)
        if kind == "chain":
            return self.render_chain(_read(token, CHAIN), env)
        if kind == "figure":
            return self.render_figure(_read(token, figure_shape))
        if kind:
            line = (token.map or [0])[0] + 1
            raise _broken_fence(kind, line, _("There is no such block."))
        return super().fence(tokens, idx, options, env)

    def render_words(self, text: Any, env: Counts) -> str:
        return self.parser.renderInline(str(text or "").strip(), env)

    def render_question(self, said: dict, env: Counts) -> str:
        """Show a practice question whose options open to the verdict: it needs no script."""
        name = _("Practice question %(number)s") % {"number": env["questions"]}
        about = _("Practice question · it does not count for your grade")
        parts = [
            f'<section class="question" aria-label="{escape(name)}">',
            f'<p class="eye">{escape(about)}</p>',
            f'<p class="stem"><strong>{self.render_words(said["stem"], env)}</strong></p>',
        ]
        for option in said["options"]:
            verdict = _("Correct.") if option.get("correct") else _("That is not it.")
            parts.append(
                f"<details><summary>{self.render_words(option['text'], env)}</summary>"
                f"<p><strong>{escape(verdict)}</strong>"
                f" {self.render_words(option['reason'], env)}</p></details>"
            )
        return "\n".join([*parts, "</section>\n"])

    def render_chain(self, links: list[dict], env: Counts) -> str:
        """Show the steps beside each other, each in the colour of its goal if it has one."""
        parts = ['<ol class="chain">']
        for link in links:
            colour = f' class="g{link["goal"]}"' if "goal" in link else ""
            label, title, text = (
                self.render_words(link.get(part), env) for part in ("label", "title", "text")
            )
            parts.append(
                f'<li{colour}><span class="xs mut">{label}</span><b>{title}</b>{text}</li>'
            )
        return "\n".join([*parts, "</ol>\n"])

    def render_figure(self, said: dict) -> str:
        """Show a drawing with its name above it; what it shows is said to who cannot see it."""
        drawing = draw(said, title=said["title"], description=said["description"])
        return (
            f'<figure class="fig"><figcaption>{escape(said["title"])}</figcaption>'
            f"{drawing}</figure>\n"
        )


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


def parser_with(renderer: type[Renderer]) -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=renderer).enable("table")


_PARSER = parser_with(Renderer)
