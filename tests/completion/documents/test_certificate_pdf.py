import shutil
import subprocess

import pytest

from completion.documents.certificate_pdf import certificate_html, certificate_pdf
from completion.domain.certificates import issue, place_line
from tests.completion.world import make_cohort, somebody_complete
from tests.factories import UserFactory
from tests.pdf import faults_of, pages_of, unpacked

pytest.importorskip("weasyprint")

LONG_NAME = "Ñähñu Moʼoryiixpïit Ixtlilxóchitl Nezahualcóyotl Gómez Dänthe"


def snapshot(name="María Xóchitl Hernández", title="Agua segura"):
    enrolment = somebody_complete(
        make_cohort(signatories="Ana Ruiz | Titular | PNUD"),
        participant=UserFactory(given_names=name, surname_1=""),
    )
    facts = issue(enrolment).snapshot
    return facts | {"project": {"title": title, "goals": [6, 5]}}


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
    assert pages_of(pdf) == 1
    assert len(pdf) < 60_000


@pytest.mark.django_db
def test_a_reader_of_pdfs_finds_no_fault():
    pdf = certificate_pdf(snapshot())

    assert faults_of(pdf) == []


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

    pdf = certificate_pdf(facts)

    assert 'class="sheet long"' in certificate_html(facts)
    assert pages_of(pdf) == 1


@pytest.mark.django_db
def test_what_people_wrote_cannot_become_markup():
    facts = snapshot(name="<b>Ana</b> & 'co'", title="<script>x</script>")

    html = certificate_html(facts)

    assert "<script>" not in html
    assert "&lt;b&gt;Ana&lt;/b&gt; &amp;" in html


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
