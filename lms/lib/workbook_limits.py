"""How much a workbook may hold, and counting it while its XML streams by."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation

WHAT_WE_TAKE = _("Save the list as an Excel workbook (.xlsx) or as CSV and upload it again.")
ELEMENTS = 3_000_000
CHARACTERS = 20_000_000
LAST_ROW = 20_000  # The parser makes room for every cell between the first and the last.
SPARE_ROWS = 200  # Titles above a table and remarks below it.


@dataclass
class Sheet:
    """One visible sheet: its rows from the first one of the spreadsheet on."""

    name: str
    rows: list[list[object]]
    hidden_rows: set[int]
    hidden_columns: set[int]


@dataclass
class Extent:
    """What a walk over the XML of a sheet found; rows and columns are counted from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # Top, left, bottom and right of each merged range.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """How much of everything a file may hold."""

    bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cell: int


class Meter:
    """Counts what a sheet holds, and refuses as soon as it is too much."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._elements = self._characters = self._filled_rows = 0
        self._last_filled = 0

    def element(self) -> None:
        self._elements += 1
        if self._elements > ELEMENTS:
            raise too_much()

    def value(self, row: int, column: int, length: int, *, rows: int = 1) -> None:
        """Count one value of ``length`` characters, repeated in ``rows`` rows."""
        self._characters += length * rows
        if length > self.limits.cell:
            raise cell_too_long(row, self.limits.cell)
        if column > self.limits.columns:
            raise too_many_columns(row, column, self.limits.columns)
        if row != self._last_filled:
            self._filled_rows, self._last_filled = self._filled_rows + rows, row
        too_many = self._filled_rows > self.limits.rows + SPARE_ROWS or row + rows - 1 > LAST_ROW
        if too_many or self._characters > CHARACTERS:
            raise too_many_rows(self.limits.rows)


def unreadable(why: object, code: str) -> RuleViolation:
    """Return a refusal that says what the file is and what to send instead."""
    return RuleViolation(
        _("%(why)s %(instead)s"), code=code, params={"why": why, "instead": WHAT_WE_TAKE}
    )


def too_much() -> RuleViolation:
    return unreadable(_("Unpacked, the file is larger than what is read."), "unpacked_size")


def too_many_rows(limit: int) -> RuleViolation:
    return RuleViolation(
        _("The list has more than %(limit)s rows. Divide it into several files."),
        code="too_many_rows",
        params={"limit": limit},
    )


def cell_too_long(row: int, limit: int) -> RuleViolation:
    return RuleViolation(
        _("A cell of row %(row)s has more than %(limit)s characters."),
        code="cell_too_long",
        params={"row": row, "limit": limit},
    )


def too_many_columns(row: int, columns: int, limit: int) -> RuleViolation:
    return RuleViolation(
        _("Row %(row)s has %(columns)s columns; at most %(limit)s are read."),
        code="too_many_columns",
        params={"row": row, "columns": columns, "limit": limit},
    )
