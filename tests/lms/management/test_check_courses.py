import io

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.courses.outlines import lesson, outline, write_course

COURSES = settings.BASE_DIR / "courses" / "content"


def run(folder):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("check_courses", str(folder), stdout=out, stderr=err)
    except CommandError as stopped:
        return out.getvalue(), err.getvalue(), str(stopped)
    return out.getvalue(), err.getvalue(), ""


def bank(count, **changes):
    choices = [
        {"text": "Sí", "correct": True, "feedback": "Sí: es un ODS."},
        {"text": "No", "feedback": "No: es un ODS."} | changes,
    ]
    return {
        "items": [
            {"code": f"M1.2-{number}", "kind": "single", "stem": "¿Es un ODS?", "choices": choices}
            for number in range(count)
        ]
    }


@pytest.fixture
def folder(tmp_path):
    made = write_course(tmp_path / "small", outline(lesson("M1.1"), lesson("M1.2", "Q")))
    write_bank(made, bank(10))
    return made


def write_bank(folder, said):
    (folder / "M1" / "M1.2.items.yaml").write_text(yaml.safe_dump(said))


def test_course_in_order_is_one_line(folder):
    out, err, stopped = run(folder.parent)

    assert out == (
        "small: 60 min en línea, 0 min presenciales, 2 actividades, 1 de 1 escritas, 2 palabras,"
        " 10 reactivos, faltan 1 traducciones.\n"
    )
    assert (err, stopped) == ("", "")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (bank(9), "M1.2.items.yaml"),
        (bank(10, feedback=""), "feedback"),
        ({"items": bank(10)["items"] + bank(1)["items"]}, "M1.2-0"),
        ([], "items"),
        (None, "M1.2"),
    ],
)
def test_bank_with_a_mistake_ends_with_an_error(folder, said, named):
    if said is None:
        (folder / "M1" / "M1.2.items.yaml").unlink()
    else:
        write_bank(folder, said)

    out, err, stopped = run(folder)

    assert out.startswith("small: ")
    assert err.startswith("small: ")
    assert named in err
    assert stopped == "Hay 1 falta."


def test_folder_with_broken_files_is_answered_with_sentences(folder):
    (folder / "course.yaml").write_text("modules: [\n")

    out, err, stopped = run(folder)

    assert out == "small: no se puede leer su esquema.\n"
    assert err == "small: course.yaml: la línea 2 no se puede leer.\n"
    assert stopped == "Hay 1 falta."


def test_course_that_is_offered_needs_all_its_questions(tmp_path):
    said = outline(lesson("M1.1", "F"), lesson("M1.2", "Q")) | {"state": "published"}
    folder = write_course(tmp_path / "small", said)

    _out, err, stopped = run(folder)

    assert err == "small: M1.2: el curso se ofrece y sus preguntas no están escritas.\n"
    assert stopped == "Hay 1 falta."


def test_our_own_courses_have_no_violation():
    out, err, stopped = run(COURSES)

    assert (err, stopped) == ("", "")
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        "academia",
        "cso",
        "ilpes_municipalization",
        "private_sector",
        "public_servants",
        "tutor_training",
    ]


@pytest.mark.parametrize("name", ["nothing", "."])
def test_folder_without_courses_is_a_mistake(tmp_path, name):
    (tmp_path / "empty").mkdir()

    _out, _err, stopped = run(tmp_path / "empty" / name)

    assert stopped.endswith("aquí no hay ningún curso.")
