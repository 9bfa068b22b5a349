"""A certificate's frozen facts as a tagged PDF."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from completion.documents.caracol import segments
from completion.documents.qr import qr_path
from completion.domain.certificates import place_line

LONG_NAME, LONG_PROJECT = 34, 60


class PdfUnavailable(Exception):
    """A machine without the libraries for PDFs; the message says so in plain words."""


def certificate_html(snapshot: dict[str, Any]) -> str:
    """Return the page that becomes the PDF."""
    project = snapshot.get("project") or {}
    side, path = qr_path(snapshot["qr_url"])
    with override(snapshot["language"]):
        return render_to_string(
            "documents/certificate.html",
            {
                "facts": snapshot,
                "project": project,
                "place": place_line(snapshot),
                "starts_on": date.fromisoformat(snapshot["starts_on"]),
                "ends_on": date.fromisoformat(snapshot["ends_on"]),
                "issued_on": date.fromisoformat(snapshot["issued_on"]),
                "institutions": list(
                    dict.fromkeys(
                        filter(None, (snapshot[who] for who in ("host", "partner", "sponsor")))
                    )
                ),
                "shown_address": snapshot["verify_url"].partition("://")[2].rstrip("/"),
                "segments": segments(),
                "qr_side": side,
                "qr_path": path,
                "is_long": len(snapshot["name"]) > LONG_NAME
                or len(project.get("title", "")) > LONG_PROJECT,
            },
        )


def certificate_pdf(snapshot: dict[str, Any]) -> bytes:
    """Render the facts. Raises PdfUnavailable where the libraries for it are missing."""
    weasyprint, fonts, style, fetcher = _press()
    page = weasyprint.HTML(
        string=certificate_html(snapshot), url_fetcher=fetcher, base_url=settings.SITE_URL
    )
    return page.write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    )


@lru_cache(maxsize=1)
def _press() -> tuple[Any, Any, Any, Any]:
    """Load the library, its fonts and our style sheet once in the life of a worker."""
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
    # A certificate asks for nothing: no file of this machine, no other host.
    fetcher = URLFetcher(allowed_protocols=("data",))
    sheet = Path(finders.find("css/documents.css"))
    style = weasyprint.CSS(string=sheet.read_text(encoding="utf-8"), font_config=fonts)
    return weasyprint, fonts, style, fetcher
