"""Every address of the site with its name, for the tests that visit them all."""

import uuid
from collections.abc import Iterator

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

# Django's admin asks for a superuser by itself.
NOT_OURS = {"admin"}
SAMPLES = {"IntConverter": 1, "UUIDConverter": uuid.UUID(int=7), "SlugConverter": "a-slug"}


def addresses(patterns=None, names=(), arguments=()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of every address of ours and the names of its arguments."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        found = (*arguments, *pattern.pattern.converters.items())
        if isinstance(pattern, URLResolver):
            if pattern.namespace in NOT_OURS:
                continue
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from addresses(pattern.url_patterns, inner, found)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name."
            yield ":".join((*names, pattern.name)), found


def sample(name: str, converters) -> str:
    """Return the address with arguments that point to nothing."""
    arguments = {key: SAMPLES.get(type(each).__name__, "x") for key, each in converters}
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:  # A regular expression, which has no converters.
        return reverse(name, kwargs={"uidb36": "1", "key": "x"})
