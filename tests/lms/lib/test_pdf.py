from urllib.parse import quote

import pytest

from lms.lib import pdf
from tests.pdf import unpacked

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<rect fill="%s" width="9" height="9"/></svg>'
)
PAGE = '<html lang="es"><title>x</title><p><img alt="%s" src="%s">'


@pytest.mark.usefixtures("machine_without_pango")
def test_without_pango_the_reason_names_the_packages_to_install():
    with pytest.raises(pdf.PdfUnavailable, match=r"libpango-1.0-0 libpangoft2-1.0-0"):
        pdf.pdf_of("<p>x", style="css/documents.css")


def test_a118_without_the_font_there_is_no_document_rather_than_another(monkeypatch):
    pytest.importorskip("weasyprint")
    monkeypatch.setattr(pdf, "FONT", "No Such Sans")
    pdf._press.cache_clear()

    with pytest.raises(pdf.PdfUnavailable, match="No Such Sans"):
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
