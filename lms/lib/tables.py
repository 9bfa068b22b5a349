"""Reading the table that somebody sent, as a workbook, CSV or pasted text, without trusting it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from lms.lib.workbook import read_old_workbook, read_workbook
from lms.lib.workbook_limits import (
    SPARE_ROWS,
    Limits,
    Sheet,
    cell_too_long,
    too_many_columns,
    too_many_rows,
    unreadable,
)


@dataclass(frozen=True)
class Line:
    """One row of the table, numbered from 1 as the spreadsheet numbers it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows that hold something, and what the reader should know about how they were read."""

    lines: list[Line]
    encoding: str = ""
    is_encoding_certain: bool = True
    sheet: str = ""
    hidden_lines: tuple[int, ...] = ()
    hidden_columns: int = 0


REFUSED_ENDINGS = {
    ".xlsm": _("This workbook can hold macros."),
    ".xlsb": _("This is a binary workbook (.xlsb)."),
    ".numbers": _("This is a Numbers spreadsheet (.numbers)."),
    ".pdf": _("This is a PDF: its table cannot be read reliably."),
    ".doc": _("This is a text document, not a spreadsheet."),
    ".docx": _("This is a text document, not a spreadsheet."),
    ".html": _("This is a web page, not a spreadsheet."),
    ".htm": _("This is a web page, not a spreadsheet."),
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"{\\rtf")


def read_tables(content: bytes, *, name: str, limits: Limits) -> list[Table]:
    """Return the tables of a file: the visible sheets of a workbook, or the one of a CSV.

    What the file is decides, not what it is called.

    Raises RuleViolation when the file is too large, of another kind, damaged or protected.
    """
    if not content.strip():
        raise unreadable(_("The file is empty."), "empty")
    if len(content) > limits.bytes:
        raise RuleViolation(
            _("The file has %(size)s MB; at most %(limit)s MB are read."),
            code="too_large",
            params={
                "size": f"{len(content) / 1024 / 1024:.1f}",
                "limit": limits.bytes // 1024 // 1024,
            },
        )
    _refuse_other_kinds(content, name)
    if content.startswith(b"PK"):
        return [_from_sheet(sheet, limits) for sheet in read_workbook(content, limits)]
    if content.startswith(OLD_OFFICE):
        return [_from_sheet(sheet, limits) for sheet in read_old_workbook(content)]
    text, encoding, is_certain = decode(content)
    return [read_text(text, limits=limits, encoding=encoding, is_encoding_certain=is_certain)]


def _refuse_other_kinds(content: bytes, name: str) -> None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if content.startswith(OLD_OFFICE):
        if ENCRYPTED in content:
            raise unreadable(_("The file is protected by a password."), "password")
        if ending in REFUSED_ENDINGS:
            raise unreadable(REFUSED_ENDINGS[ending], "kind")
        return
    if b"%pdf-" in start:
        raise unreadable(REFUSED_ENDINGS[".pdf"], "kind")
    if start.startswith(b"<"):
        raise unreadable(REFUSED_ENDINGS[".html"], "kind")
    if content.startswith(PICTURES):
        raise unreadable(_("This is no spreadsheet."), "kind")
    if ending in REFUSED_ENDINGS:
        raise unreadable(REFUSED_ENDINGS[ending], "kind")


# Text


def decode(content: bytes) -> tuple[str, str, bool]:
    """Return the text, the name of its encoding, and whether that is beyond doubt."""
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if content.startswith(mark):
            return _strict(content, codec), name, True
    if b"\0" in content[:2000]:
        # Without a mark, the zeros of UTF-16 tell which byte comes first.
        little = content[1:2000:2].count(0) > content[0:2000:2].count(0)
        return _strict(content, "utf-16-le" if little else "utf-16-be"), "UTF-16", True
    try:
        return content.decode("utf-8"), "UTF-8", True
    except UnicodeDecodeError:
        return _decode_by_spanish_letters(content)


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as broken:
        raise unreadable(_("The letters of this file cannot be read."), "encoding") from broken


OLD_CODECS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "MS-DOS 850"}
SPANISH = set("áéíóúüñÁÉÍÓÚÜÑ")
APOSTROPHES = set("’‘ʼ")
NEUTRAL = APOSTROPHES | set("“”°ºª¿¡«»\u00a0")
# D’Angelo, read as if another system had written it: DíAngelo.
GLUED = re.compile("[áéíóúüñ][A-ZÁÉÍÓÚÜÑ][a-z]")


@dataclass(frozen=True)
class _Reading:
    """What a text would be in one encoding, and how much of it is Spanish and how much is odd."""

    name: str
    text: str
    signs: Counter[str]

    @property
    def spanish(self) -> int:
        return sum(count for sign, count in self.signs.items() if sign in SPANISH)

    @property
    def odd(self) -> int:
        known = SPANISH | NEUTRAL
        return len(GLUED.findall(self.text)) + sum(
            count for sign, count in self.signs.items() if sign not in known
        )

    @property
    def may_be_names(self) -> bool:
        return not self.odd and set(self.signs) <= SPANISH | APOSTROPHES


def _decode_by_spanish_letters(content: bytes) -> tuple[str, str, bool]:
    """Choose the one-byte encoding that shows Spanish letters and the fewest odd signs.

    Statistics over a whole language fail on a short list of names; these few letters do not. It is
    certain when no other encoding shows names too.
    """
    readings = list(_readings_of(content))
    if not readings:
        raise unreadable(_("The letters of this file cannot be read."), "encoding")
    best = max(readings, key=lambda reading: reading.spanish - reading.odd)
    rivals = [each for each in readings if each.may_be_names and each.text != best.text]
    return best.text, best.name, best.odd == 0 and not rivals


def _readings_of(content: bytes) -> Iterator[_Reading]:
    for codec, name in OLD_CODECS.items():
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        yield _Reading(name, text, Counter(sign for sign in text if ord(sign) > 127))


def read_text(
    text: str, *, limits: Limits, encoding: str = "", is_encoding_certain: bool = True
) -> Table:
    """Return the rows of separated or pasted text; comma, semicolon, tab or bar."""
    text = text.replace("\0", "").lstrip("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # An old Macintosh ends lines so.
    separator = ""
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    separator = separator or _separator_of(text)
    lines: list[Line] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            _add_line(lines, number, cells, limits)
    except csv.Error as broken:
        raise unreadable(_("The columns of this file cannot be told apart."), "csv") from broken
    return Table(lines, encoding=encoding, is_encoding_certain=is_encoding_certain)


def _separator_of(text: str) -> str:
    """Return the sign that cuts the first lines into the most columns, most evenly."""
    sample = "\n".join(text.splitlines()[:40])

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter(
            len(cells)
            for cells in csv.reader(io.StringIO(sample), delimiter=separator)
            if len(cells) > 1
        )
        if not widths:
            return (0, 0)
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        return (count, width)

    try:
        return max(",;\t|", key=evenness)
    except csv.Error:
        return ","


def _add_line(lines: list[Line], number: int, values: list[object] | tuple, limits: Limits) -> None:
    """Append the row unless it is empty; refuse what is beyond the limits, naming the place."""
    cells = [cell_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        return
    if len(cells) > limits.columns:
        raise too_many_columns(number, len(cells), limits.columns)
    if any(len(cell) > limits.cell for cell in cells):
        raise cell_too_long(number, limits.cell)
    lines.append(Line(number, tuple(cells)))
    if len(lines) > limits.rows + SPARE_ROWS:
        raise too_many_rows(limits.rows)


FORMULA_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#N/D"}


def cell_text(value: object) -> str:
    """Write what a cell holds as people see it: 12.0 as 12, no control signs, errors as nothing."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = clean(str(value))
    return "" if text in FORMULA_ERRORS else text


def _from_sheet(sheet: Sheet, limits: Limits) -> Table:
    lines: list[Line] = []
    hidden: list[Line] = []
    for number, values in enumerate(sheet.rows, 1):
        seen = [value for at, value in enumerate(values, 1) if at not in sheet.hidden_columns]
        _add_line(hidden if number in sheet.hidden_rows else lines, number, seen, limits)
    return Table(
        lines,
        sheet=sheet.name,
        hidden_lines=tuple(line.number for line in hidden),
        hidden_columns=len(sheet.hidden_columns),
    )
