"""Writing down what was done with people's data."""

from django.db.models import Model

from people.models import AccessRecord, User


def record(by: User | None, action: str, thing: Model, *, reason: str = "") -> None:
    """Add a line to the append-only log; ``by`` is None when the system acted."""
    AccessRecord.objects.create(
        person=by,
        action=action,
        model=thing._meta.label,
        object_id=str(getattr(thing, "public_id", thing.pk)),
        reason=reason[:300],
    )
