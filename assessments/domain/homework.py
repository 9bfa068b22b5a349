"""Handing in homework, replacing it until the tutor opens it, and opening it."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Homework
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.files import TYPES, kind_of, safe_name
from people.models import User

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LEAST_TEXT = 40  # Characters, when there is no file: less than a sentence is no homework.


@dataclass(frozen=True)
class Upload:
    """A file as it came: its content, the name it was given, and how many bytes it has."""

    content: BinaryIO
    name: str
    size: int


def homework_of(enrolment: Enrolment, lesson: Lesson) -> Homework | None:
    """Return what the person handed in for this item, if anything."""
    return Homework.objects.with_place().filter(enrolment=enrolment, lesson=lesson).first()


def check_upload(upload: Upload) -> str:
    """Return the kind of the file, or say why it cannot be taken."""
    if not upload.size:
        raise RuleViolation(_("The file is empty."), code="empty_file")
    if upload.size > MOST_BYTES:
        raise RuleViolation(
            _("The file is larger than %(most)s MB."),
            code="too_large",
            params={"most": MOST_MEGABYTES},
        )
    kind = kind_of(upload.content)
    if not kind:
        raise RuleViolation(
            _("This is none of the kinds that can be handed in (%(kinds)s), or it has macros."),
            code="kind",
            params={"kinds": ", ".join(TYPES).upper()},
        )
    ending = upload.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    if ending != kind:
        raise RuleViolation(
            _("The name of the file ends otherwise than its content, which is %(kind)s."),
            code="ending",
            params={"kind": kind.upper()},
        )
    return kind


@transaction.atomic
def hand_in_homework(
    enrolment: Enrolment,
    lesson: Lesson,
    *,
    by: User,
    key: UUID,
    body: str = "",
    upload: Upload | None = None,
    drop_file: bool = False,
    now: datetime | None = None,
) -> Homework:
    """Keep text and file, and complete the item; its minutes count once.

    Sending the same form again returns the first result. What is handed in later replaces the
    text, and the file when there is a new one or ``drop_file``; refuses once a tutor has opened it.
    """
    now = now or timezone.now()
    if lesson.closed_by != Lesson.ClosedBy.HOMEWORK:
        raise RuleViolation(_("Nothing is handed in for this item."), code="closed_otherwise")
    check_open(enrolment)
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    homework = Homework.objects.filter(enrolment=enrolment, lesson=lesson).first()
    if homework and homework.key == key:
        return homework
    if Homework.objects.filter(key=key).exists():
        raise RuleViolation(_("Open this page again and send your work."), code="key_used")
    if homework and homework.opened_at:
        raise RuleViolation(
            _("Your tutor has opened it already: it cannot be replaced any more."), code="opened"
        )
    homework = homework or Homework(enrolment=enrolment, lesson=lesson)
    homework.body, homework.key, homework.handed_in_at = body.strip(), key, now
    if upload or drop_file:
        _put(homework, upload)
    if not homework.file and len(homework.body) < LEAST_TEXT:
        raise RuleViolation(
            _("Write at least %(least)s characters, or attach a file."),
            code="too_short",
            params={"least": LEAST_TEXT},
        )
    homework.save()
    complete_lesson(enrolment, lesson, by=by, now=now)
    return homework


def _put(homework: Homework, upload: Upload | None) -> None:
    """Set or drop the file; the one before goes once the transaction has been kept."""
    kind = check_upload(upload) if upload else ""
    before = homework.file.name
    homework.file_kind = kind
    homework.file_name = safe_name(upload.name, kind) if upload else ""
    homework.file_size = upload.size if upload else 0
    homework.file = File(upload.content, name=homework.file_name) if upload else ""
    if before:
        transaction.on_commit(lambda: default_storage.delete(before), robust=True)


def open_homework(homework: Homework, *, by: User, now: datetime | None = None) -> None:
    """Remember which tutor opened it first, and when; from then on it cannot be replaced."""
    now = now or timezone.now()
    if Homework.objects.unopened().filter(pk=homework.pk).update(opened_by=by, opened_at=now):
        homework.opened_by, homework.opened_at = by, now
