"""What those who make a course see of an edition: how far each text is, and who else shows it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from courses.domain.reading import sessions_of, structure_of
from courses.models import Edition, Lesson, LessonText, Module, PlannedSession


@dataclass(frozen=True)
class LessonRow:
    lesson: Lesson
    texts: Sequence[LessonText]
    used_in: Sequence[Lesson]  # In the latest editions of other courses.

    @property
    def words(self) -> int:
        return sum(text.words for text in self.texts)

    @property
    def is_approved(self) -> bool:
        """Whether an expert has approved it in every language in which it is written."""
        return bool(self.texts) and all(text.is_reviewed for text in self.texts)

    @property
    def needs_text(self) -> bool:
        return self.lesson.closed_by in Lesson.WITH_TEXT


@dataclass(frozen=True)
class ModuleRows:
    module: Module
    rows: Sequence[LessonRow]

    @property
    def to_write(self) -> int:
        return sum(row.needs_text for row in self.rows)

    @property
    def written(self) -> int:
        return sum(row.needs_text and bool(row.texts) for row in self.rows)

    @property
    def used_in(self) -> list[Edition]:
        """Other courses that show at least one item of the module."""
        editions = {other.module.edition for row in self.rows for other in row.used_in}
        return sorted(editions, key=lambda edition: edition.course.slug)


@dataclass(frozen=True)
class EditionPage:
    edition: Edition
    modules: Sequence[ModuleRows]
    sessions: Sequence[PlannedSession]


def edition_page(edition: Edition) -> EditionPage:
    """Gather the outline of an edition with its texts, in a constant number of queries."""
    modules = structure_of(edition).modules
    lessons = [lesson for module in modules for lesson in module.lessons.all()]
    texts: dict[int, list[LessonText]] = defaultdict(list)
    for text in (
        LessonText.objects.filter(lesson__module__edition=edition)
        .defer("markdown", "html")
        .order_by("language")
    ):
        texts[text.lesson_id].append(text)
    others = used_in(edition, lessons)
    return EditionPage(
        edition,
        [
            ModuleRows(
                module,
                [
                    LessonRow(lesson, texts[lesson.pk], others.get(lesson.origin, ()))
                    for lesson in module.lessons.all()
                ],
            )
            for module in modules
        ],
        sessions_of(edition),
    )


def used_in(edition: Edition, lessons: Iterable[Lesson]) -> dict[str, list[Lesson]]:
    """Return, by origin, the items of other courses that show the same text, in one query."""
    origins = {lesson.origin for lesson in lessons if lesson.origin}
    shared: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in _in_latest_editions(Lesson.objects.filter(origin__in=origins)).exclude(
        module__edition__course=edition.course_id
    ):
        shared[lesson.origin].append(lesson)
    return shared


def _in_latest_editions(lessons: QuerySet) -> QuerySet:
    latest = Edition.objects.filter(course=OuterRef("module__edition__course")).order_by("-number")
    return (
        lessons.filter(module__edition=Subquery(latest.values("pk")[:1]))
        .select_related("module__edition__course")
        .order_by("module__edition__course__slug", "position")
    )
