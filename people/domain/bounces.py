"""Messages that came back: the return path that only we can make, and what a report changes."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people.models import Invitation, Message

# How old the signature of a report may be: a stolen one is of no use tomorrow.
REPORT_FRESH = timedelta(minutes=5)


def _signature(message: Message, key: str) -> str:
    text = f"{message.pk}:{message.key}".encode()
    return hmac.digest(f"bounce:{key}".encode(), text, hashlib.sha256)[:10].hex()


def return_path_of(message: Message) -> str:
    """Return the address to which a server sends this message back; "" when none is set up.

    It names the message and is signed, so that nobody can have other letters marked as returned.
    """
    name, _at, host = settings.BOUNCE_ADDRESS.partition("@")
    if not host:
        return ""
    return f"{name}+{message.pk:x}-{_signature(message, settings.SECRET_KEY)}@{host}"


def message_behind(return_path: str) -> Message | None:
    """Return the message whose return path this is; None for one that we did not make."""
    name = return_path.strip().strip("<>").lower().rpartition("@")[0]
    number, _dash, signature = name.rpartition("+")[2].partition("-")
    try:
        message = Message.objects.filter(pk=int(number, 16)).first()
    except (ValueError, OverflowError):
        return None
    if message is None or not signature.isascii():
        return None
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if hmac.compare_digest(_signature(message, key), signature):
            return message
    return None


def sign_report(body: bytes, *, at: datetime) -> str:
    """Return the signature of a report, as whoever sends one must write it into the header."""
    seconds = int(at.timestamp())
    text = f"{seconds}.".encode() + body
    code = hmac.new(settings.BOUNCE_SECRET.encode(), text, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={code}"


def is_signed(body: bytes, header: str, *, now: datetime | None = None) -> bool:
    """Say whether a report was signed with the shared secret, in the last minutes."""
    now = now or timezone.now()
    seconds = header.partition(",")[0].removeprefix("t=")
    if not (settings.BOUNCE_SECRET and seconds.isascii() and seconds.isdecimal()):
        return False
    if abs(now.timestamp() - int(seconds)) > REPORT_FRESH.total_seconds():
        return False
    at = datetime.fromtimestamp(int(seconds), tz=now.tzinfo)
    return hmac.compare_digest(sign_report(body, at=at).encode(), header.encode())


@transaction.atomic
def note_bounce(message: Message, *, reason: str, now: datetime | None = None) -> None:
    """Note that a message came back, and why. A second report of it changes nothing."""
    changed = (
        Message.objects.filter(pk=message.pk)
        .exclude(state__in=[Message.State.BOUNCED, Message.State.STOPPED])
        .update(state=Message.State.BOUNCED, error=reason[:300], text="", html="", calendar="")
    )
    if changed and message.invitation_id:
        note_returned(message.invitation, reason=reason, now=now)


def note_returned(invitation: Invitation, *, reason: str, now: datetime | None = None) -> None:
    """Note that the letter of an invitation did not arrive, unless it was answered already."""
    Invitation.objects.open().filter(pk=invitation.pk, bounced_at=None).update(
        bounced_at=now or timezone.now(), bounce_reason=reason[:300]
    )
