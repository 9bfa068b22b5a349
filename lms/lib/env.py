"""Strict readers of the environment: a value that cannot be right stops the start."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Return the variable, or ``default`` when it is not set or empty."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no; 1, true, yes, on and their opposites are understood."""
    value = text(name).strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in TRUE


def whole(name: str, default: int, *, at_least: int = 0) -> int:
    """Return a whole number of ``at_least`` or more."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < at_least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of {at_least} or more, not {value!r}."
        )
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """Return the parts of a list written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """Return one of ``among``."""
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}.")
    return value


def address(name: str, *, schemes: tuple[str, ...]) -> str:
    """Return a URL with one of ``schemes``, or "" when the variable is not set."""
    value = text(name)
    if value and (urlsplit(value).scheme not in schemes or "://" not in value):
        allowed = " or ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} must begin with {allowed}.")
    return value


def postgresql(name: str) -> dict[str, object] | None:
    """Return Django's database settings for a postgresql:// URL; None when not set."""
    value = address(name, schemes=("postgres", "postgresql"))
    if not value:
        return None
    url = urlsplit(value)
    options = dict(parse_qsl(url.query))
    try:
        port = url.port
    except ValueError as broken:
        raise ImproperlyConfigured(f"{name} has a port that is not a number.") from broken
    database = url.path.lstrip("/")
    if not database:
        raise ImproperlyConfigured(f"{name} must end with the name of a database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(database),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
