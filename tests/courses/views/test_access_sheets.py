"""Pages for people without e-mail: enrolling, printing, beginning."""

from uuid import uuid4

import pytest
from django.test import Client

from courses.models import AccessSheet, Enrolment
from people.domain.credentials import hashed, new_credential, put_in_force
from people.domain.privacy import load_notices
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
)
from tutoring.models import SessionFacilitator

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_staff_enrol_somebody_without_mail_on_a_page():
    MunicipalityFactory(code="15087", name="Temoaya")
    cohort = CohortFactory(state="open")
    staff = MembershipFactory(organisation=cohort.host).person
    address = f"/gestion/cohortes/{cohort.code}/personas/sin-correo/"
    typed = {"given_names": "Itzel", "surname_1": "Pech", "municipality": "Temoaya"}

    lacking = signed_in(staff).post(address, {"given_names": "Itzel"})
    done = signed_in(staff).post(address, typed)
    again = signed_in(staff).post(address, typed)
    another = signed_in(staff).post(address, typed | {"is_another": "on"})

    assert lacking.status_code == again.status_code == 422
    assert done.url == another.url == f"/accesos/{cohort.code}/"
    assert cohort.enrolments.count() == 2


def test_coordinators_and_facilitators_print_for_their_own_people_only():
    mine = EnrolmentFactory(participant__email=None)
    cohort = mine.cohort
    theirs = EnrolmentFactory(cohort=cohort, participant__email=None)
    mail = EnrolmentFactory(cohort=cohort, nominated_by=mine.nominated_by)
    if theirs.nominated_by == mine.nominated_by:
        theirs.nominated_by = MembershipFactory().organisation
        theirs.save()
    coordinator = MembershipFactory(organisation=mine.nominated_by, role="coordinator").person
    facilitator = UserFactory()
    session = InPersonSessionFactory(cohort=cohort)
    SessionFacilitator.objects.create(session=session, person=facilitator)

    def seen_by(person):
        page = signed_in(person).get(f"/accesos/{cohort.code}/")
        return {each.pk for each in page.context["people"]}

    assert seen_by(coordinator) == {mine.pk}
    assert seen_by(facilitator) == {mine.pk, theirs.pk}
    assert mail.pk not in seen_by(facilitator)
    refused = signed_in(coordinator).post(
        f"/accesos/{cohort.code}/", {"people": [theirs.public_id], "key": uuid4()}
    )
    assert refused.status_code == 422
    assert not AccessSheet.objects.exists()


def test_a_coordinator_finds_the_sheets_from_the_page_of_the_partnership():
    enrolment = EnrolmentFactory(participant__email=None)
    partner = enrolment.nominated_by
    partnership = PartnershipFactory(cohort=enrolment.cohort, partner=partner)
    coordinator = MembershipFactory(organisation=partner, role="coordinator").person

    page = signed_in(coordinator).get(f"/contrapartes/{partnership.public_id}/")

    assert f'href="/accesos/{enrolment.cohort.code}/"' in page.content.decode()


def test_a_sheet_is_opened_by_whoever_asked_and_by_no_colleague(
    django_capture_on_commit_callbacks,
):
    enrolment = EnrolmentFactory(participant__email=None)
    cohort = enrolment.cohort
    asks = MembershipFactory(organisation=cohort.host).person
    colleague = MembershipFactory(organisation=cohort.host).person
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(asks).post(
            f"/accesos/{cohort.code}/", {"people": [enrolment.public_id], "key": uuid4()}
        )
    sheet = AccessSheet.objects.get()

    mine = signed_in(asks).get(sheet.get_absolute_url())
    theirs = signed_in(colleague).get(sheet.get_absolute_url())

    assert b"".join(mine.streaming_content).startswith(b"%PDF-")
    assert theirs.status_code == 404


def test_the_page_costs_the_same_for_one_and_for_three(django_assert_max_num_queries):
    enrolment = EnrolmentFactory(participant__email=None)
    client = signed_in(MembershipFactory(organisation=enrolment.cohort.host).person)
    client.get(f"/accesos/{enrolment.cohort.code}/")
    for _number in range(2):
        EnrolmentFactory(cohort=enrolment.cohort, participant__email=None)

    with django_assert_max_num_queries(12):
        page = client.get(f"/accesos/{enrolment.cohort.code}/")

    assert len(page.context["people"]) == 3


def test_the_first_page_takes_a_pin_the_name_and_the_consent(client):
    load_notices()
    enrolment = EnrolmentFactory(participant__email=None, status="invited")
    person = enrolment.participant
    credential = new_credential(person)
    put_in_force([credential], hashed([credential]), by=UserFactory())
    client.post("/entrar/", {"login": credential.name_code, "password": credential.pin})
    typed = {"given_names": "Itzel", "surname_1": "Pech", "secret": "12345678"}

    weak = client.post("/entrar/primera-vez/", typed | {"accepts_notice": "on"})
    unread = client.post("/entrar/primera-vez/", typed | {"secret": "48290517"})
    done = client.post(
        "/entrar/primera-vez/", typed | {"secret": "48290517", "accepts_notice": "on"}
    )

    enrolment.refresh_from_db()
    person.refresh_from_db()
    assert weak.status_code == unread.status_code == 422
    assert done.status_code == 302
    assert client.get("/cuenta/").status_code == 200
    assert enrolment.status == Enrolment.Status.ACTIVE
    assert person.full_name == "Itzel Pech"
    assert client.get("/entrar/primera-vez/").url == "/inicio/"
