"""The form of one record of the exercise: making it, changing it, moving and deleting it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.exercise.deletions import UNDO_DAYS, delete_record, lost_with
from assessments.domain.exercise.destinations import place_in_words
from assessments.domain.exercise.lessons import lessons_by_step
from assessments.domain.exercise.listing import Reader
from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.records import RecordChanged, save_record
from assessments.domain.exercise.steps import COLUMN_OF, SECTIONS
from assessments.domain.exercise.store import Record
from assessments.forms import RecordForm
from assessments.views.findings import PROFILE, findings_of_record
from assessments.views.matrix import matrix_address
from assessments.views.record_conflicts import conflict_between, with_both
from assessments.views.record_desk import Work, form_class_of, initial_for, work_on
from assessments.views.work import context_of, own_work
from lms.lib.errors import RuleViolation

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
READ_AND_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@READ_AND_WRITE
def record_add(request: HttpRequest, code: str, section: str) -> HttpResponse:
    return _edit(request, work_on(request, code, section))


@READ_AND_WRITE
def record_edit(request: HttpRequest, code: str, section: str, record: UUID) -> HttpResponse:
    work = work_on(request, code, section, record)
    if section in COLUMN_OF:
        return redirect(f"{work.address}?parte={record}")
    return _edit(request, work)


@READ_AND_WRITE
def profile_edit(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    step, section = SECTIONS[PROFILE]
    address = reverse("assessments:step", args=[code, step.slug])
    context = context_of(enrolment, project, (step.name, address), (section.thing.name, ""))
    context |= {"step": step, "section": section, "thing": section.thing, "record": project}
    return _edit(request, Work(project, step, section, project, context, address))


def _edit(request: HttpRequest, work: Work) -> HttpResponse:
    form_class = form_class_of(work)
    if request.method != "POST":
        return _show(request, work, form_class(initial=initial_for(request, work)))
    if request.POST.get("keep") == "theirs":
        messages.info(request, _("The other text stays. Nothing of yours was saved."))
        return redirect(work.address)
    form = form_class(request.POST)
    if request.POST.get("keep") == "both":
        form = with_both(form, work)
    return _save(request, work, form) if form.is_valid() else _show(request, work, form)


def _show(request: HttpRequest, work: Work, form: RecordForm) -> HttpResponse:
    cohort = work.context["cohort"]
    lessons = lessons_by_step(cohort.edition)
    context = work.context | {
        "form": form,
        "address": work.address,
        "lesson": lessons.get(work.step.number),
        "mirrored": _mirrored(work, form),
        "findings": work.record
        and findings_of_record(work.project, cohort, work.section, work.record, lessons=lessons),
    }
    status = UNPROCESSABLE if form.errors else HTTPStatus.OK
    return render(request, "assessments/record.html", context, status=status)


def _mirrored(work: Work, form: RecordForm) -> str:
    """Return the problem that an objective mirrors, to be read while one writes."""
    if work.section.kind != "objective":
        return ""
    if work.record:
        return work.record.problem_node.text if work.record.problem_node else ""
    chosen = str(form["problem_node"].value() or "")
    return dict(form.fields["problem_node"].choices).get(chosen, "") if chosen else ""


def _save(request: HttpRequest, work: Work, form: RecordForm) -> HttpResponse:
    values = form.values()
    if work.record is None:
        values = _at_its_place(work, values)
    try:
        saved = save_record(
            work.project,
            work.section.kind,
            work.record_id,
            values,
            by=request.user,
            version=form.cleaned_data["version"],
            key=form.cleaned_data["key"],
        )
    except RecordChanged as changed:
        context = conflict_between(work, form, changed)
        status = HTTPStatus.CONFLICT
        return render(request, "assessments/record_conflict.html", context, status=status)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return _show(request, work, form)
    messages.success(request, _("Saved: %(record)s.") % {"record": work.section.thing.name})
    if request.POST.get("go") == "another":
        cohort = work.context["cohort"].code
        return redirect("assessments:record-add", cohort, work.section.slug)
    return redirect(f"{work.address}#{saved.public_id}")


def _at_its_place(work: Work, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a record of this place does not have, when nothing was written there."""
    thing = work.section.thing
    where = str(values.get(thing.place[0].name) or "") if thing.place else ""
    there = {field.name for field in (*thing.place, *thing.fields_at(where))}
    return {name: said for name, said in values.items() if name in there or said}


@require_POST
def record_move(request: HttpRequest, code: str, section: str, record: UUID) -> HttpResponse:
    work = work_on(request, code, section, record)
    try:
        moved = move_record(
            work.project,
            work.section.kind,
            record,
            by=request.user,
            where=request.POST.get("where", ""),
        )
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        say_place(request, work, moved)
    return redirect(address_after(code, work, record))


def say_place(request: HttpRequest, work: Work, moved: Record) -> None:
    if work.section.kind == "problem":
        messages.success(request, place_in_words(work.project, moved))


def address_after(code: str, work: Work, record: UUID) -> str:
    if work.section.kind == "row":
        return matrix_address(code, record)
    return f"{work.address}#{record}"


@READ_AND_WRITE
def record_delete(request: HttpRequest, code: str, section: str, record: UUID) -> HttpResponse:
    work = work_on(request, code, section, record)
    listed = Reader(work.project).one(work.section, work.record)
    if request.method == "POST":
        try:
            delete_record(work.project, work.section.kind, record, by=request.user)
        except RuleViolation as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(
                request,
                _("Deleted: %(record)s. It can be brought back for %(days)s days.")
                % {"record": listed.name, "days": UNDO_DAYS},
            )
        return redirect(work.address)
    context = work.context | {"listed": listed, "address": work.address, "days": UNDO_DAYS}
    context["lost"] = lost_with(work.section.kind, work.record)
    return render(request, "assessments/record_delete.html", context)
