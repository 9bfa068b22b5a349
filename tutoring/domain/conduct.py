"""The code of conduct of the forums, and who has accepted it."""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from people.models import User
from tutoring.models import ConductAcceptance

FOLDER = Path(__file__).resolve().parent.parent / "data"
# One more whenever a rule changes what people agree to: everybody is asked again.
VERSION = 1


@cache
def _rules(language: str) -> tuple[str, ...]:
    text = (FOLDER / f"conduct.{language}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


def conduct() -> tuple[str, ...]:
    """Return the rules in the language of the page, a sentence each."""
    return _rules("en" if (get_language() or "").startswith("en") else "es")


def has_accepted(person: User) -> bool:
    return ConductAcceptance.objects.filter(person=person, version=VERSION).exists()


def accept_conduct(person: User) -> None:
    """Remember that the person accepted the rules in force. Again: no change."""
    ConductAcceptance.objects.get_or_create(person=person, version=VERSION)
