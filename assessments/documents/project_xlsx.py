"""A project as a workbook: the official matrix, the one of four columns, and a sheet a table.

It can be changed and brought back: see ``assessments.domain.exchange.layout``. Every text is
stored as text, so that ``=1+1`` is four signs and no formula.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.worksheet import Worksheet

from assessments.documents.four_columns import four_columns
from assessments.domain.exchange.cells import Cell, Names, write_cell
from assessments.domain.exchange.codes import cell_names
from assessments.domain.exchange.layout import (
    MARK,
    MATRIX,
    OFFICIAL_COLUMNS,
    PROFILE,
    Column,
    SheetPlan,
    column_of,
    matrix_columns,
    table_sheets,
)
from assessments.domain.exchange.matrix_sheet import lines_of
from assessments.domain.exercise.planning import Item, Plan
from assessments.domain.exercise.things import THINGS
from lms.lib.spreadsheets import ILLEGAL_IN_SHEET_NAMES

RISKY = ("=", "+", "-", "@")  # Typed again by hand, a spreadsheet would take these for formulas.
LEVEL_COLOURS = {
    "goal": "#dce9f5",
    "purpose": "#e3f1e6",
    "component": "#fdf3d6",
    "activity": "#f3f4f6",
}
LETTER, TABLOID, LANDSCAPE_MARGIN = 1, 3, 0.5
WIDE = 200  # Characters in a row from which on a letter page would be too small to be read.
LINE_HEIGHT, TALLEST = 13.5, 409  # In points; a spreadsheet shows no taller row.
THOUSANDS = 10_000  # From here on with commas; a year never has one.
# For one audience only.
CLASS_SHEETS = ("class_plan", "class_plan.activities")
TITLE = 60


class _Page(Worksheet):
    """A sheet whose rows are as tall as what they hold, and grow with what people add."""

    def _xml_start_tag_unencoded(
        self, tag: str, attributes: Sequence[tuple[str, Any]] = ()
    ) -> None:
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def project_xlsx(plan: Plan) -> bytes:
    """Return the XLSX of a project, with the words of the active language."""
    return _Book(plan).content()


@dataclass(frozen=True)
class _Line:
    """A row to be written, with the level whose colour it has."""

    cells: Sequence[Cell]
    level: str = ""


class _Book:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names: Names = cell_names(plan)
        self.target = BytesIO()
        self.book = xlsxwriter.Workbook(
            self.target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.profile = plan.items["project"][0].values

    def content(self) -> bytes:
        title = str(self.profile["title"] or _("Project without a title"))
        self.book.set_properties({"title": title, "company": "Aula ODS"})
        self._matrix()
        self._four_columns()
        self._profile()
        has_class = self.profile.get("audience") == "academia" or self.plan.items["class_plan"]
        for sheet in table_sheets():
            if has_class or sheet.name not in CLASS_SHEETS:
                self._table(sheet)
        self.book.close()
        return self.target.getvalue()

    # Sheets

    def _matrix(self) -> None:
        columns = matrix_columns()
        self._sheet(
            pgettext("sheet", "Matrix (MIR)"),
            MATRIX,
            columns,
            self._matrix_lines(columns),
            print_to=OFFICIAL_COLUMNS,
        )

    def _matrix_lines(self, columns: Sequence[Column]) -> Iterable[_Line]:
        for row in self.plan.items["row"]:
            indicators = [i for i in self.plan.items["indicator"] if i.place["row"] == row.key]
            for number, indicator in enumerate(indicators or [None]):
                cells = [
                    self._matrix_cell(column, row if number == 0 else None, row.key, indicator)
                    for column in columns
                ]
                yield _Line(cells, row.place["level"])

    def _matrix_cell(
        self, column: Column, row: Item | None, row_key: str, indicator: Item | None
    ) -> Cell:
        kind, _dot, name = column.name.partition(".")
        if name == "id":
            return row_key if kind == "row" else indicator.key if indicator else None
        if column.name == "row.code":
            return self.names["row", row_key]
        if name == "lines":
            owner = indicator if kind == "means" else row
            return "\n".join(lines_of(self.plan, kind, owner.key)) if owner else None
        item = row if kind == "row" else indicator
        return self._value(column, item) if item else None

    def _four_columns(self) -> None:
        headers = [
            Column(name, label, width=width)
            for name, label, width in (
                ("", _("Narrative summary"), 42),
                ("", _("Indicators"), 38),
                ("", _("Means of verification"), 38),
                ("", _("Assumptions"), 34),
            )
        ]
        lines = [
            _Line(
                [
                    f"{row.code}\n{row.narrative}",
                    *("\n".join(cell) for cell in (row.indicators, row.means, row.assumptions)),
                ],
                row.level,
            )
            for row in four_columns(self.plan, self.names)
        ]
        self._sheet(_("Four columns"), "", headers, lines)

    def _profile(self) -> None:
        fields = [each for each in THINGS["project"].fields if each.name in self.profile]
        columns = [
            Column("label", _("What"), width=40),
            Column("value", _("Value"), width=80),
            Column("name", _("Name"), is_hidden=True),
        ]
        item = self.plan.items["project"][0]
        lines = [
            _Line([str(field.label), self._value(column_of(field), item), field.name])
            for field in fields
        ]
        self._sheet(_("Profile"), PROFILE, columns, lines)

    def _table(self, sheet: SheetPlan) -> None:
        items = self.plan.items[sheet.thing.kind]
        lines = self._list_lines(sheet, items) if sheet.part else self._item_lines(sheet, items)
        self._sheet(str(sheet.title), sheet.name, sheet.columns, lines)

    def _item_lines(self, sheet: SheetPlan, items: list[Item]) -> Iterable[_Line]:
        for item in items:
            yield _Line([self._value(column, item) for column in sheet.columns])

    def _list_lines(self, sheet: SheetPlan, items: list[Item]) -> Iterable[_Line]:
        for item in items:
            for said in item.values.get(sheet.part.name, ()):
                parts = [write_cell(part, said[part.name], self.names) for part in sheet.part.parts]
                yield _Line([item.key, self.names[item.kind, item.key], *parts])

    def _value(self, column: Column, item: Item) -> Cell:
        if column.name == "id":
            return item.key
        if column.name == "code":
            return self.names.get((item.kind, item.key))
        said = (item.place | item.values).get(column.field.name, column.field.empty)
        return write_cell(column.field, said, self.names)

    # Writing

    def _sheet(
        self,
        title: str,
        name: str,
        columns: Sequence[Column],
        lines: Iterable[_Line],
        *,
        print_to: int = 0,
    ) -> None:
        page = self.book.add_worksheet(
            title.translate(ILLEGAL_IN_SHEET_NAMES).strip("' ")[:31], worksheet_class=_Page
        )
        page.write_string(0, 0, f"{MARK}{name}" if name else "")
        page.set_column(0, 0, None, None, {"hidden": True})
        head = self._format(bold=True, bg_color="#232e3d", font_color="#ffffff", border=1)
        for place, column in enumerate(columns, start=1):
            page.write_string(0, place, column.name)
            page.write_string(1, place, str(column.label), head)
            page.set_column(place, place, column.width, None, {"hidden": column.is_hidden})
        page.set_row(0, None, None, {"hidden": True})
        page.set_row(1, _height([str(column.label) for column in columns], columns))
        last = 1
        for last, line in enumerate(lines, start=2):
            colour = LEVEL_COLOURS.get(line.level, "#ffffff")
            for place, cell in enumerate(line.cells, start=1):
                self._write(page, last, place, cell, colour)
            page.set_row(last, _height(line.cells, columns))
        self._set_up(page, last, columns[: print_to or len(columns)])

    def _write(self, page: Any, row: int, place: int, cell: Cell, colour: str) -> None:
        if isinstance(cell, Decimal) and Decimal(repr(float(cell))) != cell:
            cell = str(cell)
        look = {"bg_color": colour, "border": 1, "border_color": "#a9b1b7"}
        if isinstance(cell, str) and cell.startswith(RISKY):
            look["quote_prefix"] = True
        if cell is None:
            page.write_blank(row, place, None, self._format(**look))
        elif isinstance(cell, str):
            page.write_string(row, place, cell, self._format(**look))
        else:
            if cell == int(cell) and abs(cell) >= THOUSANDS:
                look["num_format"] = "#,##0"
            page.write_number(row, place, cell, self._format(**look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"text_wrap": True, "valign": "top", "font_size": 10} | look
            )
        return self.formats[key]

    def _set_up(self, page: Any, last: int, columns: Sequence[Column]) -> None:
        """Let it print as a person would want it: sideways, one page wide, heads on every page."""
        title = str(self.profile["title"] or _("Project without a title")).replace("&", "&&")
        page.freeze_panes(2, 0)
        page.set_landscape()
        width = sum(column.width for column in columns if not column.is_hidden)
        page.set_paper(TABLOID if width > WIDE else LETTER)
        page.set_margins(*(LANDSCAPE_MARGIN,) * 2, top=0.8, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.repeat_rows(1)
        page.print_area(1, 1, last, len(columns))
        page.set_header(f"&L{title[:TITLE]}&R&A")
        page.set_footer("&LAula ODS&R&P / &N")


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Return how tall a row must be to show all of it, in points."""
    lines = 1
    for cell, column in zip(cells, columns, strict=True):
        if isinstance(cell, str) and not column.is_hidden:
            needed = sum(1 + len(each) * 10 // (column.width * 9) for each in cell.split("\n"))
            lines = max(lines, needed)
    return min(TALLEST, LINE_HEIGHT * lines + 2)
