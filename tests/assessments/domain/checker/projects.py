"""The three good projects, and ways to spoil them, for the tests of the checker."""

import copy
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from hypothesis import strategies as st

from assessments.domain.checker.check import check
from assessments.domain.checker.reading import read_project

DEMO = Path(settings.BASE_DIR) / "assessments" / "data" / "demo_logframes.yaml"
PUBLIC, CSO, ACADEMIA = "demo-public-servant", "demo-cso", "demo-academia"
HUGE = "9" * 400
GONE = object()

# Anything that a file can hold.
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.text(max_size=20)
    | st.binary(max_size=5)
    | st.sampled_from(
        [HUGE, int(HUGE), "NaN", "1e999", "\ud800", "\x1b[31m", "2025-13", "a" * 10**6]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10) | st.integers() | st.none(), inner, max_size=4)
    ),
    max_leaves=12,
)


@cache
def _read() -> dict:
    return yaml.load(DEMO.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def demo_projects() -> list[dict]:
    return copy.deepcopy(_read()["projects"])


def demo(name: str = PUBLIC) -> dict:
    return next(project for project in demo_projects() if project["id"] == name)


def places_in(value, path=()):
    """Yield the path to every value of a nested structure."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places_in(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from places_in(inner, (*path, place))


def put(project: dict, path: tuple, value) -> None:
    """Set the value at a path of keys and places."""
    *way, last = path
    for step in way:
        project = project[step]
    project[last] = value


def changed(said: dict, changes: dict) -> dict:
    """Change values at dotted paths: a number is a place in a list, + adds to it, GONE removes."""
    for path, value in changes.items():
        *way, last = path.split(".")
        there = said
        for step in way:
            there = there[int(step)] if isinstance(there, list) else there[step]
        if last == "+":
            there.append(value)
        elif value is GONE:
            del there[int(last) if isinstance(there, list) else last]
        else:
            there[int(last) if isinstance(there, list) else last] = value
    return said


def ids_of(said: dict) -> set[str]:
    return {finding.id for finding in check(read_project(said))}


@st.composite
def spoiled_projects(draw) -> dict:
    """A good project in which a few values are anything."""
    project = draw(st.sampled_from(demo_projects()))
    project = copy.deepcopy(project)
    for _number in range(draw(st.integers(1, 4))):
        paths = [path for path in places_in(project) if path]
        put(project, draw(st.sampled_from(paths)), draw(junk))
    return project
