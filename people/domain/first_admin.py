"""The first administrator of an empty site."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.people import confirm_email, find_or_make_person
from people.domain.privacy import load_notices
from people.domain.records import record
from people.models import Membership, Organisation, Sector, Territory, User

DEFAULT_HOST = "PNUD México"


def password_address(person: User) -> str:
    """Return the full address at which ``person`` chooses a password, once."""
    token = default_token_generator.make_token(person)
    return settings.SITE_URL + reverse(
        "account_reset_password_from_key", args=[user_pk_to_url_str(person), token]
    )


def _host(name: str) -> Organisation:
    host = Organisation.objects.filter(is_host=True).first()
    if host:
        return host
    country, _is_new = Territory.objects.get_or_create(
        code="MX", defaults={"name": "México", "kind": Territory.Kind.COUNTRY}
    )
    return Organisation.objects.create(
        name=clean(name) or DEFAULT_HOST,
        kind=Organisation.Kind.UN_AGENCY,
        sector=Sector.INTERNATIONAL,
        territory=country,
        is_host=True,
    )


@transaction.atomic
def create_first_admin(
    *, email: str, name: str, host: str = "", force: bool = False
) -> tuple[User, str]:
    """Make a superuser who is also staff of the host; return them and their password link.

    Refuses while there is a superuser already, unless told to go on.
    """
    if User.objects.filter(is_superuser=True).exists() and not force:
        raise RuleViolation(_("There is an administrator already."), code="exists")
    if not clean(name):
        raise RuleViolation(_("Write the name of the administrator."), code="name")
    given_names, _space, surname = clean(name).partition(" ")
    person, _is_new = find_or_make_person(email=email, given_names=given_names, surname_1=surname)
    person.is_active = person.is_superuser = True
    person.save(update_fields=["is_active", "is_superuser"])
    confirm_email(person)
    membership, _is_new = Membership.objects.get_or_create(
        person=person, organisation=_host(host), role=Membership.Role.STAFF, until=None
    )
    load_notices()
    record(None, "appoint", membership, reason="first administrator")
    return person, password_address(person)
