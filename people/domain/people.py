"""People: one account a person, found by address."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.models import User

NAME_PARTS = ("given_names", "surname_1", "surname_2")


def normal_email(text: str) -> str:
    """Return the address as it is stored: composed, lower case, no spaces, no trailing dot.

    Raises RuleViolation("email") for what is no address.
    """
    address = unicodedata.normalize("NFC", clean(text)).casefold().rstrip(".")
    try:
        validate_email(address)
    except ValidationError as broken:
        raise RuleViolation(
            _("Write the whole address, for example name@toluca.gob.mx."), code="email"
        ) from broken
    return address


@transaction.atomic
def find_or_make_person(
    *,
    email: str,
    given_names: str,
    surname_1: str = "",
    surname_2: str = "",
    language: str = "es-mx",
) -> tuple[User, bool]:
    """Return the person with this address, made inactive if there is none, and whether it is new.

    Somebody who has an account keeps their own spelling of their name.
    """
    email = normal_email(email)
    person = User.objects.filter(email=email).first()
    if person:
        return person, False
    made = make_person(
        email=email,
        given_names=given_names,
        surname_1=surname_1,
        surname_2=surname_2,
        language=language,
    )
    return made, True


def make_person(
    *,
    given_names: str,
    surname_1: str = "",
    surname_2: str = "",
    email: str | None = None,
    language: str = "es-mx",
) -> User:
    """Make somebody inactive until they enter; without an address, with a printed PIN."""
    person = User(
        email=email,
        given_names=clean(given_names),
        surname_1=clean(surname_1),
        surname_2=clean(surname_2),
        language=language,
        is_active=False,
    )
    person.set_unusable_password()
    person.save()
    return person


@dataclass(frozen=True)
class NamedPerson:
    """Somebody as a list names them; the address is normal already."""

    email: str
    given_names: str
    surname_1: str = ""
    surname_2: str = ""


@transaction.atomic
def find_or_make_people(
    named: Sequence[NamedPerson], *, language: str = "es-mx"
) -> dict[str, User]:
    """Do what ``find_or_make_person`` does for many, in three queries; return them by address.

    Two lists that name the same new person at the same moment make one account.
    """
    emails = [each.email for each in named]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    # Always in the same order, so that two lists wait for each other and never in a circle.
    missing = sorted(
        {each.email: each for each in named if each.email not in known}.values(),
        key=lambda each: each.email,
    )
    new = []
    for each in missing:
        person = User(
            email=each.email,
            given_names=clean(each.given_names),
            surname_1=clean(each.surname_1),
            surname_2=clean(each.surname_2),
            language=language,
            is_active=False,
        )
        person.folded_name = fold(person.full_name)  # bulk_create does not call save.
        person.set_unusable_password()
        new.append(person)
    User.objects.bulk_create(new, ignore_conflicts=True)
    return {person.email: person for person in User.objects.filter(email__in=emails)}


def names_of(person: User) -> dict[str, str]:
    """Return the parts of somebody's name by the name of their fields."""
    return {name: getattr(person, name) for name in NAME_PARTS}


@transaction.atomic
def rename(person: User, *, given_names: str, surname_1: str = "", surname_2: str = "") -> User:
    """Write a name as it is to be read, and return its person. Refuses one without given names."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.given_names = clean(given_names)
    person.surname_1, person.surname_2 = clean(surname_1), clean(surname_2)
    if not person.given_names:
        raise RuleViolation(_("Write the given names."), code="no_name")
    person.save(update_fields=[*NAME_PARTS, "folded_name"])
    return person


@transaction.atomic
def correct_email(person: User, email: str) -> str:
    """Give somebody who has no account yet another address, and return it as it is stored.

    Refused once the account is active, since they sign in with it, and when somebody else has the
    address: a correction never joins two people.
    """
    email = normal_email(email)
    locked = User.objects.select_for_update().get(pk=person.pk)
    if locked.is_active:
        raise RuleViolation(
            _("This person has an account already and changes the address there."), code="active"
        )
    if User.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise RuleViolation(
            _("Another person has this address. Write to the help desk if it is the same one."),
            code="taken",
        )
    locked.email = person.email = email
    locked.save(update_fields=["email"])
    return email


@transaction.atomic
def confirm_email(person: User) -> None:
    """Keep the one address of ``person`` in step with allauth's rows, as verified and primary."""
    rows = EmailAddress.objects.filter(user=person)
    if not person.email:
        rows.delete()
        return
    rows.exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
