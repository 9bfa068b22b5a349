"""What the page of one item shows, gathered for one person."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from courses.domain.due import Due, item_dues
from courses.domain.progress import Item, ModuleProgress, Outline, outline_of
from courses.domain.reading import text_of
from courses.models import Enrolment, Lesson, LessonReply, LessonText


@dataclass(frozen=True)
class LessonPage:
    outline: Outline
    item: Item
    module: ModuleProgress
    text: LessonText | None
    reply: LessonReply | None
    is_open: bool  # Whether anything more is recorded in this cohort.
    due: Due | None = None  # Of homework that is not handed in yet.

    @property
    def lesson(self) -> Lesson:
        return self.item.lesson

    @property
    def previous(self) -> Item | None:
        return self.outline.before(self.lesson)

    @property
    def next(self) -> Item | None:
        return self.outline.after(self.lesson)

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
        text=text_of(item.lesson, enrolment.cohort.edition),
        reply=reply,
        is_open=not enrolment.cohort.is_closed,
        due=due,
    )
