"""Work of the project itself outside a request."""

from celery import shared_task
from django.core.cache import cache


@shared_task(name="lms.worker_is_alive")
def worker_is_alive() -> None:
    """Leave a sign of life that fades in a minute. Safe to run at any time."""
    cache.set("worker_is_alive", True, 60)  # noqa: FBT003 -- the value of a cache entry
