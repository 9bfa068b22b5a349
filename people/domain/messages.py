"""The outbox: a message is a row first, and is handed over by a worker."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lms.lib.events import announce
from lms.lib.mail import Letter, compose, hand_over
from people.domain.bounces import note_returned, return_path_of
from people.models import Invitation, Message, User
from people.signals import message_posted, messages_posted

MAX_ATTEMPTS = 8
MINUTE = timedelta(minutes=1)
REFUSED_FOR_GOOD = 500  # From here on a mail server says that it will never take the letter.


def post(
    name: str,
    *,
    key: str,
    person: User | None,
    to: str = "",
    language: str = "",
    not_before: datetime | None = None,
    invitation: Invitation | None = None,
    **facts: Any,
) -> Message | None:
    """Write the message ``emails/<name>`` to ``person`` into the outbox, in their language.

    ``key`` says what the message is about: posting the same key again changes nothing. Nobody is
    written to without an address; then None comes back. ``invitation``: whose link it carries.
    Somebody who is no person of ours yet is written to by ``to`` and ``language``.
    """
    to = to or (person and person.email) or ""
    if not to:
        return None
    language = language or person.language
    letter = compose(name, language=language, context={"person": person} | facts)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "invitation": invitation,
            "to": to,
            "language": language,
            "subject": letter.subject[:300],
            "text": letter.text,
            "html": letter.html,
            "not_before": not_before or timezone.now(),
        },
    )
    if is_new:
        announce(message_posted, message=message)
    return message


@dataclass(frozen=True)
class Posting:
    """A message about to be written: what it is about, to whom, and what its template needs."""

    key: str
    person: User | None
    to: str
    facts: dict[str, Any]
    language: str = ""  # Needed only for an address of nobody whom we know.
    calendar: str = ""
    invitation: Invitation | None = None  # Whose link the message carries.


def post_many(
    name: str, postings: Sequence[Posting], *, not_before: datetime | None = None
) -> None:
    """Do what ``post`` does for many people, in one query; they go at the pace of the mail server.

    What waits until ``not_before`` is handed over by the clock, and can be stopped until then.
    """
    not_before = not_before or timezone.now()
    messages = []
    for posting in postings:
        language = posting.language or posting.person.language
        letter = compose(
            name, language=language, context={"person": posting.person} | posting.facts
        )
        messages.append(
            Message(
                key=posting.key,
                person=posting.person,
                invitation=posting.invitation,
                is_paced=True,
                to=posting.to,
                language=language,
                subject=letter.subject[:300],
                text=letter.text,
                html=letter.html,
                calendar=posting.calendar,
                not_before=not_before,
            )
        )
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    if messages:
        announce(messages_posted)


def stop(keys: Collection[str]) -> None:
    """Keep messages that were not handed over yet from being sent; a sent one stays sent."""
    _stop(Message.objects.pending().filter(key__in=keys))


def stop_about(invitations: QuerySet[Invitation] | Collection[Invitation]) -> None:
    """Do what ``stop`` does for the letters and reminders of invitations."""
    _stop(Message.objects.pending().filter(invitation__in=invitations))


def _stop(messages: QuerySet[Message]) -> None:
    messages.update(state=Message.State.STOPPED, text="", html="", calendar="")


def next_at_a_pace(*, now: datetime | None = None) -> list[int]:
    """Return the messages to many people that may go now, the oldest first.

    However many lists and announcements wait, no more than ``MAIL_PER_MINUTE`` of them go in a
    minute: a mail server that is flooded refuses the rest. Codes and other single ones never wait.
    """
    now = now or timezone.now()
    gone = Message.objects.filter(is_paced=True, sent_at__gt=now - MINUTE).count()
    waiting = Message.objects.pending().filter(is_paced=True, not_before__lte=now)
    room = max(settings.MAIL_PER_MINUTE - gone, 0)
    return list(waiting.order_by("not_before", "pk").values_list("pk", flat=True)[:room])


def deliver(message_id: int, *, now: datetime | None = None) -> bool:
    """Hand a pending message over and say whether it went.

    Safe to run twice at once: the row is locked while it is handed over, and a sent row is not
    sent again. A mail server that is away leaves it pending, later and later, then failed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .pending()
            .filter(pk=message_id, not_before__lte=now)
            .first()
        )
        if message is None:
            return False
        message.attempts += 1
        try:
            hand_over(
                Letter(message.subject, message.text, message.html, message.calendar),
                key=message.key,
                to=message.to,
                return_path=return_path_of(message),
            )
        except OSError as away:
            _note_failure(message, away, now)
            return False
        message.state = Message.State.SENT
        message.sent_at = now
        # The body may carry a personal link; once sent, only its reader needs it.
        message.text = message.html = message.calendar = message.error = ""
        message.save(
            update_fields=["attempts", "state", "sent_at", "text", "html", "calendar", "error"]
        )
        if message.invitation_id:
            Invitation.objects.filter(pk=message.invitation_id, handed_over_at=None).update(
                handed_over_at=now
            )
    return True


def _note_failure(message: Message, away: OSError, now: datetime) -> None:
    """Try a letter again later, or give it up: there is no such address, or no server for long."""
    message.error = str(away)[:300]
    message.not_before = now + timedelta(minutes=2**message.attempts)
    if isinstance(away, SMTPRecipientsRefused):
        answers = [f"{code} {text}" for code, text in _answers(away)]
        message.error = "; ".join(answers)[:300]
        if all(code >= REFUSED_FOR_GOOD for code, _text in _answers(away)):
            message.state = Message.State.BOUNCED
    if message.state == Message.State.PENDING and message.attempts >= MAX_ATTEMPTS:
        message.state = Message.State.FAILED
    message.save(update_fields=["attempts", "error", "not_before", "state"])
    if message.state != Message.State.PENDING and message.invitation_id:
        note_returned(message.invitation, reason=message.error, now=now)


def _answers(refused: SMTPRecipientsRefused) -> list[tuple[int, str]]:
    """Return code and words of what the mail server said about each address."""
    return [
        (code, words.decode(errors="replace") if isinstance(words, bytes) else str(words))
        for code, words in refused.recipients.values()
    ]
