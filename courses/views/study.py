"""«I studied it with the handbook»: one form a module, for oneself and for somebody else."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.domain.study import ModuleSheet, hand_in_sheet, sheet_of, sheet_to_undo, undo_sheet
from courses.forms import StudySheetForm
from courses.models import Enrolment, Lesson, StudySheet
from courses.views.learning import own_enrolment
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def module_sheet(request: HttpRequest, code: str, module: str) -> HttpResponse:
    """The participant's own sheet of a module."""
    enrolment = own_enrolment(request, code)
    sheet = _sheet(enrolment, module)
    form = _form(request, sheet)
    if _is_handed_in(request, enrolment, module, form):
        return redirect("courses:module-sheet", code, module)
    context = {
        "to_undo": sheet_to_undo(enrolment, by=request.user, module=sheet.module),
    }
    return _show(request, "courses/module_sheet.html", enrolment, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_enter(request: HttpRequest, public_id: UUID, module: str) -> HttpResponse:
    """Enter the sheet that somebody filled in on paper."""
    enrolment = fetch(
        request.user, "record_study", Enrolment.objects.with_course(), public_id=public_id
    )
    form = _form(request, _sheet(enrolment, module), for_somebody=True)
    if _is_handed_in(request, enrolment, module, form):
        return redirect("person", public_id)
    return _show(request, "courses/sheet_enter.html", enrolment, form, {})


@require_POST
def sheet_undo(request: HttpRequest, public_id: UUID, sheet: UUID) -> HttpResponse:
    """Take a sheet back that oneself entered a moment ago."""
    entered = fetch(
        request.user,
        "undo",
        StudySheet.objects.select_related("enrolment__cohort", "module"),
        public_id=sheet,
        enrolment__public_id=public_id,
    )
    try:
        undone = undo_sheet(entered, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            ngettext(
                "Undone: %(count)s item is open again.",
                "Undone: %(count)s items are open again.",
                undone,
            )
            % {"count": undone},
        )
    if entered.enrolment.participant_id == request.user.pk:
        return redirect("courses:module-sheet", entered.enrolment.cohort.code, entered.module.code)
    return redirect("person", public_id)


def _sheet(enrolment: Enrolment, module: str) -> ModuleSheet:
    sheet = sheet_of(enrolment, module)
    if sheet is None:
        raise Http404
    return sheet


def _form(request: HttpRequest, sheet: ModuleSheet, **options: Any) -> StudySheetForm:
    return StudySheetForm(
        request.POST if request.method == "POST" else None,
        sheet=sheet,
        initial={"studied_on": timezone.localdate(), "key": uuid4()},
        **options,
    )


def _is_handed_in(
    request: HttpRequest, enrolment: Enrolment, module: str, form: StudySheetForm
) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        sheet = hand_in_sheet(enrolment, module, by=request.user, **form.facts)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return False
    count = len(sheet.lessons)
    messages.success(
        request,
        ngettext(
            "%(count)s lesson of %(module)s counts, as if it had been done here.",
            "%(count)s lessons of %(module)s count, as if they had been done here.",
            count,
        )
        % {"count": count, "module": module},
    )
    return True


def _show(
    request: HttpRequest,
    template: str,
    enrolment: Enrolment,
    form: StudySheetForm,
    context: dict[str, Any],
) -> HttpResponse:
    context |= {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "sheet": form.sheet,
        "form": form,
        "closed_by": Lesson.ClosedBy,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)
