"""Whatever somebody's folder holds, the check answers in sentences."""

from copy import deepcopy

import pytest
import yaml
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from courses.domain.course_check import check_course, course_folders
from tests.courses.outlines import TEXT, lesson, outline, write_course

COURSES = settings.BASE_DIR / "courses" / "content"


@pytest.fixture
def folder(tmp_path):
    return write_course(tmp_path / "small", outline(lesson("M1.1"), lesson("M1.2", "F")))


def test_folder_in_order_is_counted(folder):
    facts = check_course(folder)

    assert facts.problems == []
    assert (len(facts.to_write), facts.written, facts.words) == (2, {"M1.1"}, 2)
    assert facts.untranslated == 1  # The text of M1.1.
    assert facts.written_modules == set()


def test_module_is_written_when_all_its_texts_are(folder):
    said = outline(lesson("M1.1"), lesson("M1.2", "Q"))
    write_course(folder, said)

    assert check_course(folder).written_modules == {"M1"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Hola.", "```question\nx\n```", "question"),
        ("Hola.", "Vea M9.9.", "M9.9"),
        ("Hola.", "::: audience cso", "público"),
        ("minutes: 30", "minutes: 31", "minutos"),
        ("language: es", "language: es\ntargets: ['1.99']", "1.99"),
        ("language: es", "language: es\ngoals: [18]", "goals"),
        ("language: es", "langage: es", "langage"),
        ("---\ncode", "code", "guiones"),
    ],
)
def test_each_mistake_in_a_text_is_named_with_its_file(folder, old, new, named):
    path = folder / "M1" / "M1.1.es.md"
    path.write_text(TEXT.format(code="M1.1", minutes=30).replace(old, new, 1))

    problems = check_course(folder).problems

    assert problems
    assert all("M1.1.es.md" in problem for problem in problems)
    assert any(named in problem for problem in problems)


def test_every_mistake_is_named_not_only_the_first(folder):
    said = outline(lesson("M1.1"), lesson("M1.1", "F"))
    said["modules"][0]["minutes"] = 61
    write_course(folder, said)
    (folder / "M1" / "M1.8.es.md").write_text(TEXT.format(code="M1.8", minutes=30))

    problems = check_course(folder).problems

    assert len(problems) == 5
    assert sum("la clave M1.1" in problem for problem in problems) == 1
    assert sum(problem.startswith("M1: ") for problem in problems) == 1
    assert sum("M1.8.es.md" in problem for problem in problems) == 1


def test_lesson_without_an_objective_is_named(folder):
    said = outline(lesson("M1.1"))
    del said["modules"][0]["lessons"][0]["objective"]
    write_course(folder, said)

    [problem] = check_course(folder).problems

    assert "M1.1" in problem
    assert "objective" in problem


def test_courses_are_found_in_a_folder_or_are_the_folder(folder):
    assert course_folders(folder) == course_folders(folder.parent) == [folder]
    assert course_folders(folder / "M1") == []


def places_in(said, path=()):
    """Every place in a nested value, as the path to it."""
    yield path
    if isinstance(said, dict | list):
        parts = said.items() if isinstance(said, dict) else enumerate(said)
        for name, value in parts:
            yield from places_in(value, (*path, name))


def changed(said, path, value):
    if not path:
        return value
    made = deepcopy(said)
    at = made
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return made


SMALL = outline(lesson("M1.1"), lesson("M1.3", "Q"))
SMALL["modules"][0]["lessons"].append({"code": "M1.2", "from": "other/M1.1"})
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@effort(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(sorted(places_in(SMALL), key=str)), value=ANYTHING)
def test_no_outline_at_all_brings_the_check_down(tmp_path, path, value):
    folder = write_course(tmp_path / "fuzzed", outline(lesson("M1.1")))
    said = changed(SMALL, path, value)
    (folder / "course.yaml").write_text(yaml.safe_dump(said, allow_unicode=True))

    for problem in check_course(folder).problems:
        assert problem.strip()
        assert str(tmp_path) not in problem


@effort(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text())
def test_no_text_at_all_brings_the_check_down(tmp_path, text):
    folder = write_course(tmp_path / "fuzzed", outline(lesson("M1.1")))
    (folder / "M1" / "M1.1.es.md").write_text(text, encoding="utf-8", errors="replace")

    assert check_course(folder).problems
