"""Reading ``course.yaml`` into plain, checked values."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from courses.domain.course_files import broken, read_yaml
from courses.domain.outline_shape import COURSE
from courses.domain.sharing import INHERITED, Home, Shelf
from courses.models import Edition, Lesson
from lms.lib.errors import RuleViolation

CLOSED_BY = {
    Lesson.Kind.LESSON: Lesson.ClosedBy.FINISH,
    Lesson.Kind.INTERACTIVE: Lesson.ClosedBy.FINISH,
    Lesson.Kind.FORUM: Lesson.ClosedBy.FORUM,
    Lesson.Kind.HOMEWORK: Lesson.ClosedBy.HOMEWORK,
    Lesson.Kind.LIVE: Lesson.ClosedBy.LIVE,
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
    awaits: str
    minutes: int
    title: Words
    objective: Words
    test: str  # "pre", "post" or ""
    home: Home


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
    state: str
    title: Words
    objective: Words
    online_minutes: int
    in_person_minutes: int
    modules: tuple[ModulePlan, ...]
    sessions: tuple[SessionPlan, ...]
    quizzes: dict[str, Any] = field(default_factory=dict)
    # Course → its code → the code here of what stands in the place of an item that is not shared.
    counterparts: dict[str, dict[str, str]] = field(default_factory=dict)
    is_international: bool = False

    @property
    def lessons(self) -> list[LessonPlan]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def codes(self) -> set[str]:
        return {part.code for part in (*self.modules, *self.lessons)}

    def codes_from(self, course: str) -> dict[str, str]:
        """Return the codes of another course, and the ones here that stand for them."""
        codes = dict(self.counterparts.get(course, {}))
        for module in self.modules:
            for lesson in module.lessons:
                if lesson.home.course == course:
                    codes[lesson.home.code] = lesson.code
                    codes.setdefault(lesson.home.module, module.code)
        return codes

    @property
    def is_published(self) -> bool:
        """Whether people may be enrolled: the file says so, once for all its editions."""
        return self.state == Edition.State.PUBLISHED


def read_course(folder: Path) -> CoursePlan:
    """Read and check ``course.yaml``; what is wrong is refused, the first of it in a sentence."""
    plan = read_outline(folder)
    for refusal in problems_of(plan):
        raise refusal
    return plan


def read_outline(folder: Path) -> CoursePlan:
    """Read ``course.yaml`` with what it shares of others; whether it adds up is not asked."""
    folder = folder.resolve()
    said = read_yaml(folder / "course.yaml")
    for problem in COURSE(said, ""):
        raise broken("course.yaml", problem)
    shelf = Shelf(folder.parent)
    return CoursePlan(
        slug=said["slug"],
        audience=said["audience"],
        is_international=said.get("international", False),
        state=said.get("state", Edition.State.DRAFT),
        title=words_of(said["title"]),
        objective=words_of(said["objective"]),
        online_minutes=round(60 * said["hours"]["online"]),
        in_person_minutes=round(60 * said["hours"]["in_person"]),
        modules=tuple(_module(module, folder.name, shelf) for module in said["modules"]),
        sessions=tuple(_session(session) for session in said.get("in_person", [])),
        quizzes=said.get("quizzes", {}),
        counterparts=said.get("counterparts", {}),
    )


def problems_of(plan: CoursePlan) -> Iterator[RuleViolation]:
    """Yield what is wrong with an outline whose shape is right: codes and minutes."""
    codes = [
        *(module.code for module in plan.modules),
        *(lesson.code for lesson in plan.lessons),
        *(session.code for session in plan.sessions),
    ]
    for code, times in Counter(codes).items():
        if times > 1:
            yield broken("course.yaml", _("the code %(code)s is given twice.") % {"code": code})
    for module in plan.modules:
        yield from sum_is(
            module.code, sum(lesson.minutes for lesson in module.lessons), module.minutes
        )
    online = sum(module.minutes for module in plan.modules)
    yield from sum_is(_("online"), online, plan.online_minutes)
    in_person = sum(session.minutes for session in plan.sessions)
    yield from sum_is(_("in person"), in_person, plan.in_person_minutes)


def sum_is(part: str, found: int, wanted: int) -> Iterator[RuleViolation]:
    """Yield the refusal of a part whose minutes do not add up."""
    if found != wanted:
        yield RuleViolation(
            _("%(part)s: the parts add up to %(found)s minutes, not %(wanted)s."),
            code="minutes",
            params={"part": part, "found": found, "wanted": wanted},
        )


def words_of(said: dict[str, str]) -> Words:
    return Words(es=said["es"].strip(), en=(said.get("en") or "").strip())


def _module(said: dict, course: str, shelf: Shelf) -> ModulePlan:
    return ModulePlan(
        code=said["code"],
        minutes=said["minutes"],
        title=words_of(said["title"]),
        objective=words_of(said["objective"]),
        lessons=tuple(_lesson(lesson, course, said["code"], shelf) for lesson in said["lessons"]),
    )


def _lesson(said: dict, course: str, module: str, shelf: Shelf) -> LessonPlan:
    home = Home(course, module, said["code"], said.get("minutes", 0))
    if "from" in said:
        shared, home = shelf.item(said["from"])
        said = {name: shared[name] for name in INHERITED if name in shared} | said
    for name in ("type", "minutes", "title", "objective"):
        if name not in said:
            raise broken(
                "course.yaml",
                _("%(where)s: «%(name)s» is missing.") % {"where": said["code"], "name": name},
            )
    kind = Lesson.Kind(said["type"])
    return LessonPlan(
        code=said["code"],
        kind=kind.value,
        closed_by=Lesson.ClosedBy(said.get("closed_by", CLOSED_BY[kind])).value,
        awaits=" ".join(said.get("deliverables", ())),
        minutes=said["minutes"],
        title=words_of(said["title"]),
        objective=words_of(said["objective"]),
        test=said.get("test", ""),
        home=home,
    )


def _session(said: dict) -> SessionPlan:
    return SessionPlan(
        code=said["code"],
        minutes=said["minutes"],
        title=words_of(said["title"]),
        agenda="\n".join(
            f"{part['activity']} ({part['minutes']} min)" for part in said.get("agenda", [])
        ),
    )


def interface_language(language: str) -> str:
    """Return the language of the interface in which to say our words beside a text."""
    base = language.partition("-")[0]
    codes = (code for code, _name in settings.LANGUAGES)
    return next((code for code in codes if code.startswith(base)), settings.LANGUAGE_CODE)
