"""The page that makes one organisation of two."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.merging import duplicates_of, merge, what_moves
from people.models import Organisation

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let choose which organisation goes into this one, show what would move, and do it by POST."""
    kept = fetch(request.user, "merge", Organisation.objects.all(), public_id=public_id)
    others = allowed(
        request.user, "merge", Organisation.objects.exclude(pk=kept.pk).select_related("territory")
    )
    chosen = request.POST.get("con") or request.GET.get("con", "")
    gone = _found(others, chosen)
    refusal = None
    if request.method == "POST":
        try:
            merge(gone or kept, into=kept, by=request.user)
        except RuleViolation as said:
            refusal = said
        else:
            words = {"gone": gone.name, "kept": kept.name}
            messages.success(request, _("%(gone)s is now part of %(kept)s.") % words)
            return redirect("people:organisation-edit", public_id)
    text = request.GET.get("q", "")[:100]
    found = others.filter(folded_name__contains=fold(text)).order_by("folded_name")[:MOST]
    context = {
        "kept": kept,
        "gone": gone,
        "moving": what_moves(gone) if gone else [],
        "suggested": [] if gone or text else duplicates_of(kept),
        "text": text,
        "found": found if text and not gone else [],
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "people/organisation_merge.html", context, status=status)


def _found(others: QuerySet[Organisation], chosen: str) -> Organisation | None:
    try:
        return others.filter(public_id=chosen).order_by("pk").first() if chosen else None
    except ValidationError:  # No identifier at all.
        return None
