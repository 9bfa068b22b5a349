"""Moving a record under another one, chosen from a list: what dragging would do."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from assessments.domain.exercise.destinations import places_for
from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.naming import row_codes
from assessments.domain.logframe import name_of
from assessments.forms import PlaceForm
from assessments.views.record_desk import work_on
from assessments.views.records import READ_AND_WRITE, address_after, say_place
from lms.lib.errors import RuleViolation

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@READ_AND_WRITE
def record_place(request: HttpRequest, code: str, section: str, record: UUID) -> HttpResponse:
    work = work_on(request, code, section, record)
    if work.section.kind not in {"problem", "row"}:
        raise Http404
    places = places_for(work.project, work.section.kind, work.record)
    form = PlaceForm(places, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        parent = UUID(form.cleaned_data["parent"])
        try:
            moved = move_record(
                work.project, work.section.kind, record, by=request.user, parent=parent
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            if work.section.kind == "row":
                code_now = row_codes(work.project)[record][0]
                messages.success(
                    request, _("Moved. It is now %(row)s.") % {"row": name_of(code_now)}
                )
            say_place(request, work, moved)
            return redirect(address_after(code, work, record))
    context = work.context | {
        "form": form,
        "places": places,
        "address": address_after(code, work, record),
    }
    status = UNPROCESSABLE if form.errors else HTTPStatus.OK
    return render(request, "assessments/record_place.html", context, status=status)
