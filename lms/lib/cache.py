"""A cache that may go away without taking the site with it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# What each call answers while Redis is away: as an empty cache would, and writing succeeds.
ANSWERS: dict[str, Any] = {
    "add": True,
    "set": None,
    "touch": False,
    "delete": False,
    "has_key": False,
    "get_many": {},
    "set_many": [],
    "delete_many": None,
    "incr": 1,
    "clear": None,
}


def _forgiving(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def ask(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(self, *args, **kwargs)
        except RedisError:
            logger.exception("Redis does not answer: counting and remembering are suspended.")
            return ANSWERS[name]

    return ask


class ForgivingRedisCache(RedisCache):
    """Redis; while it is away the site works as if nothing had been remembered.

    Rate limits count nothing then, so whoever must not be guessed at is refused instead: ask
    ``cache_answers``. Each failed call is logged as an error, for whoever watches the site.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version=version)
        except RedisError:
            logger.exception("Redis does not answer: counting and remembering are suspended.")
            return default


for _name in ANSWERS:
    setattr(ForgivingRedisCache, _name, _forgiving(_name, getattr(RedisCache, _name)))


def cache_answers() -> bool:
    """Say whether what is written into the cache can be read back."""
    cache.set("cache-answers", 1, 10)
    return cache.get("cache-answers") == 1
