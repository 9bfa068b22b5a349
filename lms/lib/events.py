"""Announcing what has happened, once it has truly happened."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal


def announce(event: Signal, **facts: Any) -> None:
    """Send ``event`` after the surrounding transaction commits.

    A receiver that fails is logged and undoes nothing: the row that is the job stays pending
    and the next sweep finds it.
    """
    transaction.on_commit(lambda: event.send(sender=None, **facts), robust=True)
