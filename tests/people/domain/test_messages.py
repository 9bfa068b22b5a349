"""The outbox: one row a message, handed over once."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from lms.lib.mail import message_id
from people.domain.messages import (
    MAX_ATTEMPTS,
    Posting,
    deliver,
    next_at_a_pace,
    post,
    post_many,
)
from people.domain.team import Newcomer, invite_to_team
from people.models import Message
from people.tasks import deliver_many, deliver_messages
from tests.factories import HostFactory, UserFactory

pytestmark = pytest.mark.django_db


class MailServerAway(BaseEmailBackend):
    """A mail server that nobody answers at."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("nobody listens")


def code_letter(key="code-1", person=None, **facts):
    return post(
        "people/login_code",
        key=key,
        person=person or UserFactory(),
        code="123456",
        minutes=30,
        **facts,
    )


def test_the_same_key_is_one_message():
    person = UserFactory()

    assert code_letter(person=person) == code_letter(person=person)
    assert Message.objects.count() == 1


def test_nobody_is_written_to_without_an_address():
    assert code_letter(person=UserFactory(email=None)) is None


def test_a_message_delivered_twice_arrives_once_and_forgets_its_words():
    message = code_letter()

    assert [deliver(message.pk), deliver(message.pk)] == [True, False]

    message.refresh_from_db()
    assert len(mail.outbox) == 1
    assert "123456" in mail.outbox[0].body
    assert (message.state, message.text, message.html) == ("sent", "", "")


def test_the_message_id_follows_from_the_key():
    message = code_letter()
    deliver(message.pk)

    assert mail.outbox[0].extra_headers["Message-ID"] == message_id("code-1")


def test_a_mail_server_that_is_away_leaves_the_message_pending(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServerAway"
    message = code_letter()
    now = timezone.now()

    assert not deliver(message.pk, now=now)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("pending", 1, "nobody listens")
    assert message.not_before == now + timedelta(minutes=2)
    assert not deliver(message.pk, now=now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(message.pk, now=now + timedelta(minutes=3))
    assert len(mail.outbox) == 1


def test_after_many_attempts_a_message_has_failed(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MailServerAway"
    message = code_letter()
    now = timezone.now()

    for _attempt in range(MAX_ATTEMPTS):
        now += timedelta(days=1)
        deliver(message.pk, now=now)

    message.refresh_from_db()
    assert message.state == "failed"


def test_a_message_for_later_waits():
    now = timezone.now()
    message = code_letter(not_before=now + timedelta(hours=1))

    assert not deliver(message.pk, now=now)
    assert deliver(message.pk, now=now + timedelta(hours=2))


def test_the_sweep_sends_what_was_left_behind():
    for number in range(3):
        code_letter(key=f"code-{number}")

    deliver_messages()
    deliver_messages()

    assert len(mail.outbox) == 3


def test_each_reads_in_their_own_language():
    english = code_letter(person=UserFactory(language="en"))

    assert english.subject == "Your code to sign in"


def test_the_folder_holds_one_whole_file_a_message(settings, tmp_path):
    settings.EMAIL_BACKEND = "lms.lib.mail.FolderBackend"
    settings.MAIL_FOLDER = tmp_path
    message = code_letter(key="invitation/../é 1")

    deliver(message.pk)
    Message.objects.filter(pk=message.pk).update(state="pending", text="again", html="again")
    deliver(message.pk)

    files = list(tmp_path.iterdir())
    assert len(files) == 1
    assert files[0].suffix == ".eml"
    letter = message_from_bytes(files[0].read_bytes())
    assert letter["To"] == message.to
    assert letter["Message-ID"] == message_id("invitation/../é 1")


def test_the_sweep_writes_the_letter_of_an_invitation_whose_bell_was_lost():
    newcomer = Newcomer("renata@x.mx", "Renata")
    membership = invite_to_team(
        newcomer, organisation=HostFactory(), role="tutor", by=UserFactory()
    )

    for _time in range(2):
        deliver_messages()

    assert [letter.to for letter in mail.outbox] == [["renata@x.mx"]]
    membership.invitation.refresh_from_db()
    assert membership.invitation.sent_at


def test_many_letters_go_at_the_pace_of_the_mail_server_and_a_code_never_waits(settings):
    settings.MAIL_PER_MINUTE = 3
    people = UserFactory.create_batch(5)
    post_many(
        "people/login_code",
        [Posting(f"k{n}", who, who.email, {"code": "1"}) for n, who in enumerate(people)],
    )
    code = code_letter()

    deliver_messages()
    deliver_many()  # Rung twice in the same minute.

    sent = Message.objects.filter(state="sent")
    assert set(sent.values_list("key", flat=True)) == {"k0", "k1", "k2", code.key}
    later = timezone.now() + timedelta(seconds=61)
    waiting = Message.objects.filter(key__in=["k3", "k4"])
    assert next_at_a_pace(now=later) == list(waiting.values_list("pk", flat=True))
