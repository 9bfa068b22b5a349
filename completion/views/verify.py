"""The public check of a certificate: no login, no cookie, nothing but what is printed."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from completion.domain import certificates
from lms.lib.limits import within_limit

CHECKS_A_MINUTE = 60


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a folio; the form is a GET, so that nothing is set in the visitor's browser."""
    folio = certificates.as_typed(request.GET.get("folio", ""))
    if folio and "/" not in folio:
        return redirect("completion:verify-folio", folio)
    return unindexed(render(request, "completion/verify.html", {"found": None}))


@login_not_required
@require_safe
def verify_folio(request: HttpRequest, folio: str) -> HttpResponse:
    """Say what a certificate certifies. Unknown folios all get one and the same answer."""
    address = get_adapter(request).get_client_ip(request)
    if not within_limit("verify", address, a_minute=CHECKS_A_MINUTE):
        page = render(
            request,
            "completion/verify.html",
            {"found": None, "is_too_often": True},
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )
        page.headers["Retry-After"] = "60"
        return unindexed(page)
    found = certificates.verify(folio)
    return unindexed(
        render(
            request,
            "completion/verify.html",
            {"found": found, "is_unknown": found is None, "now": timezone.now()},
            status=HTTPStatus.OK if found else HTTPStatus.NOT_FOUND,
        )
    )


def unindexed(page: HttpResponse) -> HttpResponse:
    """Keep people's names out of search engines."""
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
