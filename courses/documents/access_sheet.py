"""Name code and PIN on paper, a page a person, as a tagged PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from courses.models import AccessSheet
from lms.lib.pdf import pdf_of
from lms.lib.qr import qr_path
from people.domain.credentials import Credential

QUIET = 4


@dataclass(frozen=True)
class Page:
    """What is printed for one person; the QR opens the page of sign-in with the code filled in."""

    credential: Credential
    path: str
    box: str


def access_sheet_html(sheet: AccessSheet, credentials: Sequence[Credential]) -> str:
    """Return the pages that become the PDF, in the active language."""
    return render_to_string(
        "documents/access_sheet.html",
        {
            "cohort": sheet.cohort,
            "course": sheet.cohort.edition.course,
            "pages": [_page(each) for each in credentials],
            "address": _sign_in().partition("://")[2],
            "help_phone": settings.HELP_PHONE,
            "help_email": settings.HELP_EMAIL,
            "language": "en" if (get_language() or "").startswith("en") else "es-MX",
        },
    )


def access_sheet_pdf(sheet: AccessSheet, credentials: Sequence[Credential]) -> bytes:
    """Render the pages. Raises PdfUnavailable where the libraries for it are missing."""
    return pdf_of(access_sheet_html(sheet, credentials), style="css/letter.css")


def _sign_in() -> str:
    return settings.SITE_URL + reverse("account_login")


def _page(credential: Credential) -> Page:
    side, path = qr_path(f"{_sign_in()}?{urlencode({'clave': credential.name_code})}")
    width = side + 2 * QUIET
    return Page(credential, path, f"-{QUIET} -{QUIET} {width} {width}")
