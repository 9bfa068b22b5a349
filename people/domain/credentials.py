"""Signing in without e-mail: a name code and a PIN on paper, replaced by its owner."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.records import record_all
from people.models import User

# No 0 o, 1 i l: they look alike on paper. No u, so that codes make few words.
SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
RANDOM_SIGNS = 5
PIN_DIGITS = 8
RUN = "01234567890123456789"


@dataclass(frozen=True)
class Credential:
    """What is printed for one person; the PIN exists here and on paper only."""

    person: User
    name_code: str
    pin: str

    @property
    def pin_in_groups(self) -> str:
        half = PIN_DIGITS // 2
        return f"{self.pin[:half]} {self.pin[half:]}"


def refuse_credentials(person: User) -> None:
    """Say why nobody may hand this person a PIN: whoever hands it over could use it."""
    if person.email:
        raise RuleViolation(
            _("%(person)s has an e-mail and asks for a new password there."),
            code="has_email",
            params={"person": person.full_name},
        )
    has_a_role = person.is_staff or person.is_superuser or person.memberships.current().exists()
    if has_a_role:
        raise RuleViolation(
            _("%(person)s works in the team; an administrator helps with the account."),
            code="has_a_role",
            params={"person": person.full_name},
        )
    if not person.is_active and person.last_login:
        raise RuleViolation(
            _("The account of %(person)s was closed."),
            code="closed",
            params={"person": person.full_name},
        )


def new_credential(person: User) -> Credential:
    """Draw a name code and a PIN; nothing is stored before ``put_in_force``.

    A new PIN comes with a new code: whoever kept guessing at the old one, and so kept its owner
    out, has nothing left to guess at.
    """
    name = re.sub(r"[^a-z]", "", fold(person.given_names).partition(" ")[0])[:12] or "aula"
    tail = "".join(secrets.choice(SIGNS) for _sign in range(RANDOM_SIGNS))
    pin = ""
    while not pin or _is_plain(pin):
        pin = "".join(secrets.choice("0123456789") for _digit in range(PIN_DIGITS))
    return Credential(person, f"{name}-{tail}", pin)


def hashed(credentials: Sequence[Credential]) -> dict[int, str]:
    """Return the stored form of each PIN by person. Slow on purpose: call it outside a lock."""
    return {each.person.pk: make_password(each.pin) for each in credentials}


@transaction.atomic
def put_in_force(credentials: Sequence[Credential], passwords: dict[int, str], *, by: User) -> None:
    """Make credentials the way in of their people: the old PIN and every open session end."""
    now = timezone.now()
    by_person = {each.person.pk: each for each in credentials}
    people = User.objects.select_for_update().filter(pk__in=by_person).order_by("pk")
    locked = list(people)
    for person in locked:
        refuse_credentials(person)
        person.name_code = by_person[person.pk].name_code
        person.password = passwords[person.pk]
        person.pin_printed_at = now
        person.is_active = True
    User.objects.bulk_update(locked, ["name_code", "password", "pin_printed_at", "is_active"])
    record_all(by, "new pin", locked)


def normal_name_code(text: str) -> str:
    """Return a code as it is stored, however somebody typed it from paper."""
    return re.sub(r"[\s_‐-―]+", "-", text.strip().casefold())


def check_secret(text: str, person: User) -> None:
    """Refuse a weak password. Without e-mail 8 digits are enough, if they are no run of digits."""
    if not person.email and person.name_code and text.isdecimal():
        if len(text) < PIN_DIGITS:
            raise ValidationError(
                _("A PIN has %(number)s digits or more."),
                code="short_pin",
                params={"number": PIN_DIGITS},
            )
        if _is_plain(text):
            raise ValidationError(
                _("These digits are easy to guess. Choose others."), code="plain_pin"
            )
        return
    validate_password(text, person)


def _is_plain(pin: str) -> bool:
    """Say whether digits are a run, a repetition, or a date of birth written in full."""
    half = len(pin) // 2
    is_run = pin in RUN or pin in RUN[::-1]
    is_repeated = len(set(pin)) < 4 or pin[:half] == pin[half:]
    is_date = re.fullmatch(r"(19|20)\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(19|20)\d\d", pin)
    return is_run or is_repeated or bool(is_date)


@transaction.atomic
def choose_secret(person: User, text: str) -> None:
    """Replace the printed PIN by one that only its owner knows.

    Raises RuleViolation("same") for the printed one, and ("weak") with the reasons.
    """
    if person.check_password(text):
        raise RuleViolation(_("Choose another one than the printed one."), code="same")
    try:
        check_secret(text, person)
    except ValidationError as weak:
        raise RuleViolation(" ".join(weak.messages), code="weak") from weak
    person.set_password(text)
    person.pin_printed_at = None
    person.save(update_fields=["password", "pin_printed_at"])
