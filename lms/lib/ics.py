"""Calendar files (RFC 5545) that any calendar opens: one event each."""

from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75  # Octets, without the line break.


@dataclass(frozen=True)
class Event:
    """One entry of a calendar. The same ``uid`` with a later ``changed_at`` replaces it."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False
    # How often it has changed; without it the moment of the last change says which is later.
    sequence: int | None = None
    organizer: str = ""  # An address; without one a calendar cannot tell who may cancel.


def calendar_of(event: Event) -> bytes:
    """Write the event as a file; its times are in UTC, so that no time zone needs describing."""
    sequence = event.sequence
    if sequence is None:
        sequence = int(event.changed_at.timestamp())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Aula ODS//ES",
        f"METHOD:{method_of(event)}",
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{_moment(event.changed_at)}",
        f"SEQUENCE:{sequence}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
    ]
    for name, value in (
        ("DESCRIPTION", _escaped(event.description)),
        ("LOCATION", _escaped(event.location)),
        ("URL", "".join(event.url.split())),
        ("ORGANIZER", f"mailto:{''.join(event.organizer.split())}" if event.organizer else ""),
    ):
        if value:
            lines.append(f"{name}:{value}")
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def method_of(event: Event) -> str:
    """Return what a calendar is to do with the file (RFC 5546)."""
    return "CANCEL" if event.is_cancelled else "PUBLISH"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Break a long line between letters, never within one; what goes on begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces).encode()
