"""Opening an XLSX workbook from a stranger: everything is measured before it is parsed.

The zip's directory is checked, its XML parts are unpacked within the limit and packed again
(so that the parser sees exactly what was measured), each sheet is walked once as a stream for
its extent and its hidden rows, and only then the values are read.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException, ElementTree
from defusedxml import sax as defused_sax
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from lms.lib.errors import RuleViolation

WHAT_WE_TAKE = _("Save the list as an Excel workbook (.xlsx) or as CSV and upload it again.")
MEMBERS = 1000
ELEMENTS = 3_000_000
CHARACTERS = 20_000_000
SHEETS = 20
LAST_ROW = 20_000  # The parser makes room for every cell between the first and the last.
NEEDED = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?[\w.]+\.(xml|rels)|xl/worksheets/[\w.]+\.xml)$"
)
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"


@dataclass
class Sheet:
    """One visible sheet: its rows from the first one of the spreadsheet on."""

    name: str
    rows: list[list[object]]
    hidden_rows: set[int]
    hidden_columns: set[int]


@dataclass(frozen=True)
class Limits:
    """How much of everything a file may hold."""

    bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cell: int


def unreadable(why: object, code: str) -> RuleViolation:
    """Return a refusal that says what the file is and what to send instead."""
    return RuleViolation(
        _("%(why)s %(instead)s"), code=code, params={"why": why, "instead": WHAT_WE_TAKE}
    )


def too_many_rows(limit: int) -> RuleViolation:
    return RuleViolation(
        _("The list has more than %(limit)s rows. Divide it into several files."),
        code="too_many_rows",
        params={"limit": limit},
    )


def read_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """Return the visible sheets of an XLSX workbook, values only.

    Raises RuleViolation for another kind of zip, macros, a password, damage, or too much.
    """
    parts = _unpack(content, limits)
    try:
        sheets = _visible_sheets(parts)
        lengths = _lengths_of_shared_texts(parts.get("xl/sharedStrings.xml", b""))
        book = CalamineWorkbook.from_filelike(io.BytesIO(_pack(parts)))
        return [_read_sheet(book, name, parts[path], lengths, limits) for name, path in sheets]
    except DefusedXmlException as attack:
        raise unreadable(_("The file refers to things outside itself."), "unsafe") from attack
    except (SAXException, ParseError, CalamineError, KeyError, ValueError) as broken:
        raise _damaged() from broken


def _damaged() -> RuleViolation:
    return unreadable(_("The file is damaged or incomplete."), "damaged")


# The zip


def _unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the XML parts that hold values, after measuring the whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members, limits)
            return {
                member.filename: _read(archive, member)
                for member in members
                if NEEDED.match(member.filename)
            }
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as broken:
        raise _damaged() from broken


def _check_directory(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [member.filename for member in members]
    if len(names) > MEMBERS or sum(each.file_size for each in members) > limits.unpacked_bytes:
        raise unreadable(_("Unpacked, the file is larger than what is read."), "unpacked_size")
    if any(member.flag_bits & 1 for member in members):
        raise unreadable(_("The file is protected by a password."), "password")
    if "xl/vbaProject.bin" in names:
        raise unreadable(_("This workbook can hold macros."), "kind")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise unreadable(_("This is a Numbers spreadsheet (.numbers)."), "kind")
    if "xl/workbook.xml" not in names:
        raise unreadable(_("This is no spreadsheet."), "kind")
    if len(set(names)) < len(names):
        raise _damaged()


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return one part. zipfile stops at the size that the directory says, which was added up."""
    part = archive.read(member)
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise unreadable(_("The file refers to things outside itself."), "unsafe")
    return part


def _pack(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


# The sheets


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


@dataclass
class _Extent:
    """What a walk over the XML of a sheet found."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class _SheetWalk(ContentHandler):
    """Measure a sheet as it streams by; refuse as soon as it is too much."""

    def __init__(self, lengths: list[int], limits: Limits) -> None:
        super().__init__()
        self.found = _Extent()
        self._lengths, self._limits = lengths, limits
        self._row = self._column = self._filled_rows = self._elements = self._characters = 0
        self._row_is_filled = False
        self._kind = ""
        self._value: list[str] | None = None
        self._value_length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX
        self._elements += 1
        if self._elements > ELEMENTS:
            raise unreadable(_("Unpacked, the file is larger than what is read."), "unpacked_size")
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
        self._column, self._row_is_filled = 0, False
        if attrs.get("hidden") in {"1", "true"} and len(self.found.hidden_rows) <= LAST_ROW:
            self.found.hidden_rows.add(self._row)

    def _start_columns(self, attrs: AttributesImpl) -> None:
        if attrs.get("hidden") in {"1", "true"}:
            last = min(int(attrs.get("max", 0)), self._limits.columns)
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
        if not length:
            return
        self._characters += length
        if length > self._limits.cell:
            raise cell_too_long(self._row, self._limits.cell)
        if self._column > self._limits.columns:
            raise too_many_columns(self._row, self._column, self._limits.columns)
        if not self._row_is_filled:
            self._filled_rows, self._row_is_filled = self._filled_rows + 1, True
        too_many = self._filled_rows > self._limits.rows + SPARE_ROWS or self._row > LAST_ROW
        if too_many or self._characters > CHARACTERS:
            raise too_many_rows(self._limits.rows)


SPARE_ROWS = 200  # Titles above a table and remarks below it.


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


def _read_sheet(
    book: CalamineWorkbook, name: str, part: bytes, lengths: list[int], limits: Limits
) -> Sheet:
    walk = _SheetWalk(lengths, limits)
    defused_sax.parseString(part, walk, forbid_dtd=True)
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for top, left, bottom, right in walk.found.merged:
        if left == right and top < bottom:
            _fill_down(rows, top, bottom, left)
    return Sheet(name, rows, walk.found.hidden_rows, walk.found.hidden_columns)


def _fill_down(rows: list[list[object]], top: int, bottom: int, column: int) -> None:
    """Give every row of a merged cell its value: two people, one cell for their municipality."""
    if top > len(rows) or column > len(rows[top - 1]):
        return
    value = rows[top - 1][column - 1]
    for row in rows[top : min(bottom, len(rows))]:
        row[column - 1] = value
