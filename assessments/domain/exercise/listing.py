"""The records of a step for a page: what each one says and what it still misses.

However many there are, a kind of record costs the same number of queries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from assessments.domain.exercise.kinds import SEVERAL, TEXTS, Field, Sort, Text, Thing
from assessments.domain.exercise.naming import criterion_name, flat, names_to_choose
from assessments.domain.exercise.steps import Section, Step
from assessments.domain.exercise.store import CATALOGUES, Record, records_of, where_of
from assessments.models import LogframeProject, StrategyCriterion


@dataclass(frozen=True)
class Value:
    """One value of a record as it is read: words for a choice, names for references."""

    field: Field
    said: Any

    @property
    def is_empty(self) -> bool:
        return self.said in {None, "", False} if not isinstance(self.said, tuple) else not self.said

    @property
    def is_missing(self) -> bool:
        """Say whether the field has to be written and is not, or not far enough."""
        if not self.field.needed_for:
            return False
        if self.field.sort in TEXTS and self.field.length:
            return len(self.said) < max(1, self.field.length.least)
        return self.is_empty


@dataclass(frozen=True)
class Listed:
    record: Record
    name: str
    values: tuple[Value, ...]
    columns: tuple[Value, ...]

    @property
    def missing(self) -> list[Text]:
        said = {value.field.name: value for value in self.values}
        if "is_not_applicable" in said and said["is_not_applicable"].said:
            reason = said["justification"]
            return [reason.field.label] if reason.is_empty else []
        return [value.field.label for value in self.values if value.is_missing]

    @property
    def written(self) -> list[Value]:
        return [value for value in self.values if not value.is_empty]


@dataclass(frozen=True)
class Table:
    """A section of the page of a step."""

    section: Section
    records: tuple[Listed, ...]

    @property
    def thing(self) -> Thing:
        return self.section.thing

    @property
    def is_profile(self) -> bool:
        return self.section.kind == "project"

    @property
    def has_room(self) -> bool:
        """Say whether one more may be added; how many a row may have is asked when it is saved."""
        limit = self.thing.count_at()
        if limit is None or (self.thing.counted_by or self.thing.siblings) != ("project",):
            return not self.is_profile
        return not self.is_profile and len(self.records) < limit.most

    @property
    def lacks(self) -> int:
        """Count the records that are still needed."""
        limit = self.thing.count_at()
        return max(0, limit.least - len(self.records)) if limit else 0

    @property
    def columns(self) -> list[Field]:
        return [self.thing.field(name) for name in self.section.columns]

    @property
    def is_ready(self) -> bool:
        has_all = not self.lacks and not any(each.missing for each in self.records)
        return has_all and bool(self.records)


class Reader:
    """Reads the records of one project; names of what they refer to are loaded once."""

    def __init__(self, project: LogframeProject) -> None:
        self.project = project
        self._names: dict[str, dict[Any, str]] = {}

    def names(self, to: str) -> dict[Any, str]:
        if to not in self._names:
            self._names[to] = flat(names_to_choose(self.project, to))
        return self._names[to]

    def tables(self, step: Step) -> list[Table]:
        return [
            Table(section, tuple(self._listed(section, self._records(section.thing))))
            for section in step.sections
        ]

    def one(self, section: Section, record: Record) -> Listed:
        return next(iter(self._listed(section, [record])))

    def said_in(self, thing: Thing, values: Mapping[str, Any]) -> tuple[Value, ...]:
        """Put values, as ``values_of`` gives them, into words: to show two versions of a record."""
        fields = [thing.field(name) for name in values]
        return tuple(Value(field, self._in_words(field, values[field.name])) for field in fields)

    def _in_words(self, field: Field, value: Any) -> Any:
        if field.sort == Sort.LIST:
            lines = (
                [self._in_words(part, line[part.name]) for part in field.parts] for line in value
            )
            return tuple(_joined(line) for line in lines)
        if field.sort in {Sort.ONE, Sort.MANY}:
            known = {str(name): label for name, label in self.names(field.to).items()}
        elif field.sort in {Sort.CHOICE, Sort.CHOICES}:
            known = {name: str(label) for name, label in field.choices}
        else:
            return value
        if field.sort in SEVERAL:
            return tuple(known.get(str(each), "") for each in value)
        return known.get(str(value), "")

    def _records(self, thing: Thing) -> list[Record]:
        if thing.kind == "project":
            return [self.project]
        fields = (*thing.place, *thing.fields)
        ones = [each.name for each in fields if each.sort == Sort.ONE]
        manys = [each.name for each in fields if each.sort == Sort.MANY]
        found = records_of(self.project, thing.kind).prefetch_related(*manys)
        return list(found.select_related(*ones) if ones else found)

    def _listed(self, section: Section, records: Iterable[Record]) -> Iterable[Listed]:
        records, thing = list(records), section.thing
        tables = {
            field.name: _lines_of(field, records)
            for field in thing.fields
            if field.table and records
        }
        for record in records:
            fields = (*thing.place, *thing.fields_at(where_of(thing, record)))
            values = {
                field.name: Value(
                    field,
                    self._lines(field, tables[field.name].get(record.pk, ()))
                    if field.table
                    else self._said(field, record),
                )
                for field in fields
            }
            names = section.names or (thing.title,)
            yield Listed(
                record,
                self._name(thing, record, [values[name].said for name in names]),
                tuple(values.values()),
                tuple(values[name] for name in section.columns if name in values),
            )

    def _name(self, thing: Thing, record: Record, said: list[Any]) -> str:
        if isinstance(record, StrategyCriterion):
            return criterion_name(record)
        written = [str(each) for each in said if each]
        return " → ".join(written) or f"{thing.name} {getattr(record, 'position', '')}".strip()

    def _said(self, field: Field, record: Any) -> Any:
        if field.sort == Sort.MANY:
            found = (self._named(field, each) for each in getattr(record, field.name).all())
            return tuple(name for name in found if name)
        if field.sort == Sort.CHOICE:
            return str(dict(field.choices).get(getattr(record, field.name), ""))
        value = getattr(record, field.name)
        return self._named(field, value) if field.sort == Sort.ONE else value

    def _named(self, field: Field, thing: models.Model | None) -> str:
        if thing is None:
            return ""
        if field.to in CATALOGUES:
            return str(thing)
        if field.to == "criterion":
            return "" if thing.deletion_id else criterion_name(thing)
        # Whatever was deleted has no name here.
        return self.names(field.to).get(thing.public_id, "")

    def _lines(self, field: Field, lines: Iterable[Any]) -> tuple[str, ...]:
        if field.sort == Sort.CHOICES:
            words = dict(field.choices)
            return tuple(str(words[getattr(line, field.table.name)]) for line in lines)
        return tuple(_joined([self._said(part, line) for part in field.parts]) for line in lines)


def _joined(said: list[Any]) -> str:
    return " · ".join(str(each) for each in said if each not in {None, ""})


def _lines_of(field: Field, records: list[Record]) -> dict[int, list[Any]]:
    """Load the lines of all the records at once, by the key of their record."""
    table = field.table
    found = table.model.objects.filter(
        **{f"{table.owner}__in": [record.pk for record in records]}
    ).order_by("pk")
    ones = [part.name for part in field.parts if part.sort == Sort.ONE]
    lines: dict[int, list[Any]] = {}
    for line in found.select_related(*ones) if ones else found:
        lines.setdefault(getattr(line, f"{table.owner}_id"), []).append(line)
    return lines
