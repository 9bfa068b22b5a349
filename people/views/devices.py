"""Signing in and out on devices that several people use, and what a page asks about its session."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from lms.lib.shared_device import mark_device

View = Callable[..., HttpResponse]


def asks_about_device(view: View) -> View:
    """Remember what the form of sign-in says about the device, for the session that follows.

    A mailed code is typed on a second page: the answer waits in the session of the visitor.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            mark_device(request, is_shared="shared" in request.POST)
        return view(request, *args, **kwargs)

    return asking


def clears_device(view: View) -> View:
    """Tell the browser to drop what pages kept on this device, whoever wrote it."""

    @wraps(view)
    def clearing(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return clearing


@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Tell a page who is signed in by now, and with which token it may send what it kept."""
    return JsonResponse({"person": request.user.username, "token": get_token(request)})
