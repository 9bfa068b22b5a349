"""The inside of an XLSX workbook: which parts hold values, and a walk over each sheet."""

import re
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import ElementTree
from defusedxml import sax as defused_sax

from lms.lib.workbook_limits import LAST_ROW, Extent, Limits, Meter

NEEDED = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?[\w.]+\.(xml|rels)|xl/worksheets/[\w.]+\.xml)$"
).match
SHEETS = 20
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"


def extents_of(parts: dict[str, bytes], limits: Limits) -> dict[str, Extent]:
    """Return what is hidden and merged in each visible sheet; refuse what is too much."""
    lengths = _lengths_of_shared_texts(parts.get("xl/sharedStrings.xml", b""))
    extents = {}
    for name, path in _visible_sheets(parts):
        walk = _SheetWalk(lengths, Meter(limits))
        defused_sax.parseString(parts[path], walk, forbid_dtd=True)
        extents[name] = walk.found
    return extents


def _visible_sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return (name, part) of each worksheet that people see when they open the workbook."""
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"], forbid_dtd=True)
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    book = ElementTree.fromstring(parts["xl/workbook.xml"], forbid_dtd=True)
    found = []
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet" or sheet.get("state", "visible") != "visible":
            continue
        relation = sheet.get(f"{RELATIONS}id") or sheet.get(f"{STRICT_RELATIONS}id")
        target = targets[relation]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:  # Chart sheets are not.
            found.append((sheet.get("name", ""), path))
    return found[:SHEETS]


class _TextLengths(ContentHandler):
    """How long each text of the shared table is, without keeping it."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self._inside = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX
        local = name.rpartition(":")[2]
        if local == "si":
            self.lengths.append(0)
        self._inside = local == "t" and bool(self.lengths)

    def endElement(self, name: str) -> None:  # noqa: N802 -- SAX
        self._inside = False

    def characters(self, content: str) -> None:
        if self._inside:
            self.lengths[-1] += len(content)


def _lengths_of_shared_texts(part: bytes) -> list[int]:
    handler = _TextLengths()
    if part:
        defused_sax.parseString(part, handler, forbid_dtd=True)
    return handler.lengths


def _column_of(reference: str) -> int:
    """Return 28 for AB7; 0 when the cell does not say where it is."""
    column = 0
    for sign in reference:
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign.upper()) - 64
    return column


class _SheetWalk(ContentHandler):
    """Measure a sheet as it streams by; refuse as soon as it is too much."""

    def __init__(self, lengths: list[int], meter: Meter) -> None:
        super().__init__()
        self.found = Extent()
        self._lengths, self._meter = lengths, meter
        self._row = self._column = 0
        self._kind = ""
        self._value: list[str] | None = None
        self._value_length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX
        self._meter.element()
        match name.rpartition(":")[2]:
            case "row":
                self._start_row(attrs)
            case "c":
                self._column = _column_of(attrs.get("r", "")) or self._column + 1
                self._kind = attrs.get("t", "")
            case "v" | "is":
                self._value, self._value_length = [], 0
            case "col":
                self._start_columns(attrs)
            case "mergeCell":
                self._remember_merge(attrs.get("ref", ""))

    def endElement(self, name: str) -> None:  # noqa: N802 -- SAX
        if name.rpartition(":")[2] in {"v", "is"} and self._value is not None:
            self._end_value()
            self._value = None

    def characters(self, content: str) -> None:
        if self._value is not None:
            self._value_length += len(content)
            if self._kind == "s":
                self._value.append(content[:12])

    def _start_row(self, attrs: AttributesImpl) -> None:
        self._row = int(attrs.get("r", self._row + 1))
        self._column = 0
        if attrs.get("hidden") in {"1", "true"} and len(self.found.hidden_rows) <= LAST_ROW:
            self.found.hidden_rows.add(self._row)

    def _start_columns(self, attrs: AttributesImpl) -> None:
        if attrs.get("hidden") in {"1", "true"}:
            last = min(int(attrs.get("max", 0)), self._meter.limits.columns)
            self.found.hidden_columns.update(range(int(attrs.get("min", 1)), last + 1))

    def _remember_merge(self, reference: str) -> None:
        places = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", reference)
        if places and len(self.found.merged) < LAST_ROW:
            left, top, right, bottom = places.groups()
            self.found.merged.append((int(top), _column_of(left), int(bottom), _column_of(right)))

    def _end_value(self) -> None:
        length = self._value_length
        if self._kind == "s":
            index = int("".join(self._value) or -1)
            length = self._lengths[index] if 0 <= index < len(self._lengths) else 0
        if length:
            self._meter.value(self._row, self._column, length)
