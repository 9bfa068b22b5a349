from datetime import timedelta

import pytest
from django.utils import timezone

from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.documents.sign_in_sheet import sign_in_sheet_html
from tutoring.domain.sign_in_sheets import claim, in_order_of, print_sheet, sheet_with_folio
from tutoring.models import SignInSheet
from tutoring.tasks import render_sign_in_sheet, resume_sign_in_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = InPersonSessionFactory(cohort__code="oax26b", planned__code="S2")
    for name in ("Zoila", "Adela"):
        EnrolmentFactory(cohort=session.cohort, participant__given_names=name)
    EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    return session


def names(enrolments):
    return [each.participant.given_names for each in enrolments]


def test_a_sheet_fixes_who_stands_on_it_and_counts_its_folio(session):
    first = print_sheet(session, by=UserFactory())
    again = print_sheet(session, by=UserFactory())
    SignInSheet.objects.update(state="failed")
    EnrolmentFactory(cohort=session.cohort, participant__given_names="Benita")
    second = print_sheet(session, by=UserFactory())

    assert first == again
    assert (first.folio, second.folio) == ("OAX26B-S2-01", "OAX26B-S2-02")
    rows = session.cohort.enrolments.select_related("participant").order_by("-pk")
    assert names(in_order_of(first, rows)) == ["Adela", "Zoila"]
    assert names(in_order_of(second, rows)) == ["Adela", "Benita", "Zoila"]


def test_a_folio_opens_however_it_is_typed_and_only_in_its_session(session):
    sheet = print_sheet(session, by=UserFactory())

    assert sheet_with_folio(session, " oax26b-s2-01 ") == sheet
    for other, typed in ((session, "OAX26B-S2-09"), (InPersonSessionFactory(), sheet.folio)):
        with pytest.raises(RuleViolation):
            sheet_with_folio(other, typed)


def test_the_page_names_everybody_with_a_row_to_sign_and_empty_rows(session):
    html = sign_in_sheet_html(print_sheet(session, by=UserFactory()))

    assert html.index("Adela") < html.index("Zoila")
    assert html.count('<th scope="row">') == 2 + 8
    assert "OAX26B-S2-01" in html


def test_a49_a_hostile_name_is_text_on_the_sheet(session):
    EnrolmentFactory(cohort=session.cohort, participant__given_names="<script>{{7*7}}")

    html = sign_in_sheet_html(print_sheet(session, by=UserFactory()))

    assert "<script" not in html
    assert "&lt;script&gt;{{7*7}}" in html


def test_making_the_sheet_twice_leaves_one_pdf_with_its_size(session):
    sheet = print_sheet(session, by=UserFactory())

    render_sign_in_sheet(sheet.pk)
    file = SignInSheet.objects.get().file.name
    render_sign_in_sheet(sheet.pk)

    made = SignInSheet.objects.get()
    assert (made.state, made.file.name) == ("ready", file)
    assert made.file.read(5) == b"%PDF-"
    assert made.size_bytes > 1000


def test_what_a_dead_worker_left_is_taken_up_and_given_up_after_three(session):
    sheet, now = print_sheet(session, by=UserFactory()), timezone.now()

    assert claim(sheet.pk, now=now)
    assert claim(sheet.pk, now=now) is None
    for minutes in (4, 8):
        assert claim(sheet.pk, now=now + timedelta(minutes=minutes))
    assert claim(sheet.pk, now=now + timedelta(minutes=12)) is None
    assert SignInSheet.objects.get().state == "failed"
    resume_sign_in_sheets()
    assert SignInSheet.objects.get().state == "failed"
