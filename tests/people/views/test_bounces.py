"""The address at which a mail system reports letters that came back."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from people.domain.bounces import return_path_of, sign_report
from people.domain.messages import post
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/correo/rebotes/"


@pytest.fixture
def letter(settings):
    settings.BOUNCE_ADDRESS = "rebotes@aula.example"
    settings.BOUNCE_SECRET = "shared"
    return post("people/login_code", key="k", person=UserFactory(), code="1", minutes=1)


def report(body, *, signature=None):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    if signature is None:
        signature = sign_report(text, at=timezone.now())
    # Like a mail system: without a session, and without the token of a form.
    browser = Client(enforce_csrf_checks=True)
    return browser.post(
        ADDRESS,
        text,
        content_type="application/json",
        headers={"X-Aula-Signature": signature},
    )


def test_a_signed_report_marks_the_letter_however_often_it_comes(letter):
    body = {"return_path": return_path_of(letter), "permanent": True, "reason": "550\nunknown"}

    answers = [report(body).status_code, report(body).status_code]

    letter.refresh_from_db()
    assert (answers, letter.state, letter.error) == ([204, 204], "bounced", "550 unknown")


def test_a_letter_that_may_still_arrive_stays_as_it_is(letter):
    body = {"return_path": return_path_of(letter), "permanent": False}

    assert report(body).status_code == 204

    letter.refresh_from_db()
    assert letter.state == "pending"


@pytest.mark.parametrize(
    ("body", "signature", "answer"),
    [
        ({"return_path": "x", "permanent": True}, "t=1,v1=0", 403),
        ({"return_path": "x", "permanent": True}, None, 422),
        (b"[1]", None, 400),
        (b"\xff", None, 400),
    ],
)
def test_what_is_not_ours_or_not_a_report_changes_nothing(letter, body, signature, answer):
    assert report(body, signature=signature).status_code == answer

    letter.refresh_from_db()
    assert letter.state == "pending"
