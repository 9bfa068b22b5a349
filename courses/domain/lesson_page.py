"""What the page of one item shows: to whoever may read it, and to the person who studies it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import get_language

from courses.domain.due import Due, item_dues
from courses.domain.edition_page import used_in
from courses.domain.progress import Item, ModuleProgress, Outline, outline_of
from courses.domain.reading import structure_of, text_of
from courses.models import Edition, Enrolment, Lesson, LessonReply, LessonText, Module


@dataclass(frozen=True)
class LessonView:
    """An item with its text in the language of the page, else in one that there is."""

    lesson: Lesson
    text: LessonText | None

    @property
    def size(self) -> int:
        return len(self.text.html.encode()) if self.text else 0

    @property
    def language(self) -> str:
        """The language of the text, when it is not the one of the page."""
        page = (get_language() or "").partition("-")[0]
        return (
            self.text.language if self.text and self.text.language.partition("-")[0] != page else ""
        )

    @property
    def sources(self) -> list[str]:
        return self.text.sources.splitlines() if self.text else []

    @property
    def is_being_written(self) -> bool:
        return self.text is None and self.lesson.closed_by in Lesson.WITH_TEXT


@dataclass(frozen=True)
class LessonPage:
    outline: Outline
    item: Item
    module: ModuleProgress
    view: LessonView
    reply: LessonReply | None
    is_open: bool  # Whether anything more is recorded in this cohort.
    due: Due | None = None  # Of homework that is not handed in yet.

    @property
    def lesson(self) -> Lesson:
        return self.item.lesson

    @cached_property
    def previous(self) -> Item | None:
        return self.outline.before(self.lesson)

    @cached_property
    def next(self) -> Item | None:
        return self.outline.after(self.lesson)


def lesson_page(enrolment: Enrolment, public_id: UUID) -> LessonPage | None:
    """Gather the page of an item; None when it is not part of the edition of the cohort."""
    outline = outline_of(enrolment)
    item = outline.find(public_id)
    if item is None:
        return None
    reply = None
    if item.lesson.closed_by == Lesson.ClosedBy.REPLY and item.is_completed:
        reply = enrolment.lesson_replies.filter(lesson=item.lesson).first()
    due = None
    if item.lesson.kind == Lesson.Kind.HOMEWORK and not item.is_completed:
        due = item_dues(enrolment, code=item.lesson.code).get(item.lesson.code)
    return LessonPage(
        outline=outline,
        item=item,
        module=outline.module_of(item.lesson),
        view=LessonView(item.lesson, text_of(item.lesson, enrolment.cohort.edition)),
        reply=reply,
        is_open=not enrolment.cohort.is_closed,
        due=due,
    )


@dataclass(frozen=True)
class LessonPreview:
    """An item as participants see it, for those who make the course or teach it."""

    view: LessonView
    module: Module
    previous: Lesson | None
    next: Lesson | None
    used_in: list[Lesson]

    @property
    def lesson(self) -> Lesson:
        return self.view.lesson

    @property
    def version(self) -> str:
        return version_of(self.view.text) if self.view.text else ""


def lesson_preview(edition: Edition, lesson: Lesson) -> LessonPreview:
    modules = structure_of(edition).modules
    lessons = [each for module in modules for each in module.lessons.all()]
    place = next(place for place, each in enumerate(lessons) if each.pk == lesson.pk)
    return LessonPreview(
        view=LessonView(lesson, text_of(lesson, edition)),
        module=next(module for module in modules if module.pk == lesson.module_id),
        previous=lessons[place - 1] if place else None,
        next=lessons[place + 1] if place + 1 < len(lessons) else None,
        used_in=used_in(edition, [lesson]).get(lesson.origin, []),
    )


def version_of(text: LessonText) -> str:
    """Return a short mark of the words of a text: whoever approves them says which they saw."""
    return hashlib.sha256(text.markdown.encode()).hexdigest()[:16]
