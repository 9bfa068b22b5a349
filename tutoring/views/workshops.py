"""Workshops outside courses: their list with its sums, one workshop, and its counts."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain.enrolment_reading import limits
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from lms.lib.tables import read_tables, read_text
from people.domain.organisations import territory_label, territory_labels
from people.domain.records import record
from people.models import Organisation
from tutoring.documents.workshops_xlsx import workshops_xlsx
from tutoring.domain.workshop_tables import ReadTable, read_counts
from tutoring.domain.workshops import (
    catalogue_of,
    count_people,
    held_between,
    save_workshop,
    totals_over,
)
from tutoring.forms import AttendanceListForm, CountsForm, PeriodForm, WorkshopForm
from tutoring.models import Workshop

A_PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
EMPTY_LINES = range(3)


@require_safe
def workshop_list(request: HttpRequest) -> HttpResponse:
    """The workshops one may see, with what they add up to in a period."""
    form, rows = _in_period(request)
    page = Paginator(rows.with_totals().order_by("-held_on", "-pk"), A_PAGE).get_page(
        request.GET.get("pagina")
    )
    context = {
        "form": form,
        "page": page,
        "totals": totals_over(rows),
        "today": timezone.localdate(),
        "query": request.GET.urlencode(),
        "may_add": allowed(request.user, "run", Organisation.objects.all()).exists(),
    }
    return render(request, "tutoring/workshop_list.html", context)


@require_safe
def workshop_file(request: HttpRequest) -> HttpResponse:
    """Send the same workshops as a workbook, a row for each territory of each."""
    _form, rows = _in_period(request)
    answer = HttpResponse(
        workshops_xlsx(rows),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = 'attachment; filename="talleres.xlsx"'
    record(request.user, "export workshops", request.user)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Workshop())


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit(request, _fetch(request, "edit", public_id))


@require_safe
def workshop_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    workshop = _fetch(request, "view", public_id)
    return _show(request, workshop)


@require_POST
def workshop_count(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the counts that were typed, or that a table said."""
    workshop = _fetch(request, "count", public_id)
    form = CountsForm(request.POST, catalogue=catalogue_of(workshop), elsewhere=workshop.territory)
    if form.is_valid():
        try:
            changed = count_people(workshop, form.counts, by=request.user)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            words = ngettext(
                "Counts saved: %(count)s municipality changed.",
                "Counts saved: %(count)s municipalities changed.",
                changed,
            )
            messages.success(request, words % {"count": changed})
            return redirect(workshop)
    return _show(request, workshop, form=form, status=REFUSED)


@require_POST
def workshop_table(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a table or a list says, row by row. Nothing is written, and no name is kept."""
    workshop = _fetch(request, "count", public_id)
    table_form = AttendanceListForm(request.POST, request.FILES)
    if table_form.is_valid():
        try:
            read = _read(table_form, workshop)
        except RuleViolation as refusal:
            table_form.add_error(None, refusal)
        else:
            context = {
                "workshop": workshop,
                "read": read,
                "going_in": [row for row in read.rows if row.counted],
                "staying_out": [row for row in read.rows if not row.counted],
                "people": sum(row.counted.people for row in read.rows if row.counted),
            }
            return render(request, "tutoring/workshop_table.html", context)
    return _show(request, workshop, table_form=table_form, status=REFUSED)


def _read(form: AttendanceListForm, workshop: Workshop) -> ReadTable:
    file = form.cleaned_data["file"]
    if file:
        tables = read_tables(file.read(limits().bytes + 1), name=file.name, limits=limits())
    else:
        tables = [read_text(form.cleaned_data["pasted"], limits=limits())]
    elsewhere = (workshop.territory.code, territory_label(workshop.territory))
    return read_counts(tables, catalogue_of(workshop), elsewhere=elsewhere)


def _show(
    request: HttpRequest,
    workshop: Workshop,
    *,
    form: CountsForm | None = None,
    table_form: AttendanceListForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    counts = list(workshop.counts.select_related("territory__parent"))
    context: dict[str, Any] = {
        "workshop": workshop,
        "counts": counts,
        "people": sum(row.people for row in counts),
        "institutions": sum(row.institutions for row in counts),
        "facilitators": workshop.facilitators.all(),
        "form": form,
        "table_form": table_form or AttendanceListForm(),
        "empty_lines": EMPTY_LINES,
        "territories": territory_labels() if workshop.may_count else [],
    }
    return render(request, "tutoring/workshop_detail.html", context, status=status)


def _edit(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    hosts = allowed(request.user, "run", Organisation.objects.all())
    if not hosts:
        raise PermissionDenied
    partners = allowed(request.user, "view", Organisation.objects.all())
    sent = request.POST if request.method == "POST" else None
    form = WorkshopForm(sent, instance=workshop, hosts=hosts, partners=partners)
    if form.is_bound and form.is_valid():
        try:
            saved = save_workshop(workshop, by=request.user, **form.facts)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved.title})
            return redirect(saved)
    status = REFUSED if form.errors else HTTPStatus.OK
    context = {"form": form, "workshop": workshop, "territories": territory_labels()}
    return render(request, "tutoring/workshop_edit.html", context, status=status)


def _in_period(request: HttpRequest) -> tuple[PeriodForm, QuerySet[Workshop]]:
    form = PeriodForm(request.GET or None)
    days = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = allowed(request.user, "view", Workshop.objects.with_place())
    return form, held_between(rows, days.get("desde"), days.get("hasta"))


def _fetch(request: HttpRequest, action: str, public_id: UUID) -> Workshop:
    return fetch(
        request.user,
        action,
        with_may(Workshop.objects.with_place(), request.user, "edit", "count"),
        public_id=public_id,
    )
