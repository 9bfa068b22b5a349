import io
import zipfile

import pytest

from lms.lib.files import LONGEST_NAME, kind_of, safe_name

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def container(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def word(**more):
    return container(**{"[Content_Types].xml": "", "word/document.xml": ""} | more)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (word(), "docx"),
        (container(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (container(mimetype=OPEN_DOCUMENT + "text"), "odt"),
        (container(mimetype=OPEN_DOCUMENT + "spreadsheet"), "ods"),
        (b"<html>%PDF-1.7", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", ""),
        (b"MZ\x90\x00", ""),
        (b"", ""),
        (b"PK\x03\x04 broken", ""),
        (container(**{"a.txt": "x"}), ""),
        (container(mimetype="application/zip"), ""),
        (word(**{"word/vbaProject.bin": "x"}), ""),
        (container(mimetype=OPEN_DOCUMENT + "text", **{"Basic/Standard/Module1.xml": "x"}), ""),
    ],
)
def test_the_content_says_what_a_file_is(content, kind):
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ficha.pdf", "ficha.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ana\\mi ficha.PDF", "mi ficha.pdf"),
        ("a\nb\r\0c.pdf", "a b c.pdf"),
        ("CON.pdf", "archivo CON.pdf"),
        (".pdf", "archivo.pdf"),
        ("fic\u0301ha.pdf", "ficha.pdf".replace("c", "\u0107")),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("ñ" * 300 + ".pdf", "ñ" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_names_keep_what_people_read_and_nothing_that_harms(given, kept):
    assert safe_name(given, "pdf") == kept
