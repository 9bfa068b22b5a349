"""Signing in on a device that others use too: what ends, and what stays behind."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from lms.lib.shared_device import KEY
from people.domain.people import confirm_email
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "un sol de agua clara"
LOGIN = "/entrar/"


@pytest.fixture
def person():
    person = UserFactory(email="ana@toluca.gob.mx")
    person.set_password(PASSWORD)
    person.save()
    confirm_email(person)
    return person


def enter(client: Client, **boxes: str):
    facts = {"login": "ana@toluca.gob.mx", "password": PASSWORD}
    return client.post(LOGIN, facts | boxes)


def wait(client: Client, seconds: int) -> None:
    """Let the session look as if it had been used last so long ago."""
    session = client.session
    session[KEY] -= seconds
    session.save()


def test_session_ends_with_the_browser_even_when_it_was_to_be_remembered(client, person):
    enter(client, shared="on", remember="on")

    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_pages_are_not_stored_in_the_browser(client, person):
    enter(client, shared="on")
    other = Client()
    enter(other)

    assert client.get("/cuenta/").headers["Cache-Control"] == "private, no-store"
    assert other.get("/cuenta/").headers["Cache-Control"] == "private, no-cache"


def test_session_that_nobody_used_ends_and_says_why(client, person):
    enter(client, shared="on")

    wait(client, settings.SHARED_DEVICE_IDLE - 60)
    assert client.get("/cuenta/").status_code == 200
    wait(client, settings.SHARED_DEVICE_IDLE - 60)
    assert client.get("/cuenta/").status_code == 200, "using it should have begun a new half-hour"
    wait(client, settings.SHARED_DEVICE_IDLE + 1)
    ended = client.get("/cuenta/")

    assert ended.url == "/entrar/?next=/cuenta/"
    assert "Su sesión terminó porque nadie la usó" in client.get(ended.url).content.decode()
    assert client.get("/cuenta/").status_code == 302


def test_what_was_said_when_asking_for_a_code_holds_for_the_session(
    client, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/entrar/codigo/", {"login": "ana@toluca.gob.mx", "shared": "on"})
    code = re.search(r"^\d{6}$", mail.outbox[0].body, re.MULTILINE).group()

    client.post("/entrar/codigo/confirmar/", {"code": code})

    assert client.get("/cuenta/").headers["Cache-Control"] == "private, no-store"


def test_whoever_enters_next_is_asked_anew(client, person):
    client.post("/entrar/codigo/", {"login": "otra@toluca.gob.mx", "shared": "on"})

    enter(client)

    assert KEY not in client.session


def test_nobody_changes_the_answer_while_they_are_in(client, person):
    enter(client, shared="on")

    enter(client)

    assert KEY in client.session


@pytest.mark.parametrize("boxes", [{}, {"shared": "on"}])
def test_signing_out_clears_what_pages_kept_on_the_device(client, person, boxes):
    enter(client, **boxes)

    left = client.post("/salir/")

    assert left.headers["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.get("/entrar/").headers
