"""From a table as a ministry sends it to rows of people: headers, names, and what is no person.

Nothing here asks the database: the same table always gives the same rows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import (
    NAME_FIELDS,
    Header,
    complete_columns,
    find_header,
    looks_like_a_name,
    order_told,
)
from courses.domain.enrolment_names import (
    SURNAMES_FIRST,
    WHOLE_NAMES,
    Divided,
    NameOrder,
    divide,
    guess_order,
    split_surnames,
    without_title,
)
from lms.lib.errors import RuleViolation
from lms.lib.tables import Line, Table, read_tables, read_text
from lms.lib.text import fold
from lms.lib.workbook_limits import Limits, too_many_rows

LONGEST_STORED_HEADER = 120
# The people of the sheet to fill in: whoever leaves them there does not mean them.
EXAMPLES = ("itzel.pech@toluca.example", "f.ruiz@estado.example")
# Notices about names: the order of whole ones, and surnames that share a column.
NAME_NOTICES = {
    "given_first",
    "given_first_guess",
    "surnames_first",
    "surnames_first_guess",
    "split_surnames",
}
TOTALS = re.compile(r"^(gran |sub ?)?(totale?s?|suma)\b")


@dataclass(frozen=True)
class RawRow:
    """A row that names somebody: its number in the spreadsheet and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ReadList:
    """What was read from a file: headers, what each column seems to hold, and the rows."""

    headers: list[str]
    columns: dict[int, str]
    rows: list[RawRow]
    encoding: str = ""
    notices: list[list] = field(default_factory=list)
    is_order_sure: bool = True  # That whole names begin with what their field says.


@dataclass(frozen=True)
class PersonEntry:
    """One person as the list names them, before anything was checked."""

    line: int
    given_names: str = ""
    surname_1: str = ""
    surname_2: str = ""
    email: str = ""
    municipality: str = ""
    organisation: str = ""
    position: str = ""
    area: str = ""
    level: str = ""
    is_name_doubtful: bool = False

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.given_names, self.surname_1, self.surname_2]))


def limits() -> Limits:
    """Return how much a list may hold, from the settings."""
    return Limits(
        bytes=settings.IMPORT_MAX_BYTES,
        unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
        rows=settings.IMPORT_MAX_ROWS,
        columns=settings.IMPORT_MAX_COLUMNS,
        cell=settings.IMPORT_MAX_CELL,
    )


def read_list(content: bytes, *, name: str) -> ReadList:
    """Read the people out of an XLSX or CSV file.

    Titles above the headers, empty rows, totals, remarks and hidden rows are left out, each with
    a notice. Of several sheets the one whose headers are understood best is read.
    """
    return _best_of(read_tables(content, name=name, limits=limits()))


def read_pasted(text: str) -> ReadList:
    """Read the people out of cells that somebody pasted from a spreadsheet."""
    if len(text.encode()) > limits().bytes:
        raise too_many_rows(limits().rows)
    return _best_of([read_text(text, limits=limits())])


def _best_of(tables: list[Table]) -> ReadList:
    readings = [(find_header(table.lines), table) for table in tables]
    # max keeps the first of equals: the sheet that people see first.
    header, table = max(readings, key=lambda reading: len(set(reading[0].columns.values())))
    lines, examples = _without_examples(table.lines[header.used :])
    rows, left_out = _people_rows(lines, header)
    columns = complete_columns(header.columns, header.cells, [row.cells for row in rows])
    is_a_list = header.columns or "email" in columns.values()
    if not rows or not is_a_list:
        raise RuleViolation(
            _("There are no people in this list. Was it the right file?"), code="nobody"
        )
    if len(rows) > limits().rows:
        raise too_many_rows(limits().rows)
    columns, is_order_sure = _in_order(columns, header.cells, rows)
    width = max(len(row.cells) for row in rows)
    headers = [cell[:LONGEST_STORED_HEADER] for cell in header.cells]
    headers += [""] * (width - len(headers))
    return ReadList(
        headers=headers,
        columns=columns,
        rows=rows,
        encoding=table.encoding,
        notices=[
            *_notices(table, left_out, has_other_sheets=len(tables) > 1),
            *([["examples", examples]] if examples else []),
            *name_notices(columns, is_order_sure=is_order_sure),
        ],
        is_order_sure=is_order_sure,
    )


def _in_order(
    columns: dict[int, str], headers: Sequence[str], rows: Sequence[RawRow]
) -> tuple[dict[int, str], bool]:
    """Return ``columns`` with the order of whole names guessed, and whether that is sure."""
    at = whole_names_at(columns)
    if at is None:
        return columns, True
    names = (row.cells[at] for row in rows if at < len(row.cells) and row.cells[at])
    told = order_told(headers[at]) if at < len(headers) else ""
    order = guess_order(map(without_title, names), told=told)
    return columns | {at: order.field}, order.is_sure


def whole_names_at(columns: Mapping[int, str]) -> int | None:
    """Return the column that holds whole names, where none holds given names alone."""
    if "given_names" in columns.values():
        return None
    return next((at for at, field in columns.items() if field in WHOLE_NAMES), None)


