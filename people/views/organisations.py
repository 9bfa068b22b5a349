"""Organisations: finding, adding and correcting them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.merging import duplicates_of, merges_of
from people.domain.organisations import save_organisation, territory_labels
from people.forms import OrganisationForm
from people.models import Organisation
from people.views.team import PAGE, host_of


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    host_of(request)
    words = request.GET.get("q", "").strip()[:100]
    rows = allowed(request.user, "edit", Organisation.objects.select_related("territory__parent"))
    if words:
        rows = rows.filter(
            Q(folded_name__contains=fold(words))
            | Q(short_name__icontains=words)
            | Q(territory__folded_name__contains=fold(words))
        )
    page = Paginator(rows.order_by("folded_name", "pk"), PAGE).get_page(request.GET.get("pagina"))
    return render(request, "people/organisation_list.html", {"page": page, "words": words})


def organisation_page(
    request: HttpRequest, form: OrganisationForm, organisation: Organisation | None = None
) -> HttpResponse:
    return render(
        request,
        "people/organisation_form.html",
        {
            "form": form,
            "organisation": organisation,
            "duplicates": duplicates_of(organisation) if organisation else [],
            "merges": merges_of(organisation) if organisation else [],
            "territories": territory_labels(abroad=True),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def saved(request: HttpRequest, form: OrganisationForm, organisation: Organisation) -> bool:
    """Try to store what was typed; a refusal goes into the form."""
    if not form.is_valid():
        return False
    try:
        save_organisation(organisation, by=request.user, **form.facts())
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("%(name)s was saved.") % {"name": organisation.name})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    host_of(request)
    form = OrganisationForm(request.POST or None)
    if saved(request, form, Organisation()):
        return redirect("people:organisation-list")
    return organisation_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    organisation = fetch(
        request.user,
        "edit",
        Organisation.objects.select_related("territory__parent"),
        public_id=public_id,
    )
    form = OrganisationForm(request.POST or None, instance=organisation)
    if saved(request, form, organisation):
        return redirect("people:organisation-list")
    return organisation_page(request, form, organisation)
