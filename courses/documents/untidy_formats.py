"""The two kinds of workbook that no library of ours writes: LibreOffice's and Excel 97's."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

# LibreOffice

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return an ODS workbook as LibreOffice ends it: with a million empty rows in one element."""
    lines = "".join(_ods_row(row) for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0" office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="{escape(title)}">{lines}'
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def _ods_row(row: Sequence[str]) -> str:
    cells = "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in row
    )
    return f"<table:table-row>{cells}</table:table-row>"


# Excel 97

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST_STREAM = 4096  # Shorter ones are kept elsewhere.


def write_xls(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return an XLS workbook (BIFF8 in a compound file) that holds the rows as text."""
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    before = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    before += _record(0x0042, struct.pack("<H", 0x04B0))
    at = len(before) + 4 + 6 + len(name) + 4
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for number, row in enumerate(rows):
        sheet += b"".join(
            _record(
                0x0204,
                struct.pack("<HHHHB", number, column, 0, len(cell), 1) + cell.encode("utf-16-le"),
            )
            for column, cell in enumerate(row)
            if cell
        )
    stream = before + _record(0x0085, struct.pack("<IH", at, 0) + name) + _record(0x000A, b"")
    return _compound_file(stream + sheet + _record(0x000A, b""))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound_file(stream: bytes) -> bytes:
    """Wrap the stream "Workbook": header, allocation table, folder, then the stream itself."""
    stream = stream.ljust(SMALLEST_STREAM, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    long = len(stream) // SECTOR
    tables = 1
    while tables * (SECTOR // 4) < tables + 1 + long:
        tables += 1
    first = tables + 1
    chain = [*range(first + 1, first + long), END]
    table = [FAT] * tables + [END, *chain]
    table += [FREE] * (tables * (SECTOR // 4) - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    folder = _entry("Root Entry", kind=5, child=1, start=END, size=0)
    folder += _entry("Workbook", kind=2, child=FREE, start=first, size=len(stream))
    folder += _entry("", kind=0, child=FREE, start=0, size=0) * 2
    return header + struct.pack(f"<{len(table)}I", *table) + folder + stream


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    head = letters.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
