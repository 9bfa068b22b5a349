"""A certificate's frozen facts as a tagged PDF."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from completion.domain.certificates import place_line
from lms.lib.caracol import segments
from lms.lib.pdf import pdf_of
from lms.lib.qr import qr_path

LONG_NAME, LONG_PROJECT = 34, 60


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
    return pdf_of(certificate_html(snapshot), style="css/documents.css")
