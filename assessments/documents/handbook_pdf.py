"""A handbook on paper: Letter, tagged, with page numbers where people look for them."""

from django.template.loader import render_to_string

from assessments.documents.handbook_pages import context_of
from assessments.domain.handbook import HandbookContents
from lms.lib.pdf import pdf_of

STYLE = "css/handbook.css"


def handbook_html(handbook: HandbookContents) -> str:
    """Return the page that becomes the PDF, in the active language."""
    return render_to_string("documents/handbook/pdf.html", context_of(handbook))


def handbook_pdf(html: str) -> bytes:
    """Render the page. Raises PdfUnavailable where the libraries for it are missing."""
    return pdf_of(html, style=STYLE)
