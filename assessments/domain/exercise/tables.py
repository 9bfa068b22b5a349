"""Reading the tables of a project all at once: one query, whatever is in it."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Case, F, OuterRef, QuerySet, When

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.store import CATALOGUES
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.values import plain_number
from assessments.models import LogframeProject
from lms.lib.json_lines import Lines


@dataclass(slots=True)
class Line:
    """A record with its values by field; references are the public ids, as text."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def read_tables(project: LogframeProject, kinds: Iterable[str]) -> dict[str, list[Line]]:
    """Return the records of these kinds by their place among their siblings, in one query."""
    kinds = tuple(kinds)
    names, statement, constants = _question(kinds)
    with connection.cursor() as cursor:
        cursor.execute(statement, (*constants, project.pk))
        found = dict(zip(names, map(json.loads, cursor.fetchone()), strict=True))
    return {kind: _assembled(THINGS[kind], found) for kind in kinds}


@cache
def _question(kinds: tuple[str, ...]) -> tuple[list[str], str, tuple[Any, ...]]:
    """Return what to ask of each project: the names of the answers, the SQL and its parameters.

    The key of the project comes last. To put so long a question together takes as long as the
    database needs to answer it, so it is done once.
    """
    wanted: dict[str, Lines] = {}
    for thing in (THINGS[kind] for kind in kinds):
        wanted[thing.kind] = _lines_of(thing)
        wanted |= {_name(thing, each): _list_of(thing, each) for each in _several(thing)}
    projects = LogframeProject.objects.values(**wanted).filter(pk=0)
    statement, parameters = projects.query.sql_with_params()
    return list(wanted), statement, parameters[:-1]


def _name(thing: Thing, each: Field) -> str:
    return f"{thing.kind}_{each.name}"


def _columns(thing: Thing) -> list[Field]:
    return [each for each in (*thing.place, *thing.fields) if each.is_column]


def _several(thing: Thing) -> list[Field]:
    return [each for each in thing.fields if not each.is_column]


def _rows_of(thing: Thing) -> QuerySet:
    if thing.model is LogframeProject:
        return LogframeProject.objects.filter(pk=OuterRef("pk"))
    rows = thing.model.objects.filter(**{thing.model.PATH: OuterRef("pk")})
    return rows.order_by("position", "pk")


def _lines_of(thing: Thing) -> Lines:
    return Lines(_rows_of(thing), "pk", "public_id", *map(_column, _columns(thing)))


def _column(each: Field) -> Any:
    if each.sort != Sort.ONE:
        return each.name
    if each.to in CATALOGUES:
        return F(f"{each.name}__{CATALOGUES[each.to][1]}")
    there = When(**{f"{each.name}__deletion": None}, then=F(f"{each.name}__public_id"))
    return Case(there, default=None)


def _list_of(thing: Thing, each: Field) -> Lines:
    """Return the lines of a list, each with the record that it belongs to."""
    if each.sort == Sort.MANY:
        return _references_of(thing, each)
    owner = each.table.owner
    path = owner if thing.model is LogframeProject else f"{owner}__{thing.model.PATH}"
    rows = each.table.model.objects.filter(**{path: OuterRef("pk")}).order_by("pk")
    if thing.model is not LogframeProject:
        rows = rows.filter(**{f"{owner}__deletion": None})
    if each.sort == Sort.CHOICES:
        return Lines(rows, f"{owner}_id", each.table.name)
    return Lines(rows, f"{owner}_id", *map(_column, each.parts))


def _references_of(thing: Thing, each: Field) -> Lines:
    column = thing.model._meta.get_field(each.name)
    owner, other = column.m2m_field_name(), column.m2m_reverse_field_name()
    pairs = column.remote_field.through.objects.filter(
        **{f"{owner}__{thing.model.PATH}": OuterRef("pk"), f"{owner}__deletion": None}
    ).order_by("pk")
    if each.to in CATALOGUES:
        return Lines(pairs, f"{owner}_id", F(f"{other}__{CATALOGUES[each.to][1]}"))
    pairs = pairs.filter(**{f"{other}__deletion": None})
    return Lines(pairs, f"{owner}_id", F(f"{other}__public_id"))


def _assembled(thing: Thing, found: dict[str, list[list[Any]]]) -> list[Line]:
    lists = {each.name: _by_owner(each, found[_name(thing, each)]) for each in _several(thing)}
    read = _reader(_columns(thing))
    lines = []
    for pk, public_id, *row in found[thing.kind]:
        values = read(row)
        for name, by_owner in lists.items():
            values[name] = tuple(by_owner.get(pk, ()))
        lines.append(Line(_key(public_id), values))
    return lines


def _by_owner(each: Field, rows: list[list[Any]]) -> dict[int, list[Any]]:
    lines: dict[int, list[Any]] = defaultdict(list)
    if each.sort == Sort.LIST:
        read = _reader(each.parts)
        for owner, *said in rows:
            lines[owner].append(read(said))
    else:
        is_key = each.sort == Sort.MANY and each.to not in CATALOGUES
        for owner, said in rows:
            lines[owner].append(_key(said) if is_key else said)
    return lines


def _reader(fields: Iterable[Field]) -> Callable[[list[Any]], dict[str, Any]]:
    """Return what turns a row of JSON into values; most of them are what they are."""
    fields = list(fields)
    names = [each.name for each in fields]
    converters = [
        (place, _CONVERTERS[each.sort])
        for place, each in enumerate(fields)
        if each.sort in _CONVERTERS and each.to not in CATALOGUES
    ]

    def read(row: list[Any]) -> dict[str, Any]:
        for place, convert in converters:
            if row[place] is not None:
                row[place] = convert(row[place])
        return dict(zip(names, row, strict=True))

    return read if converters else lambda row: dict(zip(names, row, strict=True))


def _key(public_id: str) -> str:
    """Databases write ids with or without dashes."""
    if "-" in public_id:
        return public_id
    one, two, three = public_id[:8], public_id[8:12], public_id[12:16]
    return f"{one}-{two}-{three}-{public_id[16:20]}-{public_id[20:]}"


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal:
    """The same few numbers stand in many places."""
    return plain_number(Decimal(text))


_CONVERTERS: dict[Sort, Callable[[Any], Any]] = {
    Sort.ONE: _key,
    Sort.TICK: bool,
    Sort.ANSWER: bool,
    Sort.NUMBER: _number,
    Sort.MONTH: date.fromisoformat,
}
