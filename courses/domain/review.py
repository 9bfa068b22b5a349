"""An expert approves the text of a lesson, or takes the approval back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.lesson_page import version_of
from courses.models import Edition, Lesson, LessonText
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User


@transaction.atomic
def approve_text(
    lesson: Lesson, *, language: str, version: str, by: User, now: datetime | None = None
) -> LessonText:
    """Remember who approved a text and when; again: the first approval stays.

    ``version`` marks the words that the person saw: others are refused, nobody has read them yet.
    """
    now = now or timezone.now()
    text = _text_of(lesson, language)
    if version_of(text) != version:
        raise RuleViolation(
            _("The text has changed since you opened this page. Read it again, please."),
            code="changed",
        )
    if not text.is_reviewed:
        _mark(text, reviewed_by=by, reviewed_at=now, is_reviewed=True, now=now)
        record(by, "approve text", lesson, reason=language)
    return text


@transaction.atomic
def take_approval_back(
    lesson: Lesson, *, language: str, by: User, now: datetime | None = None
) -> LessonText:
    """Let the page say again that no expert has approved the text."""
    text = _text_of(lesson, language)
    if text.is_reviewed:
        now = now or timezone.now()
        _mark(text, reviewed_by=None, reviewed_at=None, is_reviewed=False, now=now)
        record(by, "take approval back", lesson, reason=language)
    return text


def _text_of(lesson: Lesson, language: str) -> LessonText:
    text = lesson.texts.select_for_update().filter(language=language).first()
    if text is None:
        raise RuleViolation(_("This text is not there any more."), code="gone")
    return text


def _mark(text: LessonText, *, now: datetime, **facts: object) -> None:
    for name, value in facts.items():
        setattr(text, name, value)
    text.save(update_fields=["is_reviewed", "reviewed_by", "reviewed_at"])
    # What processes keep of a published edition they read anew.
    Edition.objects.filter(modules__lessons=text.lesson_id).update(reviewed_at=now)
