"""HTML as a tagged PDF; what is slow to load is loaded once in the life of a worker."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from lms.lib.pdf_tags import finish

FONT = "Noto Sans"  # It has every letter of the languages of Mexico.


class PdfUnavailable(Exception):
    """A machine without the libraries for PDFs; the message says so in plain words."""


def pdf_of(html: str, *, style: str) -> bytes:
    """Render a whole page with the style sheet ``style``, a static file, as PDF/UA-1.

    Raises PdfUnavailable where the libraries for it are missing.
    """
    library, fonts, fetcher = _press()
    sheet = _style(style)
    with _no_garbage_collection():
        page = library.HTML(string=html, url_fetcher=fetcher, base_url=settings.SITE_URL)
        return page.write_pdf(
            stylesheets=[sheet],
            font_config=fonts,
            finisher=finish,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Leave the boxes of a document alone while all are in use: a seventh less time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@lru_cache(maxsize=1)
def _press() -> tuple[Any, Any, Any]:
    """Load the library and its fonts."""
    try:
        import weasyprint  # noqa: PLC0415 -- slow import, and only workers need it
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- slow import
    except OSError as missing:
        raise PdfUnavailable(
            _(
                "This server cannot make PDFs: the library Pango is missing. Install it with: "
                "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
            )
        ) from missing
    fonts = FontConfiguration()
    if not _draws_with(FONT, weasyprint, fonts):
        raise PdfUnavailable(
            _(
                "This server cannot make PDFs: the font %(font)s is missing. Install it with: "
                "apt-get install fonts-noto-core"
            )
            % {"font": FONT}
        )
    # A document asks for nothing: no file of this machine, no other host.
    return weasyprint, fonts, URLFetcher(allowed_protocols=("data",))


def _draws_with(font: str, library: Any, fonts: Any) -> bool:
    """Say whether a font is there; without it the library takes another and says nothing."""
    names: list[bytes] = []

    def look(_document: Any, pdf: Any) -> None:
        names.extend(thing["BaseFont"] for thing in pdf.objects if _is_font(thing))

    page = library.HTML(string=f'<p style="font-family: {font}">x')
    page.write_pdf(font_config=fonts, finisher=look)
    return any(font.replace(" ", "-").encode() in name for name in names)


def _is_font(thing: Any) -> bool:
    return isinstance(thing, dict) and "BaseFont" in thing


@lru_cache(maxsize=8)
def _style(name: str) -> Any:
    """Parse a style sheet of ours."""
    library, fonts, _fetcher = _press()
    sheet = Path(finders.find(name)).read_text(encoding="utf-8")
    return library.CSS(string=sheet, font_config=fonts)
