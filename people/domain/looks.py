"""Who looked at somebody's personal data or took it along: written down, and shown to its owner."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.domain.records import record
from people.models import AccessRecord, User

ONCE = timedelta(hours=1)  # Within it the same page opened again is the same look.
# Done with one person, and with everybody of a group that they belong to.
VIEW, EXPORT = "view", "export"
VIEW_PEOPLE, EXPORT_PEOPLE = "view people", "export people"
WORDS: dict[str, Promise] = {
    VIEW: _("Opened your page"),
    EXPORT: _("Downloaded your data"),
    VIEW_PEOPLE: _("Opened a list with your name"),
    EXPORT_PEOPLE: _("Downloaded a list with your name"),
    "edit": _("Changed your account"),
    "new pin": _("Printed a new PIN for you"),
}


@dataclass(frozen=True)
class Group:
    """A thing with many people in it, and since when the person is one of them."""

    thing: Model
    since: datetime


def note_look(by: User, action: str, thing: Model, *, reason: str = "") -> None:
    """Write down that ``by`` looked at ``thing``: a person, or a group of people.

    Costs one query, and none when the same page was opened within the hour.
    """
    key = f"looked:{by.pk}:{action}:{thing._meta.label}:{thing.pk}:{reason}".replace(" ", "-")
    if cache.add(key, 1, ONCE.total_seconds()):
        record(by, action, thing, reason=reason)


def looks_at(person: User, *, groups: Collection[Group] = ()) -> list[AccessRecord]:
    """Return what others did with the data of ``person``, the latest first, in one query."""
    about = Q(model=User._meta.label, object_id=str(person.public_id), action__in=WORDS)
    for group in groups:
        about |= Q(
            model=group.thing._meta.label,
            object_id=str(getattr(group.thing, "public_id", group.thing.pk)),
            action__in=(VIEW_PEOPLE, EXPORT_PEOPLE),
            at__gte=group.since,
        )
    records = AccessRecord.objects.filter(about).exclude(person=person)
    return list(records.select_related("person").order_by("-at", "-pk")[:100])
