"""Between the values of a record and its tables: reading them all, and writing some of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.values import plain_number
from assessments.models import LogframeProject
from assessments.models.part import Part
from courses.models import Goal, Target
from lms.lib.errors import RuleViolation
from people.models import User

Record = Part | LogframeProject
# What a reference is to, and by which column it is named.
CATALOGUES = {"goal": (Goal, "number"), "target": (Target, "code")}


def records_of(project: LogframeProject, kind: str, *, deleted: bool = False) -> models.QuerySet:
    """Return the records of a kind in the project, by their place."""
    model = THINGS[kind].model
    manager = model.with_deleted if deleted else model.objects
    return manager.filter(**{model.PATH: project}).order_by("position", "pk")


def where_of(thing: Thing, record: Record) -> str:
    """Return the level, kind or principle that decides which fields the record has."""
    first = thing.place[0] if thing.place else None
    return getattr(record, first.name) if first and first.sort == Sort.CHOICE else ""


def values_of(thing: Thing, record: Record, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Read the values of a record as ``save_record`` takes them; all of them, or those named."""
    wanted = None if names is None else set(names)
    return {
        field.name: _read(record, field)
        for field in thing.fields_at(where_of(thing, record))
        if wanted is None or field.name in wanted
    }


def empty_values(thing: Thing, where: str = "") -> dict[str, Any]:
    """Return the values of a record in which nothing is written yet."""
    return {field.name: field.empty for field in thing.fields_at(where)}


def _read(record: Record, field: Field) -> Any:
    if field.sort == Sort.MANY:
        return _read_references(record, field)
    if field.table:
        return _read_lines(record, field)
    value = getattr(record, field.name)
    if field.sort == Sort.ONE:
        return _name(field, value)
    return plain_number(value) if isinstance(value, Decimal) else value


def _read_references(record: Record, field: Field) -> tuple[Any, ...]:
    column = type(record)._meta.get_field(field.name)
    owner, other = column.m2m_field_name(), column.m2m_reverse_field_name()
    pairs = column.remote_field.through.objects.filter(**{owner: record}).select_related(other)
    names = (_name(field, getattr(pair, other)) for pair in pairs.order_by("pk"))
    return tuple(name for name in names if name is not None)


def _read_lines(record: Record, field: Field) -> tuple[Any, ...]:
    table = field.table
    lines = table.model.objects.filter(**{table.owner: record}).order_by("pk")
    if field.sort == Sort.CHOICES:
        return tuple(lines.values_list(table.name, flat=True))
    references = [part.name for part in field.parts if part.sort == Sort.ONE]
    found = lines.select_related(*references) if references else lines
    return tuple(
        {part.name: _read(line, part) for part in field.parts}
        for line in found
        if all(_name(field, getattr(line, name)) for name in references)
    )


def _name(field: Field, thing: models.Model | None) -> Any:
    """Return what names the other thing; None for one that was deleted."""
    if thing is None:
        return None
    if field.to in CATALOGUES:
        return getattr(thing, CATALOGUES[field.to][1])
    return None if thing.deletion_id else thing.public_id


def resolve(project: LogframeProject, field: Field, names: Iterable[Any]) -> list[models.Model]:
    """Return the things that are named, in that order; refuse what is not of this project."""
    names = list(names)
    if not names:
        return []
    if field.to in CATALOGUES:
        model, column = CATALOGUES[field.to]
        rows = model.objects.filter(**{f"{column}__in": names})
    else:
        column, rows = "public_id", records_of(project, field.to).filter(public_id__in=names)
    found = {getattr(row, column): row for row in rows}
    if len(found) < len(set(names)):
        raise RuleViolation(
            _("%(field)s: what you chose does not exist any more."),
            code="reference",
            params={"field": field.label},
        )
    return [found[name] for name in names]


def resolve_one(project: LogframeProject, field: Field, name: Any) -> models.Model | None:
    return resolve(project, field, [name])[0] if name is not None else None


def write(
    project: LogframeProject,
    thing: Thing,
    record: Record,
    values: Mapping[str, Any],
    *,
    by: User | None,
    now: datetime,
) -> None:
    """Store cleaned values in a record, new or old, as its next version."""
    fields = [thing.field(name) for name in values]
    columns = [field for field in fields if field.is_column]
    for field in columns:
        value = values[field.name]
        if field.sort == Sort.ONE:
            value = resolve_one(project, field, value)
        setattr(record, field.name, value)
    several = {
        field: resolve(project, field, values[field.name])
        for field in fields
        if field.sort == Sort.MANY
    }
    record.version += 1
    record.changed_by, record.changed_at = by, now
    if record.pk:
        own = [field.name for field in columns]
        record.save(update_fields=[*own, "version", "changed_by", "changed_at"])
    else:
        record.save(force_insert=True)
    for field, things in several.items():
        write_references(record, field, things)
    for field in fields:
        if field.table:
            _write_lines(project, record, field, values[field.name])


def write_references(record: Record, field: Field, things: Iterable[models.Model]) -> None:
    """Store several references in the order in which they were chosen."""
    column = type(record)._meta.get_field(field.name)
    owner, other = column.m2m_field_name(), column.m2m_reverse_field_name()
    through = column.remote_field.through
    through.objects.filter(**{owner: record}).delete()
    through.objects.bulk_create(through(**{owner: record, other: each}) for each in things)


def _write_lines(
    project: LogframeProject, record: Record, field: Field, lines: Iterable[Any]
) -> None:
    table = field.table
    table.model.objects.filter(**{table.owner: record}).delete()
    has_place = any(column.name == "position" for column in table.model._meta.get_fields())
    made = []
    for position, said in enumerate(lines, start=1):
        line = table.model(**{table.owner: record})
        if has_place:
            line.position = position
        if field.sort == Sort.CHOICES:
            setattr(line, table.name, said)
        for part in field.parts:
            value = said[part.name]
            if part.sort == Sort.ONE:
                value = resolve_one(project, part, value)
            setattr(line, part.name, value)
        made.append(line)
    table.model.objects.bulk_create(made)