def _notices(table: Table, left_out: list[int], *, has_other_sheets: bool) -> list[list]:
    """Return [code, value] of all that people should know about how the file was read."""
    found: list[list] = []
    if has_other_sheets:
        found.append(["sheet", table.sheet])
    if table.hidden_lines:
        found.append(["hidden_rows", list(table.hidden_lines)])
    if table.hidden_columns:
        found.append(["hidden_columns", table.hidden_columns])
    if left_out:
        found.append(["not_people", left_out])
    if not table.is_encoding_certain:
        found.append(["encoding", table.encoding])
    return found


def name_notices(columns: Mapping[int, str], *, is_order_sure: bool) -> list[list]:
    """Return what should be known about names that were divided; see ``NAME_NOTICES``."""
    at = whole_names_at(columns)
    if at is not None:
        order = "surnames_first" if columns[at] == SURNAMES_FIRST else "given_first"
        return [[order if is_order_sure else f"{order}_guess", ""]]
    held = set(columns.values())
    return [["split_surnames", ""]] if "surnames" in held and "surname_1" not in held else []


# Rows


def _without_examples(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Return the lines but for the examples of the sheet to fill in, and the numbers of these."""
    examples = [line.number for line in lines if set(EXAMPLES) & set(line.cells)]
    return [line for line in lines if line.number not in examples], examples


def _people_rows(lines: list[Line], header: Header) -> tuple[list[RawRow], list[int]]:
    """Return the rows that name somebody, and the numbers of those that only look like it."""
    names = [number for number, name in header.columns.items() if name in NAME_FIELDS]
    rows, left_out = [], []
    for line in lines:
        if _names_somebody(line.cells, header.cells) or _is_a_name_alone(line.cells, names):
            rows.append(RawRow(line.number, line.cells))
        elif any(any(sign.isalpha() for sign in cell) for cell in line.cells):
            left_out.append(line.number)
    return rows, left_out


def _names_somebody(cells: Sequence[str], header: list[str]) -> bool:
    """Say whether a row is a person: an address, or two cells of words, and no total or header."""
    if any("@" in cell for cell in cells):
        return True
    worded = [cell for cell in cells if any(sign.isalpha() for sign in cell)]
    if len(worded) < 2 or TOTALS.match(fold(worded[0])):
        return False
    return sum(a == b for a, b in zip(cells, header, strict=False) if a) < 3


def _is_a_name_alone(cells: Sequence[str], names: list[int]) -> bool:
    """Say whether the only words of a row may be a name: that person lacks all the rest."""
    worded = [number for number, cell in enumerate(cells) if any(map(str.isalpha, cell))]
    if len(worded) != 1 or worded[0] not in names:
        return False
    return looks_like_a_name(cells[worded[0]])


def entries_of(
    rows: Sequence[RawRow], columns: dict[int, str], *, is_order_sure: bool = True
) -> list[PersonEntry]:
    """Return the people that ``rows`` name when each column holds what ``columns`` says."""
    return [_entry(row, columns, is_order_sure=is_order_sure) for row in rows]


def _entry(row: RawRow, columns: dict[int, str], *, is_order_sure: bool) -> PersonEntry:
    values = {
        name: row.cells[number] for number, name in columns.items() if number < len(row.cells)
    }
    state = values.pop("state", "")
    if state and values.get("municipality") and "," not in values["municipality"]:
        values["municipality"] += f", {state}"
    country = values.pop("country", "")
    if country and fold(country) not in {"mexico", "mx"}:
        town = values.get("municipality", "").partition(",")[0]
        values["municipality"] = ", ".join(filter(None, [town, country]))
    second = values.pop("second_given_name", "")
    if second:
        values["given_names"] = f"{values.get('given_names', '')} {second}".strip()
    surnames = values.pop("surnames", "")
    order = next((name for name in WHOLE_NAMES if name in values), "")
    full_name = without_title(values.pop(order, ""))
    if "given_names" in values:
        values["given_names"] = without_title(values["given_names"])
    entry = PersonEntry(row.line, **values)
    if surnames and not entry.surname_1:
        surname_1, surname_2 = split_surnames(surnames)
        entry = replace(entry, surname_1=surname_1, surname_2=surname_2)
    if full_name and not entry.given_names:
        parts = divide(full_name, NameOrder(order, is_order_sure))
        entry = with_names(entry, parts)
    return replace(entry, level=level_of(entry.level))


def with_names(entry: PersonEntry, parts: Divided) -> PersonEntry:
    return replace(
        entry,
        given_names=parts.given_names,
        surname_1=parts.surname_1,
        surname_2=parts.surname_2,
        is_name_doubtful=parts.is_doubtful,
    )


def level_of(text: str) -> str:
    """Return the level of government that a cell names, or "" when it names none."""
    words = fold(text)
    for level, pattern in (
        ("municipal", r"municip|ayuntamiento|alcald"),
        ("state", r"estat|\bstate\b"),
        ("federal", r"feder"),
    ):
        if re.search(pattern, words):
            return level
    return ""
