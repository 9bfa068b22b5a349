"""What people do before anything else: switch two-step sign-in on, replace a printed PIN."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.domain.membership import needs_second_factor

SESSION_KEY = "second_factor"
# What stays open on the way to switching it on, and the way out.
OPEN_NAMES = ("account_", "mfa_", "help", "privacy", "accessibility", "health")


class Gate:
    """Lets a request through to its view; what stops it there is decided in ``process_view``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SecondFactorMiddleware(Gate):
    """Lead staff and superusers without a second factor to the page that switches it on.

    Whoever has one was asked for it by allauth before the session began.
    """

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or not request.user.is_authenticated:
            return None
        if request.session.get(SESSION_KEY):
            return None
        if (request.resolver_match.view_name or "").startswith(OPEN_NAMES):
            return None
        if not needs_second_factor(request.user):
            return None
        if is_mfa_enabled(request.user):
            request.session[SESSION_KEY] = True
            return None
        return redirect("mfa_activate_totp")


class PrintedPinMiddleware(Gate):
    """Lead whoever entered with a printed PIN to the page that replaces it, and nowhere else."""

    OPEN = (*OPEN_NAMES, "courses:first-use", "set_language", "people:session")

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.must_choose_pin:
            return None
        if (request.resolver_match.view_name or "").startswith(self.OPEN):
            return None
        return redirect("courses:first-use")
