"""Reading ``course.yaml`` and the Markdown files beside it into plain, checked values."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from courses.models import Lesson
from lms.lib.errors import RuleViolation

CLOSED_BY = {
    Lesson.Kind.LESSON: Lesson.ClosedBy.FINISH,
    Lesson.Kind.INTERACTIVE: Lesson.ClosedBy.FINISH,
    Lesson.Kind.FORUM: Lesson.ClosedBy.REPLY,
    Lesson.Kind.HOMEWORK: Lesson.ClosedBy.REPLY,
    Lesson.Kind.LIVE: Lesson.ClosedBy.REPLY,
    Lesson.Kind.QUIZ: Lesson.ClosedBy.QUIZ,
    Lesson.Kind.TEST: Lesson.ClosedBy.QUIZ,
    Lesson.Kind.PROJECT: Lesson.ClosedBy.SUBMISSION,
}


@dataclass(frozen=True)
class Words:
    """The same words in Spanish and, where somebody wrote them, in English."""

    es: str
    en: str = ""


@dataclass(frozen=True)
class LessonPlan:
    code: str
    kind: str
    closed_by: str
    minutes: int
    title: Words
    objective: Words
    test: str  # "pre", "post" or ""


@dataclass(frozen=True)
class ModulePlan:
    code: str
    minutes: int
    title: Words
    objective: Words
    lessons: tuple[LessonPlan, ...]


@dataclass(frozen=True)
class SessionPlan:
    code: str
    minutes: int
    title: Words
    agenda: str  # One activity a line, with its minutes.


@dataclass(frozen=True)
class CoursePlan:
    """A whole ``course.yaml``, already checked."""

    slug: str
    audience: str
    title: Words
    objective: Words
    online_minutes: int
    in_person_minutes: int
    modules: tuple[ModulePlan, ...]
    sessions: tuple[SessionPlan, ...]
    quizzes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TextFile:
    """A lesson's Markdown file: front matter and body."""

    lesson_code: str
    language: str
    kind: str
    minutes: int
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    sources: tuple[str, ...]
    is_reviewed: bool
    markdown: str
    name: str


def broken(name: str, why: str) -> RuleViolation:
    return RuleViolation(
        _("%(file)s: %(why)s"), code="broken_file", params={"file": name, "why": why}
    )


def content_hash(folder: Path) -> str:
    """Return one hash for the names and contents of every text file of a course."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".md", ".yaml"}:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says; what cannot be read is refused with its name and line."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise broken(path.name, _("there is no such file.")) from missing
    except (yaml.YAMLError, UnicodeDecodeError) as unreadable:
        mark = getattr(unreadable, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise broken(path.name, _("line %(line)s cannot be read.") % {"line": line}) from unreadable


def read_course(folder: Path) -> CoursePlan:
    """Read and check ``course.yaml``; minutes that do not add up name their module."""
    said = read_yaml(folder / "course.yaml")
    try:
        plan = CoursePlan(
            slug=said["slug"],
            audience=said["audience"],
            title=_words(said["title"]),
            objective=_words(said["objective"]),
            online_minutes=round(60 * said["hours"]["online"]),
            in_person_minutes=round(60 * said["hours"]["in_person"]),
            modules=tuple(_module(module) for module in said["modules"]),
            sessions=tuple(_session(session) for session in said.get("in_person", [])),
            quizzes=said.get("quizzes", {}),
        )
    except (KeyError, TypeError, ValueError) as missing:
        raise broken(
            "course.yaml", _("something is missing or misspelt: %(what)s.") % {"what": missing}
        ) from missing
    check_minutes(plan)
    return plan


def check_minutes(plan: CoursePlan) -> None:
    """Refuse a course whose items, modules and sessions do not add up to its hours."""
    for module in plan.modules:
        _check_sum(module.code, sum(lesson.minutes for lesson in module.lessons), module.minutes)
    _check_sum(_("online"), sum(module.minutes for module in plan.modules), plan.online_minutes)
    _check_sum(
        _("in person"), sum(session.minutes for session in plan.sessions), plan.in_person_minutes
    )


def _check_sum(name: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise RuleViolation(
            _("%(part)s: the parts add up to %(found)s minutes, not %(wanted)s."),
            code="minutes",
            params={"part": name, "found": found, "wanted": wanted},
        )


def _words(said: dict[str, str]) -> Words:
    return Words(es=said["es"].strip(), en=(said.get("en") or "").strip())


def _module(said: dict) -> ModulePlan:
    return ModulePlan(
        code=said["code"],
        minutes=int(said["minutes"]),
        title=_words(said["title"]),
        objective=_words(said["objective"]),
        lessons=tuple(_lesson(lesson) for lesson in said["lessons"]),
    )


def _lesson(said: dict) -> LessonPlan:
    kind = Lesson.Kind(said["type"])
    return LessonPlan(
        code=said["code"],
        kind=kind.value,
        closed_by=Lesson.ClosedBy(said.get("closed_by", CLOSED_BY[kind])).value,
        minutes=int(said["minutes"]),
        title=_words(said["title"]),
        objective=_words(said["objective"]),
        test=said.get("test", ""),
    )


def _session(said: dict) -> SessionPlan:
    return SessionPlan(
        code=said["code"],
        minutes=int(said["minutes"]),
        title=_words(said["title"]),
        agenda="\n".join(
            f"{part['activity']} ({part['minutes']} min)" for part in said.get("agenda", [])
        ),
    )


def read_texts(folder: Path, plan: CoursePlan) -> Iterator[TextFile]:
    """Yield every ``<module>/<lesson>.<language>.md``; one that fits no item is refused."""
    lessons = {lesson.code: lesson for module in plan.modules for lesson in module.lessons}
    for path in sorted(folder.glob("*/*.md")):
        text = _text(path)
        lesson = lessons.get(text.lesson_code)
        if lesson is None or path.name != f"{text.lesson_code}.{text.language}.md":
            raise broken(path.name, _("its code and language fit no item of the outline."))
        if (text.kind, text.minutes) != (lesson.kind, lesson.minutes):
            raise broken(path.name, _("its type or minutes are not those of the outline."))
        yield text


def _text(path: Path) -> TextFile:
    whole = path.read_text(encoding="utf-8")
    _before, *rest = whole.split("---\n", 2)
    if _before.strip() or len(rest) != 2:
        raise broken(
            path.name, _("it does not begin with front matter between two lines of dashes.")
        )
    try:
        said = yaml.safe_load(rest[0])
        return TextFile(
            lesson_code=said["code"],
            language=said["language"],
            kind=said["kind"],
            minutes=int(said["minutes"]),
            goals=tuple(said.get("goals") or ()),
            targets=tuple(str(target) for target in said.get("targets") or ()),
            sources=tuple(said.get("sources") or ()),
            is_reviewed=bool(said.get("reviewed")),
            markdown=rest[1].strip() + "\n",
            name=path.name,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as unreadable:
        raise broken(path.name, _("its front matter cannot be read.")) from unreadable
