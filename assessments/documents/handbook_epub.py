"""A handbook for e-readers and telephones: EPUB 3, from the same pieces as the PDF."""

import io
import re
import textwrap
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.documents.handbook_pages import context_of
from assessments.domain.handbook import HandbookContents

STYLE = "css/handbook-epub.css"
LINE_OF_COVER = 20  # Signs of the title in one line.
VOID = re.compile(r"<(br|hr|img|col|wbr)((?:\s[^<>]*?)?)\s*/?>")
# Signs that XML forbids; HTML lets them pass.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class _Page:
    """A file of the book: its name without ending, title, body, and depth in the contents."""

    name: str
    title: str
    body: str
    depth: int = 0

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"

    @property
    def has_drawing(self) -> bool:
        return "<svg" in self.body


def epub_parts(handbook: HandbookContents) -> dict[str, str]:
    """Return every file of the book by its name, in the active language."""
    context = context_of(handbook)
    pages = _relinked(list(_pages(handbook, context)))
    context |= {
        "pages": pages,
        "nested": _nested(pages),
        "identifier": _identifier(context["title"], context["edition_line"], handbook),
        "modified": _moment(handbook),
        "title_lines": list(enumerate(textwrap.wrap(context["title"], LINE_OF_COVER))),
        "subtitle": _subtitle(handbook),
    }
    parts = {
        "META-INF/container.xml": _xml("container.xml", context),
        "EPUB/package.opf": _xml("package.xml", context),
        "EPUB/nav.xhtml": _xml("nav.xml", context),
        "EPUB/cover.svg": _xml("cover.xml", context),
        "EPUB/style.css": Path(finders.find(STYLE)).read_text(encoding="utf-8"),
    }
    for page in pages:
        parts[f"EPUB/{page.file}"] = _xml("page.xml", context | {"page": page})
    return parts


def handbook_epub(parts: dict[str, str]) -> bytes:
    """Pack the files; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        # First and uncompressed, so that the kind of the file can be read from its first bytes.
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)
            book.writestr(entry, text, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _pages(handbook: HandbookContents, context: dict) -> Iterator[_Page]:
    yield _page("title", context["title"], "_title", context)
    yield _page("how-to", _("How to study with this handbook"), "_how_to", context)
    depth = int(handbook.lessons.is_whole_course)
    for module, items in handbook.parts:
        if handbook.lessons.is_whole_course:
            title = f"{module.code} {module.title}"
            yield _page(module.anchor, title, "_module", context | {"module": module})
        for lesson, quiz in items:
            title = f"{lesson.code} {lesson.title}"
            facts = context | {"lesson": lesson, "quiz": quiz}
            yield _page(f"l-{lesson.anchor}", title, "_lesson", facts, depth=depth)
    if handbook.lessons.terms:
        yield _page("glossary", _("Glossary"), "_glossary", context)
    if handbook.lessons.works:
        yield _page("works", _("To read on"), "_works", context)
    if handbook.lessons.asks:
        title = _("Answers to the practice questions")
        yield _page("answers", title, "_answers", context)
    if handbook.with_key and handbook.quizzes:
        yield _page("key", _("Key of the quizzes"), "_key", context)


def _page(name: str, title: str, template: str, context: dict, *, depth: int = 0) -> _Page:
    body = render_to_string(f"documents/handbook/{template}.html", context)
    return _Page(name, title, to_xhtml(body), depth)


def to_xhtml(html: str) -> str:
    """Write what is well-formed but for empty elements and one entity as XML wants it."""
    closed = VOID.sub(r"<\1\2/>", html).replace("&nbsp;", "&#160;")
    return FORBIDDEN.sub("", closed).strip()


def _relinked(pages: list[_Page]) -> list[_Page]:
    """Let links to a place of the book name the file in which it is."""
    homes = {
        anchor: page.file for page in pages for anchor in re.findall(r'\sid="([^"]+)"', page.body)
    }

    def link(found: re.Match[str]) -> str:
        return f'href="{homes[found[1]]}#{found[1]}"'

    return [
        _Page(page.name, page.title, re.sub(r'href="#([^"]+)"', link, page.body), page.depth)
        for page in pages
    ]


def _nested(pages: list[_Page]) -> list[tuple[_Page, list[_Page]]]:
    """Return the pages of the highest level, each with those below it."""
    nested: list[tuple[_Page, list[_Page]]] = []
    for page in pages:
        if page.depth:
            nested[-1][1].append(page)
        else:
            nested.append((page, []))
    return nested


def _identifier(title: str, edition: str, handbook: HandbookContents) -> uuid.UUID:
    name = f"{settings.SITE_URL}/{handbook.lessons.course}/{title}/{edition}/{handbook.with_key}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def _moment(handbook: HandbookContents) -> str:
    """Return when the edition was published; a draft says the day, not to differ each time."""
    today = datetime.combine(timezone.localdate(), datetime.min.time(), tzinfo=UTC)
    moment = handbook.lessons.published_at or today
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _subtitle(handbook: HandbookContents) -> str:
    return "" if handbook.lessons.is_whole_course else handbook.lessons.course


def _xml(template: str, context: dict) -> str:
    return render_to_string(f"documents/epub/{template}", context).lstrip()
