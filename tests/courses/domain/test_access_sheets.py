"""Printed credentials: asked for, made, kept for a day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.documents.access_sheet import access_sheet_html
from courses.domain.access_sheets import ask_for_sheet, carry_out, claim, remove_old
from courses.domain.joining import begin_with_pin
from courses.domain.without_email import Newcomer, enrol_without_email
from courses.models import AccessSheet, Enrolment
from lms.lib.errors import RuleViolation
from people.domain.privacy import load_notices
from tests.factories import CohortFactory, EnrolmentFactory, MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db


def asked(enrolments, *, cohort, by=None, key=None):
    return ask_for_sheet(
        enrolments, cohort=cohort, key=key or uuid4(), language="es-mx", by=by or UserFactory()
    )


def as_text(sheet, credentials):
    return "\n".join(f"{each.name_code} {each.pin}" for each in credentials).encode()


def test_somebody_without_mail_is_enrolled_printed_and_begins():
    load_notices()
    MunicipalityFactory(code="15087", name="Temoaya")
    cohort, staff = CohortFactory(state="open"), UserFactory()
    enrolment = enrol_without_email(
        Newcomer("Itzel", "Pech", "Uc", municipality="Temoaya"), cohort=cohort, by=staff
    )
    sheet = asked([enrolment], cohort=cohort, by=staff)

    carry_out(claim(sheet.pk), print_with=as_text)
    sheet.refresh_from_db()
    code, pin = sheet.file.read().decode().split()
    person = enrolment.participant
    person.refresh_from_db()
    begin_with_pin(person, secret="48290517", language="es-mx")
    enrolment.refresh_from_db()
    person.refresh_from_db()

    assert person.name_code == code
    assert sheet.is_ready
    assert enrolment.affiliation.organisation.name == "H. Ayuntamiento de Temoaya"
    assert enrolment.status == Enrolment.Status.ACTIVE
    assert not person.must_choose_pin
    assert not person.check_password(pin)
    assert person.consents.count() == 1


def test_the_same_name_is_asked_about_before_it_is_enrolled_twice():
    MunicipalityFactory(code="15087", name="Temoaya")
    cohort, staff = CohortFactory(state="open"), UserFactory()
    newcomer = Newcomer("Itzel", "Pech", municipality="Temoaya")
    enrol_without_email(newcomer, cohort=cohort, by=staff)

    with pytest.raises(RuleViolation) as refusal:
        enrol_without_email(newcomer, cohort=cohort, by=staff)

    assert refusal.value.code == "alike"
    assert cohort.enrolments.count() == 1


def test_a_form_sent_twice_asks_for_one_sheet():
    enrolment = EnrolmentFactory(participant__email=None)
    staff, key = UserFactory(), uuid4()

    first = asked([enrolment], cohort=enrolment.cohort, by=staff, key=key)
    second = asked([enrolment], cohort=enrolment.cohort, by=staff, key=key)

    assert first == second
    assert AccessSheet.objects.count() == 1


def test_nothing_changes_when_somebody_has_an_address_by_now():
    enrolment = EnrolmentFactory(participant__email=None)
    sheet = asked([enrolment], cohort=enrolment.cohort)
    person = enrolment.participant
    person.email = "itzel@toluca.gob.mx"
    person.save()

    carry_out(claim(sheet.pk), print_with=as_text)

    sheet.refresh_from_db()
    person.refresh_from_db()
    assert sheet.state == AccessSheet.State.FAILED
    assert not sheet.file
    assert person.name_code is None


def test_a_file_with_pins_goes_after_a_day():
    enrolment = EnrolmentFactory(participant__email=None)
    sheet = asked([enrolment], cohort=enrolment.cohort)
    carry_out(claim(sheet.pk), print_with=as_text)

    remove_old(now=timezone.now() + timedelta(hours=25))

    sheet.refresh_from_db()
    assert sheet.state == AccessSheet.State.REMOVED
    assert not sheet.file


def test_a_page_shows_code_pin_and_the_address_of_sign_in():
    enrolment = EnrolmentFactory(participant__email=None, participant__given_names="Itzel")
    sheet = asked([enrolment], cohort=enrolment.cohort)
    pages = []

    def as_page(sheet, credentials):
        pages.append((access_sheet_html(sheet, credentials), credentials[0]))
        return b"x"

    carry_out(claim(sheet.pk), print_with=as_page)

    [(html, credential)] = pages
    assert credential.name_code in html
    assert credential.pin_in_groups in html
    assert enrolment.participant.full_name in html
