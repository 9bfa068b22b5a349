"""The outbox: a message is a row first, and is handed over by a worker."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.lib.events import announce
from lms.lib.mail import Letter, compose, hand_over
from people.models import Message, User
from people.signals import message_posted, messages_posted

MAX_ATTEMPTS = 8


def post(
    name: str,
    *,
    key: str,
    person: User,
    to: str = "",
    not_before: datetime | None = None,
    **facts: Any,
) -> Message | None:
    """Write the message ``emails/<name>`` to ``person`` into the outbox, in their language.

    ``key`` says what the message is about: posting the same key again changes nothing. Nobody is
    written to without an address; then None comes back.
    """
    to = to or person.email or ""
    if not to:
        return None
    letter = compose(name, language=person.language, context={"person": person} | facts)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "to": to,
            "language": person.language,
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
    person: User
    to: str
    facts: dict[str, Any]
    calendar: str = ""


def post_many(
    name: str, postings: Sequence[Posting], *, not_before: datetime | None = None
) -> None:
    """Do what ``post`` does for many people, in one query; one job hands all of them over.

    What waits until ``not_before`` is handed over by the clock, and can be stopped until then.
    """
    not_before = not_before or timezone.now()
    messages = []
    for posting in postings:
        language = posting.person.language
        letter = compose(
            name, language=language, context={"person": posting.person} | posting.facts
        )
        messages.append(
            Message(
                key=posting.key,
                person=posting.person,
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
        announce(messages_posted, keys=[message.key for message in messages])


def stop(keys: Collection[str]) -> None:
    """Keep messages that were not handed over yet from being sent; a sent one stays sent."""
    Message.objects.pending().filter(key__in=keys).update(
        state=Message.State.STOPPED, text="", html="", calendar=""
    )


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
            )
        except OSError as away:
            message.error = str(away)[:300]
            message.not_before = now + timedelta(minutes=2**message.attempts)
            if message.attempts >= MAX_ATTEMPTS:
                message.state = Message.State.FAILED
            message.save(update_fields=["attempts", "error", "not_before", "state"])
            return False
        message.state = Message.State.SENT
        message.sent_at = now
        # The body may carry a personal link; once sent, only its reader needs it.
        message.text = message.html = message.calendar = message.error = ""
        message.save(
            update_fields=["attempts", "state", "sent_at", "text", "html", "calendar", "error"]
        )
    return True
