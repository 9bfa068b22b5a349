import sys
from urllib.parse import quote

import pytest

from lms.lib import pdf
from tests.pdf import unpacked

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect fill="%s" width="9" height="9"/></svg>'
)
PAGE = '<html lang="es"><title>x</title><p><img alt="%s" src="%s">'


class NoPango:
    """What importing the library does on a machine without pango."""

    def find_spec(self, name, *_rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def _machine_without_pango(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    pdf._press.cache_clear()
    yield
    pdf._press.cache_clear()


@pytest.mark.usefixtures("_machine_without_pango")
def test_without_pango_the_reason_names_the_packages_to_install():
    with pytest.raises(pdf.PdfUnavailable, match=r"libpango-1.0-0 libpangoft2-1.0-0"):
        pdf.pdf_of("<p>x", style="css/documents.css")


def test_a_document_reads_no_file_of_the_machine_and_asks_no_other_host(tmp_path):
    pytest.importorskip("weasyprint")
    picture = tmp_path / "secret.svg"
    drawing = SVG % "#ff0000"
    picture.write_text(drawing)
    within = f"data:image/svg+xml,{quote(drawing)}"

    reads, shows = (
        b"1 0 0 rg"
        in unpacked(pdf.pdf_of(PAGE % ("x", source), style="css/documents.css")).replace(
            b"\n", b" "
        )
        for source in (picture.as_uri(), within)
    )

    assert (reads, shows) == (False, True)
