"""The files of a project: a workbook that runs nothing, a JSON in its schema, tagged PDFs."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from assessments.documents.project_json import project_json
from assessments.documents.project_pdf import project_html
from assessments.documents.project_xlsx import project_xlsx
from assessments.domain.checker.reading import read_project
from assessments.domain.exchange.json_schema import project_schema
from assessments.domain.exchange.state import state_in, state_of
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from courses.domain.goals import load_goals
from lms.lib.pdf import pdf_of
from tests.assessments.domain.checker.projects import demo, demo_projects
from tests.factories import EnrolmentFactory
from tests.json_schema import misfits
from tests.pdf import faults_of, unpacked

HOSTILE = '=cmd|"/C calc"!A0 <script>alert(1)</script>'
PUBLISHED = Path(settings.BASE_DIR) / "docs" / "project.schema.json"


@pytest.fixture
def project(db):
    load_goals()
    project = project_of(EnrolmentFactory())
    write_facts(project, read_project(demo() | {"title": HOSTILE, "fictitious": True}), by=None)
    project.refresh_from_db()
    return project


@pytest.mark.django_db
def test_no_cell_of_the_workbook_is_a_formula_and_risky_ones_stay_text_when_retyped():
    load_goals()
    content = project_xlsx(state_in(demo() | {"title": "=1+1", "summary": "@SUM(A1)"}))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet for sheet in sheets)
    assert "=1+1" in parts["xl/sharedStrings.xml"]
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    matrix = sheets[0]
    assert 'orientation="landscape"' in matrix
    assert 'fitToWidth="1"' in matrix or "fitToPage" in matrix
    assert 'hidden="1"' in re.search(r'<row r="1"[^>]*>', matrix)[0]
    assert "Print_Titles" in parts["xl/workbook.xml"]


@pytest.mark.django_db
def test_rows_of_the_workbook_show_all_that_they_hold_and_people_read_words_in_them():
    load_goals()
    long = "Los hogares reciben agua continua. " * 12
    with override("es-mx"):
        content = project_xlsx(state_in(demo() | {"summary": long}))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    tabs = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"])
    assert all(len(tab) <= 31 for tab in tabs)
    assert "Sin dejar a nadie atrás" in tabs
    # Of another audience.
    assert "Planeación de clase" not in tabs
    assert {"Impacto", "Viabilidad"} <= set(
        re.findall(r">([^<]+)</t>", parts["xl/sharedStrings.xml"])
    )
    profile = parts[f"xl/worksheets/sheet{tabs.index('Perfil') + 1}.xml"]
    heights = [float(height) for height in re.findall(r'<row [^>]*ht="([\d.]+)"', profile)]
    assert 13.5 * 5 <= max(heights) <= 13.5 * 10
    # They grow when somebody writes more into them.
    assert "customHeight" not in profile


@pytest.mark.parametrize("said", demo_projects(), ids=lambda said: said["id"])
def test_the_json_of_a_project_fits_the_published_schema(said):
    written = json.loads(project_json(read_project(said), schema="x"))

    schema = project_schema("x")

    assert list(misfits(written, schema)) == []
    written["stakeholders"][0]["influence"] = "mucha"
    written["logframe"]["goal"]["texto"] = "x"
    assert len(list(misfits(written, schema))) == 2


def test_the_schema_in_the_docs_is_the_one_that_is_served():
    expected = project_schema("https://aula.example/formatos/proyecto.schema.json")

    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == expected, (
        "Write it anew: python -m tests.assessments.documents.test_project_files"
    )


def test_the_print_of_the_matrix_is_tagged_repeats_its_heads_and_runs_nothing(project):
    pytest.importorskip("weasyprint")
    with override("es-mx"):
        html = project_html(project, "matriz")

    pdf = pdf_of(html, style="css/project.css")

    assert "<script>" not in html
    assert faults_of(pdf) == []
    inside = unpacked(pdf)
    for sign in (b"pdfuaid", b"es-MX", b"/Scope", b"/THead"):
        assert sign in inside
    assert b"[0 0 792 612]" in re.sub(rb"(\d+)\.\d+", rb"\1", inside)


def test_the_other_prints_say_every_indicator_and_every_step(project):
    sheets = project_html(project, "indicadores")
    forms = project_html(project, "formatos")

    assert sheets.count('class="sheet"') == sum(len(r.indicators) for r in facts_of(project).rows)
    numbers = re.findall(r'<span class="code">(2\.\d+)</span>', forms)
    assert numbers == [f"2.{n}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15)]
    assert HOSTILE not in forms


@pytest.mark.django_db
def test_a_workbook_of_an_empty_project_can_be_made():
    load_goals()

    assert project_xlsx(state_of(project_of(EnrolmentFactory()))).startswith(b"PK")


if __name__ == "__main__":
    schema = project_schema("https://aula.example/formatos/proyecto.schema.json")
    PUBLISHED.write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
