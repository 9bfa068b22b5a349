"""Reading the sheet of the matrix: its rows and indicators, and the lines written into it.

Means and assumptions have sheets of their own. Lines of the matrix count where they differ from
what the project says: then somebody changed them there.
"""

import re
from typing import Any

from assessments.domain.exchange.cells import Names, plain_text
from assessments.domain.exchange.layout import IN_LINES, matrix_columns
from assessments.domain.exchange.rows import Draft, Row, new_key, put, rows_of
from assessments.domain.exercise.planning import Misfit, Plan
from lms.lib.workbook_limits import Sheet

NAMELESS = "–"  # A line for what has no words yet.
LEVELS = ("goal", "purpose", "component", "activity")
_ACTIVITY = re.compile(r"a(\d+)\.\d+")
OWNER = {"assumption": "row", "means": "indicator"}


def lines_of(plan: Plan, kind: str, owner: str) -> list[str]:
    """Return the lines of the matrix for the means of an indicator, or the assumptions of a row."""
    return [
        str(item.values.get(IN_LINES[kind]) or NAMELESS)
        for item in plan.items[kind]
        if item.place[OWNER[kind]] == owner
    ]


class MatrixReader:
    """Reads the matrix into ``records``: first its rows, and its lines after the other sheets."""

    def __init__(
        self,
        sheet: Sheet | None,
        current: Plan,
        records: dict[str, list[Draft]],
        keys: Names,
        misfits: list[Misfit],
    ) -> None:
        self.sheet = sheet
        self.current = current
        self.records = records
        self.keys = keys
        self.misfits = misfits
        self.rows: dict[str, Draft] = {}
        self.indicators: dict[str, Draft] = {}
        self.codes: dict[str, str] = {}
        self.changed_lines: list[tuple[str, str, list[str], int]] = []
        self.last = ""
        self.component = ""

    def read_rows(self) -> None:
        if self.sheet is None:
            return
        for row in rows_of(self.sheet):
            draft = self._row(row)
            self._lines("assumption", draft.key, row)
            self._indicator(draft, row)
        self.records["row"] = sorted(
            self.rows.values(),
            key=lambda each: (
                LEVELS.index(each.said["level"])
                if each.said.get("level") in LEVELS
                else len(LEVELS)
            ),
        )
        self.records["indicator"] = list(self.indicators.values())

    def read_lines(self) -> None:
        for change in self.changed_lines:
            self._rewrite(*change)

    def _row(self, row: Row) -> Draft:
        """Return the record of a row; the lines below it may hold more of its indicators."""
        key, code = row["row.id"], row.folded("row.code")
        says_nothing = not row["row.level"] and not row["row.narrative"]
        is_known = key in self.rows
        if (is_known and not row["row.narrative"]) or (not key and says_nothing and self.last):
            return self.rows[key or self.last]
        if not key or is_known:
            key = new_key("row", row.number)
        draft = Draft("row", key)
        self._put(draft, "row", row)
        self._place(draft, code)
        self.rows[key] = draft
        self.last = key
        return draft

    def _place(self, draft: Draft, code: str) -> None:
        """Hang an activity on the component that its code names, or else on the last one above."""
        level = draft.said.get("level")
        draft.said["parent"] = None
        if code and code not in self.codes:
            self.codes[code] = self.keys["row", code] = draft.key
        if level == "component":
            self.component = draft.key
        elif level == "activity":
            found = _ACTIVITY.fullmatch(code)
            own = self.codes.get(f"c{found[1]}") if found else None
            draft.said["parent"] = own or self.component or None

    def _indicator(self, draft: Draft, row: Row) -> None:
        names = [each.name for each in matrix_columns() if each.name.startswith("indicator.")]
        is_written = any(row[name] for name in names if name != "indicator.id")
        key = row["indicator.id"]
        lines = row["means.lines"]
        if not key and not is_written and not lines:
            return
        if not key or key in self.indicators:
            key = new_key("indicator", row.number)
        indicator = Draft("indicator", key, {"row": draft.key})
        self._put(indicator, "indicator", row)
        self.indicators[key] = indicator
        number = sum(each.said["row"] == draft.key for each in self.indicators.values())
        code = self._code_of(draft)
        if code:
            self.keys.setdefault(("indicator", f"{code}-i{number}"), key)
        self._lines("means", key, row)

    def _code_of(self, draft: Draft) -> str:
        return next((code for code, key in self.codes.items() if key == draft.key), "")

    def _put(self, draft: Draft, kind: str, row: Row) -> None:
        for column in matrix_columns():
            group, _dot, _name = column.name.partition(".")
            if group == kind and column.field is not None and column.name in row.cells:
                put(draft, column.field, row.cells[column.name], self.keys, self.misfits)

    def _lines(self, kind: str, owner: str, row: Row) -> None:
        """Change the records of a cell of lines, if somebody changed the cell."""
        name = f"{kind}.lines"
        cell = row.cells.get(name)
        lines = [line.strip() for line in plain_text(cell).splitlines() if line.strip()]
        before = [" ".join(line.split()) for line in lines_of(self.current, kind, owner)]
        is_continued = kind == "assumption" and not lines
        if name not in row.cells or is_continued or [" ".join(x.split()) for x in lines] == before:
            return
        self.changed_lines.append((kind, owner, lines, row.number))

    def _rewrite(self, kind: str, owner: str, lines: list[str], number: int) -> None:
        column = OWNER[kind]
        known = self.records.setdefault(kind, self._stored(kind))
        mine = [draft for draft in known if draft.said.get(column) == owner]
        for place, line in enumerate(lines):
            if place < len(mine):
                if line != NAMELESS:
                    mine[place].said[IN_LINES[kind]] = line
            else:
                said: dict[str, Any] = {column: owner, IN_LINES[kind]: line}
                known.append(Draft(kind, new_key(kind, number * 100 + place), said))
        gone = [each.key for each in mine[len(lines) :]]
        self.records[kind] = [each for each in known if each.key not in gone]

    def _stored(self, kind: str) -> list[Draft]:
        return [
            Draft(kind, item.key, item.place | item.values) for item in self.current.items[kind]
        ]
