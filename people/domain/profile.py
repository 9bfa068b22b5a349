"""What somebody changes about themselves."""

from typing import Any

from django.db import transaction

from lms.lib.text import clean
from people.models import User

NAMES = ("given_names", "surname_1", "surname_2", "preferred_name")
FIELDS = (*NAMES, "language", "time_zone")


@transaction.atomic
def save_profile(person: User, **facts: Any) -> None:
    """Store the name as its owner writes it, and how the site speaks to them."""
    person = User.objects.select_for_update().get(pk=person.pk)
    for name in FIELDS:
        setattr(person, name, clean(facts[name]) if name in NAMES else facts[name])
    person.save(update_fields=[*FIELDS, "folded_name"])
