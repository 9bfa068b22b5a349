"""Pages of a partner's coordinator: its cohorts, and naming people."""

from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.documents.enrolment_sheets import empty_sheet
from courses.domain.nominations import refuse_unless_naming
from courses.domain.partner_figures import figures_of_partners
from courses.models import Partnership
from courses.views.enrolment_lists import sheet, upload_page
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation

PAGE = 20
FACTS = ("partner", "cohort__edition__course", "cohort__territory")


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    """Show the cohorts for which one names people, with where the people stand."""
    rows = allowed(request.user, "nominate", Partnership.objects.select_related(*FACTS))
    rows = rows.order_by("-cohort__starts_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "figures": figures_of_partners(list(page))}
    return render(request, "courses/partnership_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the list of a partner, with the page of the importer; nobody is enrolled by it."""
    partnership = fetch(
        request.user,
        "nominate",
        Partnership.objects.select_related(*FACTS),
        public_id=public_id,
    )
    if "plantilla" in request.GET:
        return sheet(empty_sheet(), f"lista-{partnership.cohort.code}")
    context = {
        "cohort": partnership.cohort,
        "partnership": partnership,
        "trail": [
            (_("People I name"), reverse("courses:partnership-list")),
            (partnership.cohort.name, partnership.get_absolute_url()),
            (_("Name people"), ""),
        ],
    }
    try:
        refuse_unless_naming(partnership)
    except RuleViolation as refusal:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        context |= {"refusal": refusal}
        return render(request, "courses/enrolment_upload.html", context, status=status)
    return upload_page(request, context)
