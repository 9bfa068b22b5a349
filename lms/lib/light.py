"""The light version of pages, for people who pay for every byte."""

from django.http import HttpRequest

COOKIE = "light"


def wants_light(request: HttpRequest) -> bool:
    """Say whether the person chose the light version, or their browser asks to save data."""
    return request.COOKIES.get(COOKIE) == "1" or request.headers.get("Save-Data") == "on"
