"""Sessions on a device that several people use: they end early and leave nothing behind.

Whoever signs in says so. The session then remembers when it was last used, and that mark is what
tells it from others.
"""

import time

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

KEY = "shared_device_used_at"
STEP = 60  # A session is written once a minute, not with every page.


class SharedDeviceField(forms.BooleanField):
    """The box at sign-in, with what follows from it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("This is a shared device"),
            help_text=format_lazy(
                _(
                    "We keep nothing on it, and your session ends with the browser or after"
                    " {minutes} minutes without use."
                ),
                minutes=settings.SHARED_DEVICE_IDLE // 60,
            ),
            required=False,
        )


def mark_device(request: HttpRequest, *, is_shared: bool) -> None:
    """Keep what was said at sign-in, before or after the person is known."""
    if is_shared:
        request.session[KEY] = int(time.time())
        request.session.set_expiry(0)
    else:
        request.session.pop(KEY, None)


def is_shared(request: HttpRequest) -> bool:
    return KEY in request.session


def is_left(request: HttpRequest) -> bool:
    """Say whether nobody has used the session for longer than a shared device allows."""
    return is_shared(request) and time.time() - request.session[KEY] > settings.SHARED_DEVICE_IDLE


def note_use(request: HttpRequest) -> None:
    if is_shared(request) and time.time() - request.session[KEY] >= STEP:
        request.session[KEY] = int(time.time())
