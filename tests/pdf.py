"""Reading a PDF back: what is in it, how many pages, and what two checkers of PDF/UA say."""

import re
import tempfile
import zlib
from pathlib import Path

import outloud
import pdfua


def unpacked(pdf: bytes) -> bytes:
    """Return all of a PDF's compressed parts as one piece of bytes, for looking things up."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            # Unlike zlib.decompress, it takes a part whose last byte reads like the end of a line.
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", unpacked(pdf)))


def faults_of(pdf: bytes) -> list[str]:
    """Return what a screen reader would stumble over, as outloud and pdfua see it.

    What outloud only warns about are guesses from the drawing, as of a form that is meant to be
    empty; whatever pdfua says counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(pdf)
        heard = outloud.check(str(file))
        checked = pdfua.validate(str(file))
    assert not heard.error, heard.error
    return [
        *(
            f"{found.rule}: {found.message}"
            for found in heard.findings
            if found.severity == "error"
        ),
        *(f"{found.rule_id}: {found.message}" for found in checked.findings),
    ]
