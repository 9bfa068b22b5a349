"""What of an edition is printed: its modules with their lessons, in the language of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from django.utils.text import slugify
from django.utils.translation import get_language

from courses.domain.loading import interface_language
from courses.domain.print_markdown import PrintedText, to_print
from courses.domain.reading import library_of, structure_of, text_of
from courses.models import Edition, GlossaryTerm, Lesson, LessonText, Module, Resource
from lms.lib.text import fold

_Thing = TypeVar("_Thing", GlossaryTerm, Resource)
LONG_ADDRESS = 40  # Characters; nobody types more than that from paper.

# What is written, and so has room in the handbook.
WRITTEN = (
    Lesson.ClosedBy.REPLY,
    Lesson.ClosedBy.FORUM,
    Lesson.ClosedBy.HOMEWORK,
    Lesson.ClosedBy.PLAN,
    Lesson.ClosedBy.REVIEW,
)


@dataclass(frozen=True)
class Link:
    number: int
    address: str

    @property
    def shown(self) -> str:
        """The address as people say it: without what every address begins with."""
        parts = urlsplit(self.address)
        return self.address.removeprefix(f"{parts.scheme}://").removeprefix("www.").rstrip("/")

    @property
    def is_long(self) -> bool:
        return len(self.shown) > LONG_ADDRESS


@dataclass(frozen=True)
class PrintedLesson:
    """One item of the outline on paper; ``text`` is None for what has no text to print."""

    anchor: str
    code: str
    title: str
    kind: str
    closed_by: str
    minutes: int
    objective: str
    goals: tuple[tuple[int, str], ...] = ()
    text: PrintedText | None = None
    language: str = ""  # Of the text, when it is not that of the handbook.
    sources: tuple[str, ...] = ()
    is_reviewed: bool = True

    @property
    def links(self) -> list[Link]:
        addresses = self.text.links if self.text else ()
        return [Link(number, address) for number, address in enumerate(addresses, start=1)]

    @property
    def is_being_written(self) -> bool:
        return self.text is None and self.closed_by in Lesson.WITH_TEXT

    @property
    def wants_a_reply(self) -> bool:
        return self.closed_by in WRITTEN


@dataclass(frozen=True)
class Term:
    name: str
    acronym: str
    definition: str


@dataclass(frozen=True)
class Work:
    """Where to read on; ``link`` is None for what is on paper only."""

    reference: str
    kind: str
    language: str
    link: Link | None


@dataclass(frozen=True)
class PrintedModule:
    anchor: str
    code: str
    title: str
    objective: str
    minutes: int
    lessons: tuple[PrintedLesson, ...]

    @property
    def answers(self) -> list[tuple[PrintedLesson, PrintedText]]:
        """The lessons that ask something, each with its answers."""
        return [
            (lesson, lesson.text) for lesson in self.lessons if lesson.text and lesson.text.answers
        ]


@dataclass(frozen=True)
class Contents:
    """All that a handbook takes from the course: one module of it, or every one."""

    course: str
    edition: int
    published_at: datetime | None  # None for a draft.
    is_whole_course: bool
    has_project: bool
    modules: tuple[PrintedModule, ...]
    terms: tuple[Term, ...] = ()
    works: tuple[Work, ...] = ()

    @property
    def title(self) -> str:
        return self.course if self.is_whole_course else self.modules[0].title

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def lessons(self) -> list[PrintedLesson]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def asks(self) -> bool:
        return any(module.answers for module in self.modules)

    @property
    def lesson_level(self) -> int:
        """The level of the heading of a lesson: below the title, or below that of its module."""
        return 3 if self.is_whole_course else 2

    @property
    def is_reviewed(self) -> bool:
        return all(lesson.is_reviewed for lesson in self.lessons)


def contents_of(edition: Edition, module: Module | None = None) -> Contents:
    """Gather one module of ``edition``, or all of it. Load ``course``."""
    parts = structure_of(edition).modules
    chosen = [part for part in parts if module is None or part.pk == module.pk]
    lessons = [lesson for part in parts for lesson in part.lessons.all()]
    top = 4 if module is None else 3
    return Contents(
        course=edition.course.title,
        edition=edition.number,
        published_at=edition.published_at,
        is_whole_course=module is None,
        has_project=any(lesson.kind == Lesson.Kind.PROJECT for lesson in lessons),
        modules=tuple(_module(part, edition, top) for part in chosen),
        terms=tuple(
            Term(term.term, term.acronym, term.definition)
            for term in _sorted(_belonging(library_of(edition).terms, module))
        ),
        works=tuple(_works(_belonging(library_of(edition).resources, module))),
    )


def _belonging(things: Sequence[_Thing], module: Module | None) -> list[_Thing]:
    """Return what is of the whole course or of this module."""
    return [
        thing
        for thing in things
        if module is None or not thing.modules.all() or module in thing.modules.all()
    ]


def _sorted(terms: list[GlossaryTerm]) -> list[GlossaryTerm]:
    """Sort terms by the letters of the page's language; they come as in the Spanish alphabet."""
    if (get_language() or "").startswith("es"):
        return terms
    return sorted(terms, key=lambda term: fold(term.term))


def _works(resources: list[Resource]) -> Iterator[Work]:
    for resource in resources:
        link = Link(0, resource.address) if resource.address else None
        yield Work(str(resource), str(resource.get_kind_display()), resource.language, link)


def languages_of(edition: Edition) -> set[str]:
    """Return the languages of the interface in which something of ``edition`` is written."""
    written = LessonText.objects.filter(lesson__module__edition=edition)
    return {interface_language(code) for code in written.values_list("language", flat=True)}


def _module(module: Module, edition: Edition, top: int) -> PrintedModule:
    return PrintedModule(
        anchor=f"m-{slugify(module.code)}",
        code=module.code,
        title=module.title,
        objective=module.objective,
        minutes=module.minutes,
        lessons=tuple(_lessons(module, edition, top)),
    )


def _lessons(module: Module, edition: Edition, top: int) -> Iterator[PrintedLesson]:
    for lesson in module.lessons.all():
        anchor = slugify(lesson.code.replace(".", "-"))
        facts = {
            "anchor": anchor,
            "code": lesson.code,
            "title": lesson.title,
            "kind": str(lesson.get_kind_display()),
            "closed_by": lesson.closed_by,
            "minutes": lesson.minutes,
            "objective": lesson.objective,
        }
        written = text_of(lesson, edition)
        if written:
            facts |= _written(written, anchor, top)
        yield PrintedLesson(**facts)


def _written(written: LessonText, anchor: str, top: int) -> dict[str, object]:
    page = (get_language() or "").partition("-")[0]
    return {
        "text": to_print(
            written.markdown, language=interface_language(written.language), anchor=anchor, top=top
        ),
        "language": "" if written.language.partition("-")[0] == page else written.language,
        "goals": tuple((goal.number, goal.name) for goal in written.goals.all()),
        "sources": tuple(written.sources.splitlines()),
        "is_reviewed": written.is_reviewed,
    }
