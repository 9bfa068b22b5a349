"""Saving a record of the exercise: making it, changing it, and what keeps two people apart."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import open_for_change, touch
from assessments.domain.exercise.checks import check_record
from assessments.domain.exercise.kinds import Thing
from assessments.domain.exercise.places import columns_of_place
from assessments.domain.exercise.store import Record, records_of, values_of, where_of, write
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.values import clean_place, clean_values
from assessments.models import LogframeProject
from assessments.models.part import Part
from lms.lib.errors import RuleViolation
from people.models import User


class RecordChanged(RuleViolation):
    """Somebody else saved the record in the meantime; nothing was overwritten.

    ``record`` says who and when, ``stored`` what stands there now, for the names that were sent.
    """

    def __init__(self, record: Record, stored: dict[str, Any]) -> None:
        super().__init__(
            _("This was changed in the meantime. Choose which text to keep."), code="conflict"
        )
        self.record = record
        self.stored = stored


@transaction.atomic
def save_record(
    project: LogframeProject,
    kind: str,
    record_id: UUID | None,
    values: Mapping[str, Any],
    *,
    by: User | None,
    version: int | None = None,
    key: UUID | None = None,
) -> Record:
    """Save some values of a record, or make one when ``record_id`` is None.

    ``values`` are by the names of ``THINGS[kind]``; those that are not given stay. A new record
    also takes the names of its place (level, parent, row …), and ``key`` becomes its public id, so
    that sending a form twice makes one record. With ``version``, raises RecordChanged when
    somebody saved something else since. Every other refusal leaves all as it was.
    """
    return save_within(
        open_for_change(project), kind, record_id, values, by=by, version=version, key=key
    )


def save_within(
    project: LogframeProject,
    kind: str,
    record_id: UUID | None,
    values: Mapping[str, Any],
    *,
    by: User | None,
    version: int | None = None,
    key: UUID | None = None,
) -> Record:
    """Save a record of a project that is open for change already, as part of a larger step."""
    thing = THINGS[kind]
    if kind != "project" and record_id is None:
        return _make(project, thing, values, by=by, key=key)
    record = project if kind == "project" else find_record(project, kind, record_id)
    cleaned = clean_values(thing, values, where=where_of(thing, record))
    stored = values_of(thing, record, cleaned)
    if cleaned == stored:
        return record
    if version not in {None, record.version}:
        raise RecordChanged(record, stored)
    _store(project, thing, record, cleaned, by=by)
    return record


def find_record(project: LogframeProject, kind: str, record_id: UUID) -> Part:
    """Return a record of the project; one that is gone, or of somebody else, is refused."""
    record = records_of(project, kind).filter(public_id=record_id).first()
    if record is None:
        raise RuleViolation(_("This was deleted in the meantime."), code="gone")
    return record


def _make(
    project: LogframeProject,
    thing: Thing,
    values: Mapping[str, Any],
    *,
    by: User | None,
    key: UUID | None,
) -> Part:
    earlier = records_of(project, thing.kind, deleted=True).filter(public_id=key).first()
    if key and earlier:
        return earlier
    if key and thing.model.with_deleted.filter(public_id=key).exists():
        key = None  # A made-up key: it gets one of ours.
    own = {field.name for field in thing.place}
    place = columns_of_place(project, thing, clean_place(thing, values))
    record = thing.model(public_id=key or uuid4(), **place)
    said = {name: value for name, value in values.items() if name not in own}
    cleaned = clean_values(thing, said, where=where_of(thing, record))
    siblings = thing.model.objects.filter(
        **{name: getattr(record, name) for name in thing.siblings}
    )
    record.position = (siblings.aggregate(last=Max("position"))["last"] or 0) + 1
    check_room(thing, record)
    _store(project, thing, record, cleaned, by=by)
    return record


def check_room(thing: Thing, record: Part, *, more: int = 1) -> None:
    """Refuse when as many ``more`` would be more than there may be beside the record."""
    limit = thing.count_at(where_of(thing, record))
    beside = {name: getattr(record, name) for name in thing.counted_by or thing.siblings}
    if limit and thing.model.objects.filter(**beside).count() + more > limit.most:
        raise RuleViolation(
            _("%(things)s: there can be at most %(most)s. Merge two before you add another."),
            code="too_many",
            params={"things": _name_at(thing, record), "most": limit.most},
        )


def _name_at(thing: Thing, record: Part) -> Any:
    if thing.kind == "row":
        return record.get_level_display()
    return thing.plural


def _store(
    project: LogframeProject,
    thing: Thing,
    record: Record,
    values: dict[str, Any],
    *,
    by: User | None,
) -> None:
    check_record(thing, record, values)
    now = touch(project)
    try:
        with transaction.atomic():
            write(project, thing, record, values, by=by, now=now)
    except IntegrityError as twice:
        raise RuleViolation(_("This stands in the project already."), code="twice") from twice
    if thing.kind == "alternative" and values.get("is_selected"):
        others = records_of(project, "alternative").filter(is_selected=True).exclude(pk=record.pk)
        others.update(is_selected=False, version=F("version") + 1)
