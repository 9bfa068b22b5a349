"""How often one visitor may ask for something that could be guessed."""

from django.core.cache import cache
from django.utils import timezone


def within_limit(what: str, who: str, *, a_minute: int) -> bool:
    """Count one more request of ``who`` and say whether it is still within the limit.

    Counted by the clock's minute. Without a cache server nothing can be counted and it fails.
    """
    key = f"limit:{what}:{who}:{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=90)
    try:
        return cache.incr(key) <= a_minute
    except ValueError:  # The key went away between the two calls.
        return True
