"""What stands on the desk of a record: the record, the page it stands on, and its form."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.domain.exercise.kinds import SEVERAL
from assessments.domain.exercise.naming import names_to_choose
from assessments.domain.exercise.records import find_record
from assessments.domain.exercise.steps import COLUMN_OF, MATRIX, SECTIONS, Section, Step
from assessments.domain.exercise.store import Record, empty_values, values_of, where_of
from assessments.domain.exercise.tables import read_tables
from assessments.domain.matrix import row_of
from assessments.forms import RecordForm, initial_of, record_form, references_of
from assessments.models import LogframeProject
from assessments.views.findings import PROFILE
from assessments.views.work import context_of, own_work
from lms.lib.errors import RuleViolation


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
