"""The register of venues: adding and correcting them."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.records import record
from people.models import Territory, User
from tutoring.models import Venue


def save_venue(venue: Venue, *, by: User, **facts: Any) -> Venue:
    """Add or correct a venue; its name occurs once in a municipality of a host.

    Sessions keep the words that people were told; only the next ones take the new ones.
    """
    for name, value in facts.items():
        setattr(venue, name, clean(value) if isinstance(value, str) else value)
    if venue.municipality.kind != Territory.Kind.MUNICIPALITY:
        raise RuleViolation(_("Name the municipality, not its state."), code="municipality")
    is_new = venue.pk is None
    try:
        with transaction.atomic():
            venue.save()
    except IntegrityError as twice:
        raise RuleViolation(
            _("There is already a venue with this name in this municipality."), code="twice"
        ) from twice
    record(by, "add" if is_new else "edit", venue)
    return venue
