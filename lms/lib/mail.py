"""Messages: rendering them from templates, and the folder they go to without a mail server."""

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import override


@dataclass(frozen=True)
class Letter:
    """A message as people read it."""

    subject: str
    text: str
    html: str
    calendar: str = ""  # An entry for the calendar of whoever reads it.


def compose(name: str, *, language: str, context: dict[str, Any]) -> Letter:
    """Render ``emails/<name>.subject.txt``, ``.txt`` and ``.html`` in ``language``."""
    context = {"site_url": settings.SITE_URL, "help_email": settings.HELP_EMAIL} | context
    with override(language):
        subject, text, html = (
            render_to_string(f"emails/{name}.{kind}", context)
            for kind in ("subject.txt", "txt", "html")
        )
    return Letter(" ".join(subject.split()), text.strip() + "\n", html.strip() + "\n")


def message_id(key: str) -> str:
    """Return the Message-ID that belongs to ``key``, the same at every repetition."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def hand_over(letter: Letter, *, key: str, to: str, return_path: str = "") -> None:
    """Give a letter to the mail server, or to the folder. Raises OSError when it is away.

    A letter that cannot be delivered comes back to ``return_path``; readers see the sender only.
    """
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=return_path or None,
        to=[to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": message_id(key),
            "X-Aula-Key": key,
        },
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        method = "CANCEL" if "\nMETHOD:CANCEL" in letter.calendar else "PUBLISH"
        kind = f"text/calendar; method={method}"
        message.attach("aula-ods.ics", letter.calendar, kind)
    message.send()


def file_of(key: str) -> str:
    """Return the name of the file in the mail folder for the message with this key."""
    return re.sub(r"[^\w.-]", "_", key) + ".eml"


class FolderBackend(BaseEmailBackend):
    """Write each message as ``<key>.eml`` into ``MAIL_FOLDER``; a repetition overwrites it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            key = message.extra_headers.get("X-Aula-Key") or message_id(message.subject)
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
                part.write(message.message().as_bytes())
            with contextlib.suppress(FileNotFoundError):  # Another worker renamed it first.
                Path(part.name).replace(folder / file_of(key))
        return len(email_messages)
