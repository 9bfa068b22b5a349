"""Letters that come back: their return path, and what a report changes."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from people.domain.bounces import (
    is_signed,
    message_behind,
    note_bounce,
    return_path_of,
    sign_report,
)
from people.domain.invitations import accept, invite, letter_key
from people.domain.messages import deliver, post
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class MailServerThatKnowsNobody(BaseEmailBackend):
    """A mail server that refuses every address for good."""

    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({"x@y.example": (550, b"5.1.1 No such user")})


class FullMailbox(BaseEmailBackend):
    """A mail server that asks to try again later."""

    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({"x@y.example": (452, b"4.2.2 Mailbox full")})


@pytest.fixture(autouse=True)
def _bounces(settings):
    settings.BOUNCE_ADDRESS = "rebotes@aula.example"
    settings.BOUNCE_SECRET = "shared"


@pytest.fixture
def invitation():
    return invite(UserFactory(is_active=False), purpose="enrolment", by=UserFactory())


def letter_of(invitation):
    return post(
        "people/login_code",
        key=letter_key(invitation),
        person=invitation.person,
        invitation=invitation,
        code="1",
        minutes=1,
    )


def test_a_letter_goes_out_with_a_return_path_that_leads_back_to_it(invitation):
    letter = letter_of(invitation)

    deliver(letter.pk)

    [sent] = mail.outbox
    assert sent.from_email == return_path_of(letter)
    assert message_behind(f"<{sent.from_email.upper()}>") == letter
    assert sent.message()["From"] == "Aula ODS <aula@demo.test>"
    invitation.refresh_from_db()
    assert invitation.handed_over_at is not None


def test_a_return_path_that_we_did_not_make_leads_nowhere(invitation):
    letter, other = (
        letter_of(invitation),
        letter_of(invite(UserFactory(is_active=False), purpose="enrolment", by=UserFactory())),
    )
    signature = return_path_of(letter).partition("-")[2]

    tampered = [
        f"rebotes+{other.pk:x}-{signature}",
        "rebotes+zz-é@x",
        "rebotes@x",
        "",
        f"+{'f' * 99}-1@x",
    ]

    assert [message_behind(each) for each in tampered] == [None] * len(tampered)


def test_a_report_is_taken_with_a_fresh_signature_of_its_own_words():
    now = timezone.now()
    body = b'{"permanent": true}'
    header = sign_report(body, at=now)

    assert is_signed(body, header, now=now)
    assert not is_signed(body + b" ", header, now=now)
    assert not is_signed(body, header, now=now + timedelta(minutes=6))
    assert not is_signed(body, "t=²,v1=x", now=now)
    assert not is_signed(body, "", now=now)


def test_without_a_shared_secret_no_signature_is_good(settings):
    settings.BOUNCE_SECRET = ""
    now = timezone.now()

    assert not is_signed(b"", sign_report(b"", at=now), now=now)


def test_a_bounce_is_noted_once_and_stays_with_the_invitation(invitation):
    letter = letter_of(invitation)
    deliver(letter.pk)
    at = timezone.now()

    note_bounce(letter, reason="550 no such user", now=at)
    note_bounce(letter, reason="again", now=at + timedelta(hours=1))

    letter.refresh_from_db()
    invitation.refresh_from_db()
    assert (letter.state, letter.error) == ("bounced", "550 no such user")
    assert (invitation.bounced_at, invitation.bounce_reason) == (at, "550 no such user")


def test_whoever_joined_has_no_letter_that_came_back(invitation):
    letter = letter_of(invitation)
    deliver(letter.pk)
    accept(invitation)

    note_bounce(letter, reason="late report of the first attempt")

    invitation.refresh_from_db()
    assert invitation.bounced_at is None


def test_an_address_refused_for_good_is_not_tried_again(invitation, settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServerThatKnowsNobody"
    letter = letter_of(invitation)

    assert not deliver(letter.pk)

    letter.refresh_from_db()
    invitation.refresh_from_db()
    assert (letter.state, letter.attempts) == ("bounced", 1)
    assert invitation.bounce_reason == "550 5.1.1 No such user"


def test_a_full_mailbox_is_tried_again(invitation, settings):
    settings.EMAIL_BACKEND = f"{__name__}.FullMailbox"
    letter = letter_of(invitation)

    assert not deliver(letter.pk)

    letter.refresh_from_db()
    invitation.refresh_from_db()
    assert (letter.state, letter.error) == ("pending", "452 4.2.2 Mailbox full")
    assert invitation.bounced_at is None
