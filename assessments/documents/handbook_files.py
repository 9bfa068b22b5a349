"""A handbook in one format, known by its contents before the slow part begins."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

from assessments.documents.handbook_epub import epub_parts, handbook_epub
from assessments.documents.handbook_pdf import STYLE, handbook_html, handbook_pdf
from assessments.domain.handbook import HandbookContents
from courses.models import Handbook


@dataclass(frozen=True)
class Typeset:
    """What is about to be made: ``content_hash`` says all that goes into ``make``."""

    content_hash: str
    make: Callable[[], bytes]


def typeset(contents: HandbookContents, file_format: str) -> Typeset:
    """Write a handbook in the active language, without making the file yet."""
    if file_format == Handbook.Format.PDF:
        html = handbook_html(contents)
        style = Path(finders.find(STYLE)).read_text(encoding="utf-8")
        return Typeset(_hash(html, style), lambda: handbook_pdf(html))
    parts = epub_parts(contents)
    return Typeset(_hash(*parts.keys(), *parts.values()), lambda: handbook_epub(parts))


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()
