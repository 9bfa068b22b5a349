"""Middleware of our own."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from lms.lib import shared_device
from lms.lib.htmx import wants_fragment

GetResponse = Callable[[HttpRequest], HttpResponse]


class LoginWallMiddleware(LoginRequiredMiddleware):
    """Every page asks for a login unless its view is marked ``@login_not_required``.

    htmx would follow the redirect and put the sign-in page inside the piece it was renewing, so
    it is told to leave the page instead.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        response = super().handle_no_permission(request, view_func)
        if wants_fragment(request):
            return HttpResponse(headers={"HX-Redirect": response.url})
        return response


class SharedDeviceMiddleware:
    """On a shared device a session ends when nobody uses it, and no page stays in the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not shared_device.is_shared(request):
            return self.get_response(request)
        if shared_device.is_left(request):
            logout(request)
            messages.info(request, _("Your session ended because nobody used it for a while."))
        else:
            shared_device.note_use(request)
        response = self.get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        return response


class TimeZoneMiddleware:
    """Show hours in the time zone that the person chose; stored times stay in UTC."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", "")
        with timezone.override(zone or timezone.get_default_timezone()):
            return self.get_response(request)


class FreshPagesMiddleware:
    """Pages of a signed-in person stay out of shared caches and are asked for again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ["Save-Data"])
        return response
