"""The register of venues, for the team of a host."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.organisations import territory_labels
from people.models import Organisation
from tutoring.domain.venues import save_venue
from tutoring.forms import VenueForm
from tutoring.models import Venue

A_PAGE = 50


@require_safe
def venue_list(request: HttpRequest) -> HttpResponse:
    _hosts(request)
    words = request.GET.get("q", "").strip()[:100]
    rows = allowed(request.user, "view", Venue.objects.with_place())
    if words:
        rows = rows.filter(
            Q(folded_name__contains=fold(words))
            | Q(municipality__folded_name__contains=fold(words))
        )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "tutoring/venue_list.html", {"page": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def venue_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Venue())


@require_http_methods(["GET", "HEAD", "POST"])
def venue_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit(
        request, fetch(request.user, "edit", Venue.objects.with_place(), public_id=public_id)
    )


def _edit(request: HttpRequest, venue: Venue) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = VenueForm(sent, instance=venue, hosts=_hosts(request))
    if form.is_bound and form.is_valid():
        try:
            save_venue(venue, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": venue.name})
            return redirect("tutoring:venue-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "venue": venue, "territories": territory_labels()}
    return render(request, "tutoring/venue_edit.html", context, status=status)


def _hosts(request: HttpRequest) -> QuerySet[Organisation]:
    """Return the organisations whose programme the person runs; nobody else comes in here."""
    hosts = allowed(request.user, "run", Organisation.objects.all())
    if not hosts.exists():
        raise PermissionDenied
    return hosts
