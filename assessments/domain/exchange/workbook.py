"""The records that a workbook of ours says, with what was changed in it.

A sheet that is not there leaves its records as they are; so does a column. A row without its
hidden key is a new record. Nothing here is judged: that is done by ``plan_of``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.domain.exchange.cells import Names, Unread, plain_text, read_cell
from assessments.domain.exchange.codes import keys_of_cells
from assessments.domain.exchange.layout import (
    MARK,
    MATRIX,
    PROFILE,
    SheetPlan,
    table_sheets,
)
from assessments.domain.exchange.matrix_sheet import MatrixReader
from assessments.domain.exchange.rows import Draft, Row, new_key, put, rows_of
from assessments.domain.exercise.kinds import Sort, Thing
from assessments.domain.exercise.planning import Misfit, Plan
from assessments.domain.exercise.things import THINGS
from lms.lib.errors import RuleViolation
from lms.lib.workbook_limits import Sheet

TREES = ("problem", "objective")


@dataclass
class _Read:
    """What has been read so far: records by kind, and what cells call them."""

    records: dict[str, list[Draft]] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    keys: Names = field(default_factory=dict)


def read_records(
    sheets: list[Sheet], current: Plan
) -> tuple[list[tuple[str, str, dict[str, Any]]], list[Misfit]]:
    """Return the records of a workbook, each after those that it refers to, and what is unread.

    ``current`` is the project as it is: from it comes what the workbook does not mention.
    """
    named = {_name_of(sheet): sheet for sheet in sheets if _name_of(sheet)}
    if not named.keys() & {MATRIX, PROFILE, *(each.name for each in table_sheets())}:
        raise RuleViolation(
            _("None of its sheets is ours. Change the workbook that you downloaded here."),
            code="foreign_workbook",
        )
    read = _Read()
    for language, _name in settings.LANGUAGES:
        with override(language):
            read.keys |= keys_of_cells(current)
    tables = [each for each in table_sheets() if each.part is None and each.name in named]
    rows = {each.name: list(rows_of(named[each.name])) for each in tables}
    # A row may refer to what stands on a later sheet: all have their names before any is read.
    for plan in tables:
        _name_rows(plan, rows[plan.name], read)
    matrix = MatrixReader(named.get(MATRIX), current, read.records, read.keys, read.misfits)
    matrix.read_rows()
    for plan in tables:
        read.records[plan.name] = [_draft(plan, row, read) for row in rows[plan.name]]
    matrix.read_lines()
    _read_lists(named, current, read)
    _read_profile(named.get(PROFILE), read)
    _complete(current, read.records)
    return list(_in_order(read.records)), read.misfits


def _name_of(sheet: Sheet) -> str:
    first = plain_text(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""
    return first.removeprefix(MARK) if first.startswith(MARK) else ""


def _name_rows(plan: SheetPlan, rows: list[Row], read: _Read) -> None:
    """Give every row its key, and let other cells find it by its code or title."""
    seen: set[str] = set()
    for row in rows:
        key = row["id"]
        if not key or key in seen:
            key = row.cells["id"] = new_key(plan.name, row.number)
        seen.add(key)
        code = row.folded("code")
        if code and code not in seen:
            seen.add(code)
            read.keys[plan.name, code] = key
        if row[plan.thing.title]:
            read.keys.setdefault((plan.name, row.folded(plan.thing.title)), key)


def _draft(plan: SheetPlan, row: Row, read: _Read) -> Draft:
    draft = Draft(plan.name, row["id"])
    for column in plan.columns:
        if column.field is not None and column.name in row.cells:
            put(draft, column.field, row.cells[column.name], read.keys, read.misfits)
    return draft


def _read_lists(named: dict[str, Sheet], current: Plan, read: _Read) -> None:
    """Give the records of a sheet of lines their lists; a record without lines has none.

    The lines of a record that was taken out go with it.
    """
    for plan in table_sheets():
        if plan.part is None or plan.name not in named:
            continue
        owners = {draft.key: draft for draft in read.records.get(plan.thing.kind, ())}
        for draft in owners.values():
            draft.said[plan.part.name] = ()
        for row in rows_of(named[plan.name]):
            key = row["id"]
            if key not in owners:
                key = read.keys.get((plan.thing.kind, row.folded("owner")), "")
            if key in owners:
                line = {part.name: _part(part, row, read.keys) for part in plan.part.parts}
                owners[key].said[plan.part.name] += (line,)
            elif row["id"] not in current.keys[plan.thing.kind]:
                read.misfits.append(_ownerless(plan, row))


def _part(part: Any, row: Row, keys: Names) -> Any:
    try:
        return read_cell(part, row.cells.get(part.name), keys)
    except Unread:
        return plain_text(row.cells.get(part.name))


def _ownerless(plan: SheetPlan, row: Row) -> Misfit:
    return Misfit(
        plan.thing.kind,
        "",
        plan.part.name,
        RuleViolation(
            _("Sheet «%(sheet)s», row %(row)s: what it belongs to is not in the workbook."),
            code="reference",
            params={"sheet": plan.title, "row": row.number},
        ),
        row["owner"],
    )


def _read_profile(sheet: Sheet | None, read: _Read) -> None:
    draft = Draft("project", "")
    fields = {each.name: each for each in THINGS["project"].fields}
    for row in rows_of(sheet) if sheet else ():
        if row["name"] in fields:
            put(draft, fields[row["name"]], row.cells.get("value"), read.keys, read.misfits)
    read.records["project"] = [draft]


def _complete(current: Plan, records: dict[str, list[Draft]]) -> None:
    """Add what the workbook does not mention, and take away what hung on what it left out."""
    gone: set[tuple[str, Any]] = set()
    for kind, thing in THINGS.items():
        if kind not in records:
            records[kind] = [
                Draft(kind, item.key, item.place | item.values) for item in current.items[kind]
            ]
        above = [each for each in thing.place if each.sort == Sort.ONE]
        kept = [
            draft
            for draft in records[kind]
            if not any((each.to, draft.said.get(each.name)) in gone for each in above)
        ]
        records[kind] = kept
        here = {draft.key for draft in kept}
        gone |= {(kind, item.key) for item in current.items[kind] if item.key not in here}
        for draft in kept:
            _forget(draft, thing, gone)


def _forget(draft: Draft, thing: Thing, gone: set[tuple[str, Any]]) -> None:
    """Let a record refer no more to what the workbook left out."""
    for each in thing.fields:
        said = draft.said.get(each.name)
        if each.sort == Sort.ONE and (each.to, said) in gone:
            draft.said[each.name] = None
        elif each.sort == Sort.MANY and said:
            draft.said[each.name] = tuple(one for one in said if (each.to, one) not in gone)


def _in_order(records: dict[str, list[Draft]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for kind in THINGS:
        drafts = _from_above(records[kind]) if kind in TREES else records[kind]
        for draft in drafts:
            yield kind, draft.key, draft.said


def _from_above(drafts: list[Draft]) -> list[Draft]:
    """Order a tree so that every node comes after its parent; what hangs nowhere comes last."""
    ordered: list[Draft] = []
    placed: set[Any] = {None}
    waiting = [
        replace(each, said=each.said | {"parent": None})
        if each.said.get("kind") == "central"
        else each
        for each in drafts
    ]
    while True:
        ready = [each for each in waiting if each.said.get("parent") in placed]
        if not ready:
            return [*ordered, *waiting]
        ordered += ready
        placed |= {each.key for each in ready}
        waiting = [each for each in waiting if each not in ready]
