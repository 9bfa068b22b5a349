"""One's own data: the page, the copy, and who looked."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.dashboards.my_data import copy_of_my_data
from lms.dashboards.my_data_words import FIELDS, TITLES
from people.domain.privacy import consent
from people.domain.sign_ins import note_sign_in
from people.models import AccessRecord
from tests.factories import (
    AffiliationFactory,
    CertificateFactory,
    EnrolmentFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/cuenta/mis-datos/"
COPY = "/cuenta/mis-datos/descargar/"


def test_what_was_told_is_kept_and_can_be_cleared(client):
    person = UserFactory()
    client.force_login(person)

    client.post(PAGE, {"sex": "woman", "birth_year": "1980", "connectivity": "own"})
    person.refresh_from_db()
    told = (person.sex, person.birth_year, person.connectivity)
    assert client.post(PAGE, {}).url == PAGE

    person.refresh_from_db()
    assert told == ("woman", 1980, "own")
    assert (person.sex, person.birth_year, person.connectivity) == ("", None, "")


@pytest.mark.parametrize("wrong", [{"birth_year": "3000"}, {"sex": "x"}])
def test_a_wrong_answer_changes_nothing(client, wrong):
    person = UserFactory(sex="man")
    client.force_login(person)

    assert client.post(PAGE, wrong).status_code == 422

    person.refresh_from_db()
    assert (person.sex, person.birth_year) == ("man", None)


def test_the_copy_is_a_post_and_is_written_down(client):
    person = UserFactory()
    client.force_login(person)

    assert client.get(COPY).status_code == 405
    response = client.post(COPY, {"kind": "json"})

    assert json.loads(response.content)["account"][0]["email"] == person.email
    assert response.headers["Content-Disposition"].endswith('"aula-ods-mis-datos.json"')
    assert AccessRecord.objects.filter(action="export", person=person).count() == 1


def test_the_copy_holds_ones_own_rows_only_each_with_its_word(client):
    enrolment = EnrolmentFactory(participant__email="ana@toluca.gob.mx")
    person = enrolment.participant
    AffiliationFactory(person=person, position="=Directora")
    InvitationFactory(person=person)
    consent(person, language="es-mx")
    note_sign_in(person, agent="Mozilla/5.0 (Android 14) Firefox/130.0")
    CertificateFactory(enrolment=enrolment, folio="AODS-1")
    EnrolmentFactory(participant__email="other@toluca.gob.mx")
    client.force_login(person)

    copy = copy_of_my_data(person)
    text = client.post(COPY, {"kind": "csv"}).content.decode("utf-8-sig")

    assert {key for rows in copy.values() for row in rows for key in row} - set(FIELDS) == set()
    assert set(copy) == set(TITLES)
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["Sección", "Fila", "Dato", "Valor"]
    assert "'=Directora" in {line[3] for line in lines if line[0] == "Trabajo"}
    assert ["Constancias", "1", "Folio", "AODS-1"] in lines
    assert "other@toluca" not in text
    assert "token" not in json.dumps(list(copy))


def test_a_person_reads_who_opened_their_page_and_the_list_of_their_cohort(client):
    enrolment = EnrolmentFactory()
    staff = MembershipFactory(
        organisation=enrolment.cohort.host, person__given_names="Rosa", person__surname_1="Paz"
    ).person
    client.force_login(staff)
    client.get(reverse("person", args=[enrolment.public_id]))
    client.get(reverse("roster", args=[enrolment.cohort.code]))

    client.force_login(enrolment.participant)
    looks = client.get(PAGE).context["data"].looks

    assert [(look.who, str(look.what), look.where) for look in looks] == [
        ("Rosa Paz", "Abrió una lista con su nombre", enrolment.cohort.name),
        ("Rosa Paz", "Abrió su página", enrolment.cohort.name),
    ]


def test_the_page_costs_as_much_with_one_enrolment_as_with_three(client):
    person = EnrolmentFactory().participant
    client.force_login(person)
    client.get(PAGE)  # What the bar remembers for a minute is asked once.
    costs = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        costs.append(len(queries))
        EnrolmentFactory.create_batch(2, participant=person)

    assert costs[0] == costs[1] <= 12
