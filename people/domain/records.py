"""Writing down what was done with people's data."""

from collections.abc import Iterable

from django.db.models import Model

from people.models import AccessRecord, User


def record(by: User | None, action: str, thing: Model, *, reason: str = "") -> None:
    """Add a line to the append-only log; ``by`` is None when the system acted."""
    record_all(by, action, [thing], reason=reason)


def record_all(by: User | None, action: str, things: Iterable[Model], *, reason: str = "") -> None:
    """Add a line for each of several things, in one query."""
    AccessRecord.objects.bulk_create(
        AccessRecord(
            person=by,
            action=action,
            model=thing._meta.label,
            object_id=str(getattr(thing, "public_id", thing.pk)),
            reason=reason[:300],
        )
        for thing in things
    )
