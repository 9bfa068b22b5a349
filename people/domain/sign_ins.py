"""When somebody signed in, and on what: shown to its owner and to nobody else."""

import re
from datetime import datetime, timedelta

from django.utils import timezone

from people.models import SignIn, User

KEPT = timedelta(days=180)
# The first that fits: browsers name each other in their own names.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux|X11", "Linux"),
]


def device_of(agent: str) -> str:
    """Name browser and system as people know them: "Firefox, Android"; "" for neither."""
    found = [
        next((name for sign, name in known if re.search(sign, agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found))


def note_sign_in(person: User, *, agent: str, now: datetime | None = None) -> None:
    """Keep that somebody signed in; what is older than half a year goes."""
    now = now or timezone.now()
    person.sign_ins.filter(at__lt=now - KEPT).delete()
    SignIn.objects.create(person=person, device=device_of(agent), at=now)


def last_sign_ins(person: User) -> list[SignIn]:
    return list(person.sign_ins.all()[:5])
