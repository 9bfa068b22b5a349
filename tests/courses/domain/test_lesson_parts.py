import pytest

from courses.domain.course_check import check_course
from courses.domain.lesson_parts import missing_parts
from courses.domain.text_files import TextFile
from tests.courses.outlines import lesson, outline, write_course

QUESTION = """```question
stem: ¿Sí?
options:
  - {text: Sí, correct: true, reason: Porque sí.}
  - {text: No, reason: Porque no.}
```
"""
WHOLE = f"""## Al terminar esta lección usted podrá

- Leer una meta ODS.

## Ejemplo

|Meta|Dato|
|-|-|
|6.1|41 %|

{QUESTION}
{QUESTION}
## Ideas clave

- Una.
"""


def lacks(markdown, *, language="es", sources=("Naciones Unidas (2015).",)):
    text = TextFile("M1.1", language, (), (), sources, False, markdown, "M1.1.es.md", ())
    return len(list(missing_parts(text)))


def test_lesson_with_all_its_parts_lacks_nothing():
    assert lacks(WHOLE) == 0
    assert lacks(WHOLE.replace("Ideas clave", "Key ideas"), language="en") == 0
    assert lacks(WHOLE.replace("Ideas clave", "Noj tuukul"), language="yua") == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- Leer", "Leer"),
        ("|-|-|", ""),
        (f"{QUESTION}\n{QUESTION}", QUESTION),
        ("Ideas clave", "Para cerrar"),
    ],
)
def test_each_part_that_lacks_is_named(old, new):
    assert lacks(WHOLE.replace(old, new)) == 1


def test_lesson_without_sources_or_anything_lacks_five_parts():
    assert lacks("Hola.", sources=()) == 5


@pytest.mark.parametrize(("state", "count"), [("draft", 0), ("published", 4)])
def test_course_that_is_offered_is_checked_and_a_draft_is_not(tmp_path, state, count):
    said = outline(lesson("M1.1"), lesson("M1.2", "F")) | {"state": state}

    problems = check_course(write_course(tmp_path / "small", said)).problems

    assert len(problems) == count
    assert all(problem.startswith("small/M1/M1.1.es.md: ") for problem in problems)
