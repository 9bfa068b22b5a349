"""Pages that belong to no app: the front page, help, health, errors, and the role switch."""

from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

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
