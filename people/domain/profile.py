"""What somebody changes about themselves."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.lib.text import clean
from people.models import User

NAMES = ("given_names", "surname_1", "surname_2", "preferred_name", "support_needed")
FIELDS = (*NAMES, "language", "time_zone", "sex", "birth_year", "connectivity")


@transaction.atomic
def save_profile(person: User, **facts: Any) -> None:
    """Store the name as its owner writes it, and what they chose to tell; empty clears it."""
    person = User.objects.select_for_update().get(pk=person.pk)
    for name in FIELDS:
        setattr(person, name, clean(facts[name]) if name in NAMES else facts[name])
    person.told_about_self_at = person.told_about_self_at or timezone.now()
    person.save(update_fields=[*FIELDS, "folded_name", "told_about_self_at"])
