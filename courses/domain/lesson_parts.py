"""What a lesson needs to teach: aims, something to look at, practice, key ideas, sources. Pure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from markdown_it.token import Token

from courses.domain.markdown import Renderer, parser_with
from courses.domain.text_files import TextFile
from lms.lib.text import fold

QUESTIONS = 2
SHOWN = {"chain", "figure"}
KEY_IDEAS = {"es": "ideas clave", "en": "key ideas"}

_PARSER = parser_with(Renderer)


def missing_parts(text: TextFile) -> Iterator[str]:
    """Name the parts that the text of a lesson lacks; whether they are good, only people see."""
    tokens = _PARSER.parse(text.markdown)
    blocks = [token.info.strip() for token in tokens if token.type == "fence"]
    if not _begins_with_aims(tokens):
        yield _("what people will be able to do, as a list under the first heading")
    if not SHOWN & set(blocks) and not any(token.type == "table_open" for token in tokens):
        yield _("a table, chain or figure")
    if blocks.count("question") < QUESTIONS:
        yield _("two practice questions")
    wanted = KEY_IDEAS.get(text.language.partition("-")[0])
    if wanted and wanted not in map(fold, _headings(tokens)):
        yield _("a section «%(name)s»") % {"name": wanted.capitalize()}
    if not text.sources:
        yield _("sources")


def _begins_with_aims(tokens: Sequence[Token]) -> bool:
    return [token.type for token in tokens[:4]] == [
        "heading_open",
        "inline",
        "heading_close",
        "bullet_list_open",
    ]


def _headings(tokens: Sequence[Token]) -> list[str]:
    return [
        tokens[place + 1].content.strip()
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
