"""The letter with which a partner is invited to a cohort, as a tagged PDF."""

from django.template.loader import render_to_string
from django.utils.translation import override

from courses.models import PartnerLink
from lms.lib.pdf import pdf_of

SIGNS = 3


def letter_html(link: PartnerLink) -> str:
    """Return the page that becomes the PDF, in the language of the focal point."""
    partnership = link.partnership
    quotas = list(partnership.quotas.select_related("territory__parent"))
    with override(link.person.language):
        return render_to_string(
            "documents/partnership_letter.html",
            {
                "link": link,
                "language": link.person.language,
                "partnership": partnership,
                "cohort": partnership.cohort,
                "course": partnership.cohort.edition.course,
                "edition": partnership.cohort.edition,
                "quotas": quotas,
                "seats": sum(quota.seats for quota in quotas),
                "signatory": _signatory(partnership.cohort.signatories),
            },
        )


def _signatory(text: str) -> list[str]:
    """Return name, position and organisation of who signs for the host: the first line."""
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) == SIGNS:
            return parts
    return []


def letter_pdf(link: PartnerLink) -> bytes:
    """Render the letter. Raises PdfUnavailable where the libraries for it are missing."""
    return pdf_of(letter_html(link), style="css/letter.css")
