"""Private uploads: what kind of file something really is, and a name that can do no harm."""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

# The kinds that people may hand in, with the type under which a file is sent back.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
LONGEST_NAME = 100
_BEGINNINGS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = re.compile(r"vbaproject\.bin$|^basic/|^scripts/", re.IGNORECASE)
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_MOST_PARTS = 5000


def kind_of(file: BinaryIO) -> str:
    """Return which of ``TYPES`` the content is, whatever its name says; "" for anything else.

    Documents with macros are none of them. Nothing is unpacked but a word in a container.
    """
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    for kind, beginning in _BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    try:
        return _kind_of_container(file) if head.startswith(b"PK\x03\x04") else ""
    finally:
        file.seek(0)


def _kind_of_container(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as container:
            names = container.namelist()
            if len(names) > _MOST_PARTS or any(_MACROS.search(name) for name in names):
                return ""
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _PARTS.items() if part in names), "")
            if "mimetype" in names and container.getinfo("mimetype").file_size < LONGEST_NAME:
                said = container.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind, type_ in TYPES.items() if type_ == said), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return ""
    return ""


def safe_name(name: str, kind: str) -> str:
    """Return the name people gave a file, without what could harm where it is saved.

    It ends as the content is, in composed letters, and is at most ``LONGEST_NAME`` long.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = PurePosixPath(name).name
    if "." in stem:
        stem = stem.rpartition(".")[0]
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(" .")
    if not stem or _DEVICES.match(stem):
        stem = f"archivo {stem}".strip()
    return f"{stem[: LONGEST_NAME - len(kind) - 1].rstrip(' .')}.{kind}"
