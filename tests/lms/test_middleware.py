"""What a page learns that sends a form by script, and where a lost session leads back to."""

from uuid import uuid4

import pytest
from django.test import Client

from courses.models import Enrolment
from lms.middleware import VerdictMiddleware
from tests.factories import EnrolmentFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db

REPLY = "El agua potable es la meta más urgente en mi municipio."
ASKING = {"headers": {VerdictMiddleware.HEADER: "1"}}


def a_reply() -> tuple[Enrolment, str, str]:
    """Return an enrolment, the page of an item with a reply, and where its form is sent."""
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, closed_by="reply", kind="F")
    page = f"/curso/{enrolment.cohort.code}/leccion/{lesson.public_id}/"
    return enrolment, page, f"{page}responder/"


def test_saved_form_is_told_where_to_go_and_the_message_waits_for_that_page(client):
    enrolment, page, address = a_reply()
    client.force_login(enrolment.participant)

    answer = client.post(address, {"body": REPLY, "key": uuid4()}, **ASKING)

    assert (answer.status_code, answer.headers["Location"]) == (204, page)
    assert "Su respuesta se guardó" in client.get(page).content.decode()


def test_refused_form_is_told_so(client):
    enrolment, _page, address = a_reply()
    client.force_login(enrolment.participant)

    assert client.post(address, {"body": "", "key": uuid4()}, **ASKING).status_code == 422


def test_form_of_a_lost_session_is_not_taken_for_saved(client):
    _enrolment, _page, address = a_reply()

    answer = client.post(address, {"body": REPLY, "key": uuid4()}, **ASKING)

    assert answer.status_code == 401


def test_form_that_the_second_factor_stops_is_not_taken_for_saved(client, settings):
    settings.REQUIRE_MFA = True
    client.force_login(UserFactory(is_superuser=True))

    assert client.post("/cuenta/", {}, **ASKING).status_code == 401


@pytest.mark.parametrize(
    ("sender", "back"),
    [
        ("http://testserver/curso/x/leccion/y/?ver=z", "/curso/x/leccion/y/%3Fver%3Dz"),
        ("http://evil.example/curso/x/", "/cuenta/mis-datos/"),
        ("", "/cuenta/mis-datos/"),
    ],
)
def test_lost_session_leads_back_to_the_page_of_the_form(client, sender, back):
    answer = client.post("/cuenta/mis-datos/", headers={"Referer": sender})

    assert answer.url == f"/entrar/?next={back}"


def test_page_learns_who_is_signed_in_and_gets_a_token_that_works():
    person = UserFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    told = client.get("/cuenta/sesion/").json()
    sent = client.post("/cuenta/mis-datos/descargar/", {"csrfmiddlewaretoken": told["token"]})

    assert told["person"] == person.username
    assert sent.status_code == 200
