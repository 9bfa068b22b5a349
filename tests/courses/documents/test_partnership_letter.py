"""The letter to a partner on paper."""

import pytest

from courses.documents.partnership_letter import letter_html, letter_pdf
from courses.domain.partnerships import send_letter
from courses.models import PartnerLink
from tests.factories import PartnershipFactory, PartnershipQuotaFactory, UserFactory
from tests.pdf import faults_of, pages_of

pytestmark = pytest.mark.django_db


def letter(**facts):
    partnership = PartnershipFactory(**facts)
    PartnershipQuotaFactory(partnership=partnership, seats=250)
    PartnershipQuotaFactory(partnership=partnership, level="state", seats=25)
    link = send_letter(partnership, by=UserFactory())
    return PartnerLink.objects.for_letters().get(pk=link.pk)


def test_the_letter_is_one_tagged_page():
    pdf = letter_pdf(letter(cohort__signatories="Rosa Mar | Representante | PNUD"))

    assert faults_of(pdf) == []
    assert pages_of(pdf) == 1


def test_the_letter_is_in_the_language_of_its_reader_and_never_says_the_amount():
    link = letter(focal_point__language="en", amount_usd=48_000)

    page = letter_html(link)

    assert "Seats that we offer you" in page
    assert "275" in page
    assert "48" not in page.replace(str(link.partnership.cohort), "")
    assert "Lugares" not in page
