"""Finding the text files of a course, and reading each lesson as the course shows it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from courses.domain.course_files import broken, parse_yaml, read_text
from courses.domain.library_files import library_files
from courses.domain.outline_file import CoursePlan, LessonPlan
from courses.domain.outline_shape import TEXT
from courses.domain.sharing import CODE, NAMED_CODE, adapted, codes_in, letters_of
from lms.lib.errors import RuleViolation


@dataclass(frozen=True)
class TextFile:
    """A lesson's Markdown file: front matter and body, as this course shows them."""

    lesson_code: str
    language: str
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    sources: tuple[str, ...]
    is_reviewed: bool
    markdown: str
    name: str
    dead_codes: tuple[str, ...]  # Items that it speaks of and that the course has not.


def files_of(folder: Path, plan: CoursePlan, ending: str) -> dict[str, list[Path]]:
    """Return for each item its files that end so: its own, else those it is shared from."""
    folder, found = folder.resolve(), {}
    for module in plan.modules:
        for lesson in module.lessons:
            home = folder.parent / lesson.home.course / lesson.home.module
            found[lesson.code] = sorted(
                (folder / module.code).glob(f"{lesson.code}.{ending}")
            ) or sorted(home.glob(f"{lesson.home.code}.{ending}"))
    return found


def banks_of(folder: Path, plan: CoursePlan) -> dict[str, Path]:
    """Return the file with the questions of each item that has one.

    The tests before and after measure one course: they never have the questions of another.
    """
    folder = folder.resolve()
    files = files_of(folder, plan, "items.yaml")
    tests = {lesson.code for lesson in plan.lessons if lesson.test}
    return {
        code: paths[0]
        for code, paths in files.items()
        if paths and (code not in tests or folder in paths[0].parents)
    }


def content_hash(folder: Path, plan: CoursePlan) -> str:
    """Return one hash for the names and contents of every text file of a course."""
    folder, digest = folder.resolve(), hashlib.sha256()
    own = [path for path in folder.rglob("*") if path.suffix in {".md", ".yaml"}]
    shared = {
        path
        for ending in ("*.md", "items.yaml")
        for paths in files_of(folder, plan, ending).values()
        for path in paths
        if folder not in path.parents
    }
    shared.update(library_files(folder))
    for path in [*sorted(own), *sorted(shared)]:
        name = path.relative_to(folder if path in own else folder.parent)
        digest.update(f"{name.as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    if shared:  # What the outline takes from another outline changes with it.
        digest.update(repr(plan).encode())
    return digest.hexdigest()


def read_texts(
    folder: Path, plan: CoursePlan, *, refusals: list[RuleViolation] | None = None
) -> Iterator[TextFile]:
    """Yield the text of every item in each of its languages, as this course shows it.

    A file that fits no item or cannot be read is refused; with ``refusals`` it is added to them,
    and the others follow.
    """
    folder = folder.resolve()
    files = files_of(folder, plan, "*.md")
    known = {path for paths in files.values() for path in paths}
    strays = [path for path in sorted(folder.glob("*/*.md")) if path not in known]
    jobs = [(None, path) for path in strays]
    jobs += [(lesson, path) for lesson in plan.lessons for path in files[lesson.code]]
    for lesson, path in jobs:
        try:
            if lesson is None:
                raise broken(path.name, _("its code and language fit no item of the outline."))
            is_own = folder in path.parents
            text = _text(
                path, lesson, plan, None if is_own else plan.codes_from(lesson.home.course)
            )
        except RuleViolation as refusal:
            if refusals is None:
                raise
            refusals.append(refusal)
        else:
            yield text


def _text(
    path: Path, lesson: LessonPlan, plan: CoursePlan, codes: dict[str, str] | None
) -> TextFile:
    """Read one file; ``codes`` are those of the course it is shared from, or None."""
    code, minutes = (
        (lesson.code, lesson.minutes) if codes is None else (lesson.home.code, lesson.home.minutes)
    )
    name = "/".join(path.parts[-3:])
    _before, *rest = read_text(path).split("---\n", 2)
    if _before.strip() or len(rest) != 2:
        raise broken(name, _("it does not begin with front matter between two lines of dashes."))
    said = parse_yaml(rest[0], name=name, first_line=2)
    if problems := list(TEXT(said, "")):
        raise broken(name, " ".join(problems))
    if path.name != f"{said['code']}.{said['language']}.md" or said["code"] != code:
        raise broken(name, _("its code and language fit no item of the outline."))
    if (said["kind"], said["minutes"]) != (lesson.kind, minutes):
        raise broken(name, _("its type or minutes are not those of the outline."))
    pattern = NAMED_CODE if said.get("tree_codes") else CODE
    markdown, lost = adapted(rest[1], audience=plan.audience, codes=codes, name=name, code=pattern)
    letters = {letters_of(module.code) for module in plan.modules}
    return TextFile(
        lesson_code=lesson.code,
        language=said["language"],
        goals=tuple(said.get("goals") or ()),
        targets=tuple(said.get("targets") or ()),
        sources=tuple(said.get("sources") or ()),
        is_reviewed=said.get("reviewed", False),
        markdown=markdown,
        name=name,
        dead_codes=tuple(sorted(lost | (codes_in(markdown, letters, code=pattern) - plan.codes))),
    )
