"""Organisations: adding and correcting them, and finding a territory by its name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.domain.records import record
from people.domain.territories import COUNTRY
from people.models import Level, Organisation, Territory, User

SUGGESTIONS = 400


def territory_label(territory: Territory) -> str:
    """Return the name that leads back to this territory: "Temoaya, México", "México"."""
    if territory.kind == Territory.Kind.MUNICIPALITY:
        return f"{territory.name}, {territory.parent.name}"
    if territory.kind == Territory.Kind.COUNTRY:
        return f"{territory.name} ({territory.code})"
    return territory.name


def territory_labels(*, abroad: bool = False) -> list[str]:
    """Return names to suggest: Mexico, its states and, if the list stays short, municipalities.

    ``abroad``: the other countries too; where only Mexico is meant they would be in the way.
    """
    territories = Territory.objects.select_related("parent")
    if not abroad:
        territories = territories.exclude(~Q(code=COUNTRY), kind=Territory.Kind.COUNTRY)
    if territories.count() > SUGGESTIONS:
        territories = territories.exclude(kind=Territory.Kind.MUNICIPALITY)
    return [territory_label(territory) for territory in territories.order_by("folded_name")]


def _named(text: str) -> QuerySet[Territory]:
    """Return the territories with this code, this name, or this name and state."""
    territories = Territory.objects.select_related("parent")
    by_code = territories.filter(code=text.upper())
    if by_code.exists():
        return by_code
    name, _comma, state = text.partition(",")
    if state:
        return territories.filter(folded_name=fold(name), parent__folded_name=fold(state))
    name, bracket, code = text.partition("(")
    if bracket:
        return territories.filter(folded_name=fold(name), code=code.strip(" )").upper())
    return territories.filter(folded_name=fold(text))


def find_territory(text: str, *, level: str = "") -> Territory:
    """Return the territory that somebody named, by code, by name, or by name and state.

    Where a state and a municipality share a name, ``level`` tells which is meant.
    """
    text = clean(text)
    found = list(_named(text))
    if len(found) > 1:
        wanted = Territory.Kind.MUNICIPALITY if level == Level.MUNICIPAL else Territory.Kind.STATE
        found = [territory for territory in found if territory.kind == wanted] or found
    if not found:
        raise RuleViolation(
            _("No state or municipality is called “%(name)s”."),
            code="unknown_territory",
            params={"name": text},
        )
    if len(found) > 1:
        raise RuleViolation(
            _("There are several with this name. Write one of these: %(names)s."),
            code="ambiguous_territory",
            params={"names": "; ".join(territory_label(each) for each in found[:8])},
        )
    return found[0]


@transaction.atomic
def save_organisation(organisation: Organisation, *, by: User, **facts: Any) -> Organisation:
    """Add or correct an organisation; its name occurs once in a territory."""
    is_new = organisation.pk is None
    for name, value in facts.items():
        setattr(organisation, name, value)
    organisation.name = clean(organisation.name)
    organisation.folded_name = fold(organisation.name)
    try:
        organisation.validate_constraints()
        with transaction.atomic():
            organisation.save()
    except (ValidationError, IntegrityError) as twice:
        raise RuleViolation(
            _("There is already an organisation with this name in this territory."),
            code="duplicate",
        ) from twice
    record(by, "add" if is_new else "edit", organisation)
    return organisation
