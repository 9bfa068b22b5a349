"""The rows of a sheet of ours, by the names of their columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assessments.domain.exchange.cells import Names, Unread, plain_text, read_cell
from assessments.domain.exercise.kinds import Field
from assessments.domain.exercise.planning import Misfit
from lms.lib.text import fold
from lms.lib.workbook_limits import Sheet

HEADERS = 2  # The hidden names of the columns, and what people read above them.


@dataclass
class Row:
    """A row with something in it; ``number`` is that of the spreadsheet."""

    number: int
    cells: dict[str, Any]

    def __getitem__(self, name: str) -> str:
        return plain_text(self.cells.get(name))

    def folded(self, name: str) -> str:
        return fold(self[name])


@dataclass
class Draft:
    """A record as a file says it, before anybody asks whether it can be stored."""

    kind: str
    key: str
    said: dict[str, Any] = field(default_factory=dict)


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows below the headers in which something visible is written."""
    names = ["", *(plain_text(name) for name in sheet.rows[0][1:])]
    for number, values in enumerate(sheet.rows[HEADERS:], HEADERS + 1):
        cells = {name: value for name, value in zip(names, values, strict=False) if name}
        if any(plain_text(value) for name, value in cells.items() if not name.endswith("id")):
            yield Row(number, cells)


def put(draft: Draft, column: Field, cell: Any, keys: Names, misfits: list[Misfit]) -> None:
    """Read one cell into a record; what means nothing is left out and named."""
    try:
        draft.said[column.name] = read_cell(column, cell, keys)
    except Unread as refusal:
        misfits.append(Misfit(draft.kind, draft.key, column.name, refusal, plain_text(cell)))


def new_key(kind: str, number: int) -> str:
    """Return a key that no record has, for a row without one."""
    return f"new {kind} {number}"
