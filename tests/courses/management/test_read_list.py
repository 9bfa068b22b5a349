"""`manage.py read_list`: the verdicts of the page, on paper, with nothing written."""

import json

import pytest
from django.core.management import CommandError, call_command

from courses.models import EnrolmentList
from tests.courses.lists import HEADERS, cohort_in_mexico
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db
ROWS = (
    "Ana,Peña,Ruiz,ana@toluca.gob.mx,TOLUCA,Regidora\n"
    "Eva,Sol,,eva@gmail.com,Lerma,Jefa\n"
    "Luz,Paz,,luz@x,Lerma,Jefa\n"
    "Ana,Peña,Ruiz,Ana@Toluca.gob.mx,Toluca,Regidora\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lista.csv"
    path.write_text(HEADERS + ROWS, encoding="cp1252")
    return path


def said(capsys, *arguments, **options):
    call_command("read_list", *arguments, json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_each_row_has_its_line_verdict_and_reasons(file, capsys):
    answer = said(capsys, str(file))

    assert answer["columns"] == {
        "given_names": "Nombre(s)",
        "surname_1": "Primer apellido",
        "surname_2": "Segundo apellido",
        "email": "Correo electrónico",
        "municipality": "Municipio",
        "position": "Cargo",
    }
    assert [(row["row"], row["verdict"], len(row["reasons"])) for row in answer["rows"]] == [
        (2, "ready", 0),
        (3, "warning", 1),
        (4, "fix", 1),
        (5, "duplicate", 1),
    ]
    assert answer["rows"][0] == {
        "row": 2,
        "verdict": "ready",
        "reasons": [],
        "given_names": "Ana",
        "surnames": "Peña Ruiz",
        "email": "ana@toluca.gob.mx",
        "municipality": "Toluca",
        "suggestions": {},
    }
    assert answer["counts"] == {"total": 4, "ready": 1, "warning": 1, "fix": 1, "duplicate": 1}
    assert not EnrolmentList.objects.exists()


def test_for_a_cohort_it_says_who_is_enrolled_already(file, capsys):
    cohort = cohort_in_mexico()
    EnrolmentFactory(cohort=cohort, participant__email="ana@toluca.gob.mx")

    answer = said(capsys, str(file), cohort=cohort.code)

    assert [row["verdict"] for row in answer["rows"]] == [
        "duplicate",
        "warning",
        "fix",
        "duplicate",
    ]


def test_suggestions_are_printed_as_text_and_as_json(tmp_path, capsys):
    path = tmp_path / "lista.csv"
    path.write_text(HEADERS + "Eva,Sol,,eva@gmial.com,Tolca,Jefa\n")

    [row] = said(capsys, str(path))["rows"]
    call_command("read_list", str(path), language="en")

    assert row["suggestions"]["email"] == ["eva@gmail.com"]
    assert row["suggestions"]["municipality"][0] == "Toluca, México"
    printed = capsys.readouterr().out
    assert "Suggested for “E-mail”: eva@gmail.com" in printed
    assert "Suggested for “Municipality”: Toluca, México" in printed


def test_reasons_are_written_in_the_language_asked_for(file, capsys):
    call_command("read_list", str(file), language="en")

    assert "Repeated in the file: This e-mail is in row 2 already." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "cohort", "why"),
    [
        (b"%PDF-1.7", None, "PDF"),
        (b"", None, "vac"),
        (b"esto no es una lista", None, "personas"),
        (b"Nombre,Correo\nAna Paz,a@x.mx\n", "none", "none"),
        (None, None, "No such file"),
    ],
)
def test_what_cannot_be_read_ends_with_a_sentence_and_code_2(tmp_path, content, cohort, why):
    path = tmp_path / "lista.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=why) as refusal:
        call_command("read_list", str(path), cohort=cohort)

    assert refusal.value.returncode == 2
