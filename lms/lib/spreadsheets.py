"""Writing spreadsheets whose cells cannot run: every text is stored as text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format

ILLEGAL_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "       ")
WIDEST = 60
RUNS = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines of a title, bold headers that stay in sight, then the rows."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[object]]
    above: Sequence[str] = ()


def write_sheet(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    above: Sequence[str] = (),
) -> bytes:
    """Return an XLSX workbook with one sheet; ``above`` are lines of a title over the headers."""
    return write_book([Sheet(title, headers, rows, above)])


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as CSV in UTF-8 that a spreadsheet opens with its accents.

    A text that a spreadsheet would run as a formula begins with an apostrophe.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for row in (headers, *rows):
        writer.writerow(
            [
                f"'{value}" if isinstance(value, str) and RUNS.match(value) else value
                for value in row
            ]
        )
    return target.getvalue().encode("utf-8-sig")


def write_book(sheets: Iterable[Sheet]) -> bytes:
    """Return an XLSX workbook, written row by row so that a long one needs little memory.

    Numbers are written as numbers and everything else as a string, so that ``=1+1`` is three
    signs and no formula.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _write(sheet, book, bold)
    book.close()
    return target.getvalue()


def _write(sheet: Sheet, book: xlsxwriter.Workbook, bold: Format) -> None:
    page = book.add_worksheet(sheet.title.translate(ILLEGAL_IN_SHEET_NAMES).strip("' ")[:31] or "1")
    widths = [len(header) for header in sheet.headers]
    for number, text in enumerate(sheet.above):
        page.write_string(number, 0, text, bold if number == 0 else None)
    first = len(sheet.above)
    for column, header in enumerate(sheet.headers):
        page.write_string(first, column, header, bold)
    for number, row in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                page.write_number(number, column, value)
            else:
                text = "" if value is None else str(value)
                page.write_string(number, column, text)
                widths[column] = max(widths[column], len(text))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width, WIDEST) + 2)
    page.freeze_panes(first + 1, 0)
