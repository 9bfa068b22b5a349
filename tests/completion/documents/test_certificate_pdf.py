import re
import shutil
import subprocess
import zlib

import pytest

from completion.documents import certificate_pdf as press
from completion.documents.caracol import segments
from completion.documents.certificate_pdf import certificate_html, certificate_pdf
from completion.documents.qr import qr_path
from completion.domain.certificates import issue, place_line
from tests.completion.world import make_cohort, somebody_complete
from tests.factories import UserFactory

weasyprint = pytest.importorskip("weasyprint")

LONG_NAME = "Ñähñu Moʼoryiixpïit Ixtlilxóchitl Nezahualcóyotl Gómez Dänthe"


def snapshot(name="María Xóchitl Hernández", title="Agua segura"):
    enrolment = somebody_complete(
        make_cohort(signatories="Ana Ruiz | Titular | PNUD"),
        participant=UserFactory(given_names=name, surname_1=""),
    )
    facts = issue(enrolment).snapshot
    return facts | {"project": {"title": title, "goals": [6, 5]}}


def unpacked(pdf):
    """All of a PDF's compressed parts as one piece of bytes, for looking things up."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts)


@pytest.mark.django_db
def test_a94_the_pdf_is_tagged_has_language_and_title_and_is_one_page():
    facts = snapshot()

    pdf = certificate_pdf(facts)

    inside = unpacked(pdf)
    assert b"/MarkInfo" in inside
    assert b"es-MX" in inside
    assert b"pdfuaid" in inside
    assert b"/Figure" in inside
    assert b"/Alt" in inside
    assert len(re.findall(rb"/Type\s*/Page\b", inside)) == 1
    assert len(pdf) < 60_000


@pytest.mark.django_db
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler reads the text back")
def test_the_text_can_be_read_back_with_every_sign_of_the_name(tmp_path):
    facts = snapshot(name="Moʼoryiixpïit Ḵa Ñähñu")
    file = tmp_path / "certificate.pdf"
    file.write_bytes(certificate_pdf(facts))

    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout

    for part in (
        "Moʼoryiixpïit Ḵa Ñähñu",
        facts["folio"],
        facts["course"],
        "Agua segura",
        "Ana Ruiz",
    ):
        assert part in text


@pytest.mark.django_db
def test_a_long_name_and_project_still_make_one_page():
    facts = snapshot(name=LONG_NAME, title="Agua segura y manejo comunitario " * 4)

    _library, fonts, style, _fetcher = press._press()

    document = weasyprint.HTML(string=certificate_html(facts)).render(
        stylesheets=[style], font_config=fonts
    )

    assert 'class="sheet long"' in certificate_html(facts)
    assert len(document.pages) == 1


@pytest.mark.django_db
def test_what_people_wrote_cannot_become_markup():
    facts = snapshot(name="<b>Ana</b> & 'co'", title="<script>x</script>")

    html = certificate_html(facts)

    assert "<script>" not in html
    assert "&lt;b&gt;Ana&lt;/b&gt; &amp;" in html


@pytest.mark.django_db
def test_without_pango_the_reason_is_plain(monkeypatch):
    facts = snapshot()

    def no_pango():
        raise press.PdfUnavailable("Pango is missing.")

    monkeypatch.setattr(press, "_press", no_pango)

    with pytest.raises(press.PdfUnavailable):
        certificate_pdf(facts)


def test_the_ring_has_a_growing_segment_for_each_goal():
    drawn = segments()

    radii = [float(re.search(r"A([\d.]+) ", path)[1]) for _colour, path in drawn]
    assert len(drawn) == 17
    assert radii == sorted(radii)
    assert (radii[0], radii[-1]) == (58, 100)


def test_the_qr_is_drawn_as_its_matrix_says():
    import segno  # noqa: PLC0415 -- only this test compares with it

    address = "https://aula.example.org/v/" + "x" * 43
    side, path = qr_path(address)

    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(address, error="m", micro=False).matrix
    assert side == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {
                "position": "Directora",
                "organisation": "H. Ayuntamiento de Toluca",
                "municipality": "Toluca",
                "state": "México",
            },
            "Directora, H. Ayuntamiento de Toluca, México",
        ),
        (
            {"organisation": "Ayuntamiento", "municipality": "Chalco", "state": "México"},
            "Ayuntamiento, Chalco, México",
        ),
        ({"organisation": "Red de mujeres"}, "Red de mujeres"),
    ],
)
def test_the_place_says_nothing_twice(facts, line):
    assert place_line(facts) == line
