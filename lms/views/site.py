"""Pages that belong to no app: the front page, help, health, errors, and the role switch."""

from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.lib.light import remember_choice
from lms.navigation import HOMES, standing_of


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return (
        redirect("home") if request.user.is_authenticated else render(request, "lms/landing.html")
    )


@login_not_required
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and a worker was heard of in the last minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": True, "worker": bool(cache.get("worker_is_alive"))})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/help.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/accessibility.html")


@require_POST
def role_switch(request: HttpRequest) -> HttpResponse:
    """Work in another of one's own roles from now on."""
    role = request.POST.get("role", "")
    if role in standing_of(request.user).roles:
        request.session["role"] = role
        return redirect(HOMES[role])
    return redirect("home")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def light_version(request: HttpRequest) -> HttpResponse:
    """Show pages with less to load from now on, or whole again, and go back to where one was."""
    back = request.POST.get("back", request.GET.get("volver", ""))
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = resolve_url("landing")
    if request.method != "POST":
        return render(request, "lms/light_version.html", {"back": back})
    response = redirect(back)
    remember_choice(response, is_light=request.POST.get("light") == "1")
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)


def crashed(request: HttpRequest) -> HttpResponse:
    """Answer without the frame: whatever broke may be what the frame needs."""
    return render(
        None,
        "errors/500.html",
        {"case": uuid4().hex[:8], "help_phone": settings.HELP_PHONE},
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )
