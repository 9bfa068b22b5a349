"""The form of one record of the exercise: making it, changing it, moving and deleting it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.exercise.deletions import UNDO_DAYS, delete_record, lost_with
from assessments.domain.exercise.destinations import place_in_words
from assessments.domain.exercise.kinds import SEVERAL, TEXTS, Sort
from assessments.domain.exercise.lessons import lessons_by_step
from assessments.domain.exercise.listing import Reader
from assessments.domain.exercise.moving import move_record
from assessments.domain.exercise.naming import names_to_choose
from assessments.domain.exercise.records import RecordChanged, find_record, save_record
from assessments.domain.exercise.steps import COLUMN_OF, MATRIX, SECTIONS, Section, Step
from assessments.domain.exercise.store import Record, empty_values, values_of, where_of
from assessments.domain.exercise.tables import read_tables
from assessments.domain.logframe import JOINT
from assessments.domain.matrix import row_of
from assessments.forms import RecordForm, initial_of, record_form, references_of
from assessments.models import LogframeProject
from assessments.views.findings import PROFILE, findings_of_record
from assessments.views.matrix import matrix_address
from assessments.views.work import context_of, own_work
from lms.lib.errors import RuleViolation

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
READ_AND_WRITE = require_http_methods(["GET", "HEAD", "POST"])
ONE_VALUE = {Sort.CHOICE, Sort.WHOLE, Sort.NUMBER, Sort.MONTH, Sort.ONE}


@dataclass(frozen=True)
class Work:
    """What a page of a record is about; without a record, one is about to be made."""

    project: LogframeProject
    step: Step | None
    section: Section
    record: Record | None
    context: dict[str, Any]
    address: str  # The page on which the record stands.

    @property
    def record_id(self) -> UUID | None:
        return None if self.section.slug == PROFILE else self.record and self.record.public_id


def work_on(request: HttpRequest, code: str, slug: str, record: UUID | None = None) -> Work:
    if slug in COLUMN_OF and record:
        return _in_matrix(request, code, COLUMN_OF[slug], record)
    if slug not in SECTIONS or (record is None and slug == PROFILE):
        raise Http404
    enrolment, project = own_work(request, code)
    step, section = SECTIONS[slug]
    found = _record_or_404(project, section.kind, record) if record else None
    address = reverse("assessments:step", args=[code, step.slug])
    context = context_of(enrolment, project, (step.name, address), (section.thing.name, ""))
    context |= {"step": step, "section": section, "thing": section.thing, "record": found}
    return Work(project, step, section, found, context, address)


def _in_matrix(request: HttpRequest, code: str, column: str, record: UUID) -> Work:
    """Return a record of the matrix, which stands on the page of its cell."""
    enrolment, project = own_work(request, code)
    section = MATRIX[column]
    found = _record_or_404(project, section.kind, record)
    row = row_of(found)
    address = reverse("assessments:cell", args=[code, row.public_id, column])
    trail = (_("Matrix"), reverse("assessments:matrix", args=[code]))
    context = context_of(enrolment, project, trail, (section.thing.name, address))
    context |= {"section": section, "thing": section.thing, "record": found}
    return Work(project, None, section, found, context, address)


def _record_or_404(project: LogframeProject, kind: str, record: UUID) -> Record:
    if kind == "project":
        raise Http404
    try:
        return find_record(project, kind, record)
    except RuleViolation:
        raise Http404 from None


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


def form_class_of(work: Work, **facts: Any) -> type[RecordForm]:
    thing, record = work.section.thing, work.record
    given = {
        "where": where_of(thing, record) if record else "",
        "is_new": record is None,
        "without": work.section.without,
        "has_given_place": work.section.has_given_place,
    } | facts
    if "names" not in given:
        wanted = references_of(thing, without=given["without"])
        given["names"] = {to: names_to_choose(work.project, to) for to in sorted(wanted)}
    return record_form(thing, **given)


def initial_for(request: HttpRequest, work: Work) -> dict[str, Any]:
    if work.record is None:
        place = {field.name for field in work.section.thing.place}
        given = {name: said for name, said in request.GET.items() if name in place}
        return {"key": uuid4(), **initial_of(empty_values(work.section.thing)), **given}
    return initial_of(_stored_in(work)) | {"version": work.record.version}


def _stored_in(work: Work) -> dict[str, Any]:
    """Return the values of the record; however many lists it has, they come in one query."""
    thing, record = work.section.thing, work.record
    if sum(field.sort in SEVERAL for field in thing.fields) <= 1:
        return values_of(thing, record)
    lines = read_tables(work.project, [thing.kind])[thing.kind]
    return next(line.values for line in lines if line.key == str(record.public_id))


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


def with_both(form: RecordForm, work: Work) -> RecordForm:
    """Put what was typed and what is stored together; if it is too long, the person shortens it.

    Texts are joined; a number or a choice that was left empty is the stored one.
    """
    data = form.data.copy()
    for name, stored in values_of(work.section.thing, work.record).items():
        sort = work.section.thing.field(name).sort
        if sort in TEXTS:
            both = dict.fromkeys(filter(None, (data.get(name, "").strip(), stored)))
            data[name] = JOINT.join(both)
        elif sort in ONE_VALUE and not data.get(name) and stored is not None:
            data[name] = str(form.fields[name].prepare_value(stored))
    data["version"] = work.record.version
    return type(form)(data)


def conflict_between(work: Work, form: RecordForm, changed: RecordChanged) -> dict[str, Any]:
    """Return what a page needs to show both versions, and what was typed, to send it again."""
    mine = form.values()
    stored = {name: changed.stored[name] for name in mine if name in changed.stored}
    reader, thing = Reader(work.project), work.section.thing
    both = zip(reader.said_in(thing, mine), reader.said_in(thing, stored), strict=True)
    differing = [(one, other) for one, other in both if one.said != other.said]
    return work.context | {
        "changed": changed.record,
        "mine": [one for one, _other in differing],
        "theirs": [other for _one, other in differing],
        "sent": [
            (name, value)
            for name, values in form.data.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "version", "keep", "go"}
        ],
    }


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
