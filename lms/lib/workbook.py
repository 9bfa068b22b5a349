"""Opening a workbook from a stranger: everything is measured before it is parsed.

The zip's directory is checked, its XML parts are unpacked within the limit and packed again (so
that the parser sees exactly what was measured), each sheet is walked once as a stream for its
extent, its hidden rows and its merged cells, and only then are the values read, by a process that
has a ceiling of memory and of seconds.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from django.utils.translation import gettext_lazy as _

from lms.lib import workbook_ods, workbook_xlsx
from lms.lib.workbook_limits import (
    Extent,
    Limits,
    Sheet,
    too_much,
    unreadable,
)

MEMBERS = 1000
MEGABYTES = 768
SECONDS = 20
READER = Path(__file__).with_name("workbook_values.py")
BROKEN = (
    zipfile.BadZipFile,
    SAXException,
    ParseError,
    NotImplementedError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
)


def read_workbook(content: bytes, limits: Limits) -> list[Sheet]:
    """Return the visible sheets of an XLSX or ODS workbook, values only.

    Raises RuleViolation for another kind of zip, macros, a password, damage, or too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind_of(archive, limits)
            parts = _unpack(archive, kind.NEEDED)
        extents = kind.extents_of(parts, limits)
    except DefusedXmlException as attack:
        raise unreadable(_("The file refers to things outside itself."), "unsafe") from attack
    except BROKEN as broken:
        raise damaged() from broken
    return [_sheet(each, extents.get(each["name"], Extent())) for each in values_of(_pack(parts))]


def read_old_workbook(content: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook of an old version of Excel (.xls).

    Which rows are hidden cannot be told from these.
    """
    return [_sheet(each, Extent()) for each in values_of(content)]


def damaged() -> Exception:
    return unreadable(_("The file is damaged or incomplete."), "damaged")


def _sheet(said: dict[str, Any], extent: Extent) -> Sheet:
    rows = said["rows"]
    merged = [
        (top + 1, left + 1, bottom + 1, right + 1) for top, left, bottom, right in said["merged"]
    ]
    for top, left, bottom, right in {*merged, *extent.merged}:
        if left == right and top < bottom:
            _fill_down(rows, top, bottom, left)
    return Sheet(said["name"], rows, extent.hidden_rows, extent.hidden_columns)


def _fill_down(rows: list[list[object]], top: int, bottom: int, column: int) -> None:
    """Give every row of a merged cell its value: two people, one cell for their municipality."""
    if top > len(rows) or column > len(rows[top - 1]):
        return
    value = rows[top - 1][column - 1]
    for row in rows[top : min(bottom, len(rows))]:
        row[column - 1] = value


# The process that reads the values


def values_of(content: bytes) -> list[dict[str, Any]]:
    """Return each sheet as workbook_values.py answers it, or refuse what it cannot bear."""
    command = [sys.executable, "-I", str(READER), str(MEGABYTES), str(SECONDS)]
    try:
        finished = subprocess.run(  # noqa: S603 -- our own program, numbers as arguments
            command, input=content, capture_output=True, timeout=SECONDS * 2, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise too_much() from slow
    if finished.returncode:
        # Out of memory or of time, or a fault of the parser: it ended without an answer.
        raise too_much()
    said = json.loads(finished.stdout)
    if isinstance(said, dict):
        raise _protected() if said["error"] == "password" else damaged()
    return said


def _protected() -> Exception:
    return unreadable(_("The file is protected by a password."), "password")


# The zip


def _kind_of(archive: zipfile.ZipFile, limits: Limits) -> Any:
    """Measure the directory and return the module that knows this kind of workbook."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(names) > MEMBERS or sum(each.file_size for each in members) > limits.unpacked_bytes:
        raise too_much()
    if any(member.flag_bits & 1 for member in members):
        raise _protected()
    _refuse_other_kinds(names)
    if len(set(names)) < len(names):
        raise damaged()
    if "xl/workbook.xml" in names:
        return workbook_xlsx
    if "content.xml" in names and archive.read("mimetype") == workbook_ods.KIND:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise _protected()
        return workbook_ods
    raise unreadable(_("This is no spreadsheet."), "kind")


def _refuse_other_kinds(names: list[str]) -> None:
    if "xl/vbaProject.bin" in names or any(name.startswith("Basic/") for name in names):
        raise unreadable(_("This workbook can hold macros."), "kind")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise unreadable(_("This is a Numbers spreadsheet (.numbers)."), "kind")


def _unpack(archive: zipfile.ZipFile, is_needed: Callable[[str], object]) -> dict[str, bytes]:
    """Return the parts that hold values."""
    return {
        member.filename: _read(archive, member)
        for member in archive.infolist()
        if is_needed(member.filename)
    }


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
