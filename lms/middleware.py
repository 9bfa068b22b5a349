"""Middleware of our own."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lms.lib import shared_device
from lms.lib.htmx import wants_fragment

GetResponse = Callable[[HttpRequest], HttpResponse]


class LoginWallMiddleware(LoginRequiredMiddleware):
    """Every page asks for a login unless its view is marked ``@login_not_required``.

    htmx would follow the redirect and put the sign-in page inside the piece it was renewing, so
    it is told to leave the page instead. Whoever sent a form comes back to the page of the form,
    because its own address may show nothing.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        response = super().handle_no_permission(request, view_func)
        page = _page_of_form(request) if request.method == "POST" else ""
        if page:
            field = self.get_redirect_field_name(view_func)
            response = redirect_to_login(page, self.get_login_url(view_func), field)
        if wants_fragment(request):
            return HttpResponse(headers={"HX-Redirect": response.url})
        return response


def _page_of_form(request: HttpRequest) -> str:
    """Return the address of the page of ours that sent a form, or ""."""
    sender = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sender, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(sender)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class VerdictMiddleware:
    """Tell a script that sends a form what became of it, instead of leading it on.

    Scripts follow redirects unseen: to them a saved form and the sign-in page look alike. When the
    view answered with a redirect, its work is done: 204, with the address to go to. When somebody
    else redirected (the login wall, the second factor), nothing was done: 401.
    """

    HEADER = "X-Wants-Verdict"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reached_its_view = False
        response = self.get_response(request)
        if self.HEADER in request.headers and 300 <= response.status_code < 400:
            reached = request.reached_its_view
            response.status_code = HTTPStatus.NO_CONTENT if reached else HTTPStatus.UNAUTHORIZED
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable, _args: tuple, _kwargs: dict
    ) -> None:
        request.reached_its_view = True


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
