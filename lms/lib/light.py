"""The light version of pages, for people who pay for every byte."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "light"
A_YEAR = 365 * 24 * 3600


def wants_light(request: HttpRequest) -> bool:
    """Say whether the person chose the light version, or their browser asks to save data."""
    chosen = request.COOKIES.get(COOKIE)
    return chosen == "1" or (chosen != "0" and request.headers.get("Save-Data") == "on")


def remember_choice(response: HttpResponse, *, is_light: bool) -> None:
    """Keep what somebody chose for a year, on this device."""
    response.set_cookie(
        COOKIE,
        "1" if is_light else "0",
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
