"""Rows that are jobs: pending until a worker has done them, and given up after some tries."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _


class JobQuerySet(models.QuerySet):
    """For a model with ``state``, ``claimed_at``, ``tries`` and ``error``.

    The model says how long a claim lasts (``CLAIM_LASTS``: longer than any worker may be at it) and
    after how many tries a job is given up (``MOST_TRIES``: it may take its worker down each time).
    """

    def pending(self) -> Self:
        return self.filter(state=self.model.State.PENDING)

    def unclaimed(self, now: datetime) -> Self:
        """Pending, and no worker is at it, or the one that was has died."""
        has_ended = Q(claimed_at__lt=now - self.model.CLAIM_LASTS)
        return self.pending().filter(Q(claimed_at=None) | has_ended)

    def claim(self, pk: int, *, now: datetime | None = None) -> Any:
        """Take a pending job, with what is selected with it; None when it cannot be had.

        Another worker has it, nobody wants it any more, or it is given up.
        """
        now = now or timezone.now()
        unclaimed = self.unclaimed(now).filter(pk=pk).select_related(None)
        if unclaimed.filter(tries__gte=self.model.MOST_TRIES).update(
            state=self.model.State.FAILED,
            claimed_at=None,
            error=_("It could not be made: the worker stopped each time."),
        ):
            return None
        if not unclaimed.update(claimed_at=now, tries=F("tries") + 1):
            return None
        return self.get(pk=pk)
