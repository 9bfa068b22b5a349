"""Answering one address with a page or with a piece of it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asked for a piece; boosted links and restored history want the page."""
    return (
        "HX-Request" in request.headers
        and "HX-Boosted" not in request.headers
        and "HX-History-Restore-Request" not in request.headers
    )


def render_page_or_fragment(
    request: HttpRequest,
    *,
    page: str,
    fragment: str,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Render ``fragment`` for htmx and ``page``, which includes it, for everybody else."""
    template = fragment if wants_fragment(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
