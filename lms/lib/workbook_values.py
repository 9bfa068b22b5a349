"""Reads the values of a workbook from standard input; started as a process of its own.

The parser makes room for every cell between the first and the last, so whoever starts this gives
it a ceiling of memory and of seconds: ``python -I workbook_values.py MEGABYTES SECONDS``. It
answers JSON on standard output: a list of sheets as people see them, each with its ``name``, its
``rows`` from the first of the spreadsheet on, and ``merged``: ranges as [top, left, bottom,
right], counted from 0. A file that cannot be read is answered with {"error": "password"} or
{"error": "damaged"}.
"""

import io
import json
import resource
import sys
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

SHEETS = 40


def main() -> None:
    megabytes, seconds = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read()), default=str))


def read(content: bytes) -> list[dict[str, Any]] | dict[str, str]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return [_sheet(book.get_sheet_by_name(name)) for name in names[:SHEETS]]
    except PasswordError:
        return {"error": "password"}
    except (CalamineError, ValueError, OSError):
        return {"error": "damaged"}


def _sheet(sheet: CalamineSheet) -> dict[str, Any]:
    merged = sheet.merged_cell_ranges or []
    return {
        "name": sheet.name,
        "rows": sheet.to_python(skip_empty_area=False),
        "merged": [[*start, *end] for start, end in merged],
    }


if __name__ == "__main__":
    main()
