"""The list that people sign, as a PDF: a row a person, and empty rows for who is not on it."""

from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from lms.lib.pdf import pdf_of
from tutoring.domain.sessions import zone_called
from tutoring.domain.sign_in_sheets import people_of
from tutoring.models import SignInSheet

STYLE = "css/project.css"
EMPTY_ROWS = 8


def sign_in_sheet_pdf(sheet: SignInSheet) -> bytes:
    """Return the PDF in the active language; PdfUnavailable where its libraries are missing."""
    return pdf_of(sign_in_sheet_html(sheet), style=STYLE)


def sign_in_sheet_html(sheet: SignInSheet) -> str:
    """Return the page that becomes the PDF, in the hours of the place."""
    cohort = sheet.session.cohort
    people = people_of(sheet)
    context = {
        "sheet": sheet,
        "session": sheet.session,
        "zone": zone_called(cohort.time_zone),
        "people": people,
        "empty_rows": range(len(people) + 1, len(people) + EMPTY_ROWS + 1),
        "language": "en" if (get_language() or "").startswith("en") else "es-MX",
    }
    with timezone.override(ZoneInfo(cohort.time_zone)):
        return render_to_string("documents/session/sign_in_sheet.html", context)
