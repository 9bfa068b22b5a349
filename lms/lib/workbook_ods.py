"""The inside of an ODS workbook (LibreOffice): a walk over its one part that holds all sheets."""

from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax as defused_sax

from lms.lib.workbook_limits import LAST_ROW, Extent, Limits, Meter

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
NEEDED = {"mimetype", "content.xml", "META-INF/manifest.xml"}.__contains__
HIDDEN = {"collapse", "filter"}


def extents_of(parts: dict[str, bytes], limits: Limits) -> dict[str, Extent]:
    """Return what is hidden and merged in each sheet; refuse what is too much."""
    walk = _Walk(limits)
    defused_sax.parseString(parts["content.xml"], walk, forbid_dtd=True)
    return walk.found


class _Walk(ContentHandler):
    """Measure the sheets as they stream by.

    A row or a cell may stand for many: an empty one repeated a million times is how a sheet
    ends, a filled one counts as often as it is repeated.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.found: dict[str, Extent] = {}
        self._limits = limits
        self._meter = Meter(limits)
        self._extent = Extent()
        self._row = self._column = self._columns_named = 0
        self._rows = self._cells = 1
        self._length: int | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX
        self._meter.element()
        match name.rpartition(":")[2]:
            case "table":
                self._extent = self.found[attrs.get("table:name", "")] = Extent()
                self._meter = Meter(self._limits)
                self._row = self._columns_named = 0
                self._rows = 1
            case "table-column":
                self._start_column(attrs)
            case "table-row":
                self._start_row(attrs)
            case "table-cell" | "covered-table-cell":
                self._start_cell(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 -- SAX
        match name.rpartition(":")[2]:
            case "table-cell" | "covered-table-cell":
                last = self._column + self._cells - 1
                if self._length:
                    self._meter.value(self._row, last, self._length, rows=self._rows)
                self._column, self._length = last, None
            case "table-row":
                self._row += self._rows - 1

    def characters(self, content: str) -> None:
        if self._length is not None:
            self._length += len(content)

    def _start_column(self, attrs: AttributesImpl) -> None:
        first = self._columns_named + 1
        self._columns_named += _number(attrs, "table:number-columns-repeated")
        if attrs.get("table:visibility") in HIDDEN:
            last = min(self._columns_named, self._limits.columns)
            self._extent.hidden_columns.update(range(first, last + 1))

    def _start_row(self, attrs: AttributesImpl) -> None:
        self._row += 1
        self._column = 0
        self._rows = _number(attrs, "table:number-rows-repeated")
        if attrs.get("table:visibility") in HIDDEN:
            last = min(self._row + self._rows - 1, LAST_ROW)
            self._extent.hidden_rows.update(range(self._row, last + 1))

    def _start_cell(self, attrs: AttributesImpl) -> None:
        self._column += 1
        self._cells = _number(attrs, "table:number-columns-repeated")
        self._length = len(attrs.get("office:value", ""))
        down = _number(attrs, "table:number-rows-spanned")
        right = _number(attrs, "table:number-columns-spanned")
        if down > 1 and len(self._extent.merged) < LAST_ROW:
            self._extent.merged.append(
                (self._row, self._column, self._row + down - 1, self._column + right - 1)
            )


def _number(attrs: AttributesImpl, name: str) -> int:
    return max(1, int(attrs.get(name, "1")))
