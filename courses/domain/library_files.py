"""Reading ``glossary.yaml`` and ``resources.yaml`` beside an outline; a course may share another's.

With ``from: public_servants`` a list begins with that course's. Its modules become those of this
course; what belongs only to modules that are not shared is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from courses.domain.course_files import broken, read_yaml
from courses.domain.outline_file import CoursePlan, Words, words_of
from courses.domain.outline_shape import GLOSSARY, RESOURCES
from lms.lib.shapes import Shape
from lms.lib.text import fold


@dataclass(frozen=True)
class TermPlan:
    term: Words
    definition: Words
    acronym: str
    modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResourcePlan:
    kind: str
    title: str
    language: str
    author: str
    year: str
    address: str
    size: int | None
    modules: tuple[str, ...] = ()


def read_glossary(folder: Path, plan: CoursePlan) -> list[TermPlan]:
    """Return the terms in the order of the alphabet. Raises RuleViolation with the file."""
    terms = [
        replace(_term(said), modules=modules)
        for said, modules in _entries(folder, plan, "glossary.yaml", GLOSSARY)
    ]
    known: set[str] = set()
    for each in terms:
        if each.term.es in known:
            raise broken("glossary.yaml", _("«%(term)s» is given twice.") % {"term": each.term.es})
        known.add(each.term.es)
    return sorted(terms, key=lambda each: fold(each.term.es))


def read_resources(folder: Path, plan: CoursePlan) -> list[ResourcePlan]:
    """Return the resources in the order of the file. Raises RuleViolation with the file."""
    return [
        replace(_resource(said), modules=modules)
        for said, modules in _entries(folder, plan, "resources.yaml", RESOURCES)
    ]


def library_files(folder: Path) -> list[Path]:
    """Return the files of other courses from which this one takes terms or resources."""
    shared = []
    for name in ("glossary.yaml", "resources.yaml"):
        if (folder / name).exists():
            said = read_yaml(folder / name)
            course = said.get("from") if isinstance(said, dict) else None
            if isinstance(course, str) and "/" not in course and course not in {"", ".", ".."}:
                shared.append(folder.parent / course / name)
    return [path for path in shared if path.is_file()]


def _entries(
    folder: Path, plan: CoursePlan, name: str, shape: Shape
) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Yield each entry of a list with its modules in this course."""
    if not (folder / name).exists():
        return
    own = _checked(folder / name, shape, name)
    if "from" in own:
        course = own["from"]
        codes = plan.codes_from(course)
        path = folder.resolve().parent / course / name
        for entry in _entries_of(_checked(path, shape, f"{course}/{name}")):
            modules = tuple(codes[code] for code in entry.get("modules", ()) if code in codes)
            if modules or "modules" not in entry:
                yield entry, modules
    known = {module.code for module in plan.modules}
    for entry in _entries_of(own):
        modules = tuple(entry.get("modules", ()))
        for code in sorted(set(modules) - known):
            raise broken(name, _("there is no module %(code)s.") % {"code": code})
        yield entry, modules


def _entries_of(said: dict[str, Any]) -> list[dict[str, Any]]:
    return said.get("terms") or said.get("resources") or []


def _checked(path: Path, shape: Shape, name: str) -> dict[str, Any]:
    said = read_yaml(path)
    for problem in shape(said, ""):
        raise broken(name, problem)
    return said


def _term(said: dict) -> TermPlan:
    return TermPlan(
        term=words_of(said["term"]),
        definition=words_of(said["definition"]),
        acronym=said.get("acronym", ""),
    )


def _resource(said: dict) -> ResourcePlan:
    return ResourcePlan(
        kind=said["kind"],
        title=said["title"].strip(),
        language=said.get("language", "es"),
        author=said["author"].strip(),
        year=str(said["year"]),
        address=said.get("address", ""),
        size=said.get("size"),
    )
