"""Going through the outline: starting items, completing them, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.hours import credit_all
from courses.domain.reading import structure_of
from courses.models import Enrolment, HoursEntry, Lesson, LessonProgress, LessonReply, Module
from courses.signals import lesson_completed
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

MINIMUM_REPLY = 40  # Characters; less than a sentence is no reply.
VISIT = timedelta(minutes=5)  # Visits closer together than this are one.


@dataclass(frozen=True)
class Item:
    """One item of the outline with its state for one person."""

    lesson: Lesson
    is_completed: bool
    is_started: bool
    size: int = 0  # Bytes of its text; 0 when nobody has written one.

    @property
    def is_being_written(self) -> bool:
        """Whether the item should have a text and has none yet."""
        return not self.size and self.lesson.closed_by in Lesson.WITH_TEXT


@dataclass(frozen=True)
class ModuleProgress:
    module: Module
    items: list[Item]

    @property
    def completed(self) -> int:
        return sum(item.is_completed for item in self.items)

    @property
    def minutes_done(self) -> int:
        return sum(item.lesson.minutes for item in self.items if item.is_completed)

    @property
    def is_completed(self) -> bool:
        return self.completed == len(self.items)

    @property
    def is_started(self) -> bool:
        return any(item.is_started for item in self.items)


@dataclass(frozen=True)
class Outline:
    modules: list[ModuleProgress]
    last_lesson_id: int | None = None  # Opened last.

    @cached_property
    def items(self) -> list[Item]:
        return [item for module in self.modules for item in module.items]

    @property
    def next_item(self) -> Item | None:
        """The first item that the person can go on with; those that wait for others come last."""
        return min(
            (item for item in self.items if not item.is_completed),
            key=lambda item: (item.lesson.waits_for_others, item.lesson.position),
            default=None,
        )

    @property
    def resume_item(self) -> Item | None:
        """Where the person goes on: the item opened last, or what comes after it."""
        last = next((item for item in self.items if item.lesson.pk == self.last_lesson_id), None)
        if last and last.is_completed:
            last = self.after(last.lesson)
        return last if last and not last.lesson.waits_for_others else self.next_item

    @property
    def is_completed(self) -> bool:
        return self.next_item is None

    @property
    def modules_completed(self) -> int:
        return sum(module.is_completed for module in self.modules)

    def find(self, public_id: UUID) -> Item | None:
        """The item with this id; None when it is not part of the edition."""
        return next((item for item in self.items if item.lesson.public_id == public_id), None)

    def find_code(self, code: str) -> Item | None:
        """The item with this code; None when there is none."""
        return next((item for item in self.items if item.lesson.code == code), None)

    def before(self, lesson: Lesson) -> Item | None:
        """The item in front of ``lesson``; None at the beginning."""
        earlier = [item for item in self.items if item.lesson.position < lesson.position]
        return earlier[-1] if earlier else None

    def after(self, lesson: Lesson) -> Item | None:
        """The item to go to after ``lesson``: the next one not completed, further on first."""
        others = [
            item for item in self.items if item.lesson.pk != lesson.pk and not item.is_completed
        ]
        later = (item for item in others if item.lesson.position > lesson.position)
        return next(later, others[0] if others else None)

    def module_of(self, lesson: Lesson) -> ModuleProgress:
        return next(part for part in self.modules if part.module.pk == lesson.module_id)


def outline_of(enrolment: Enrolment) -> Outline:
    """Return every item of the edition with the person's state.

    One query when the edition is published and known to the process. Load ``cohort__edition``.
    """
    done = {
        lesson_id: completed_at is not None
        for lesson_id, completed_at in enrolment.lesson_progress.values_list(
            "lesson_id", "completed_at"
        )
    }
    return Outline(
        [
            ModuleProgress(
                module,
                [
                    Item(lesson, done.get(lesson.pk, False), lesson.pk in done, lesson.size or 0)
                    for lesson in module.lessons.all()
                ],
            )
            for module in structure_of(enrolment.cohort.edition).modules
        ],
        enrolment.last_lesson_id,
    )


def check_open(enrolment: Enrolment) -> None:
    """Refuse when the cohort is closed or the person does not study in it (any more)."""
    if enrolment.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed. You can read everything, but nothing more is recorded."),
            code="closed",
        )
    if enrolment.status not in Enrolment.STUDYING:
        raise RuleViolation(_("This enrolment is not active."), code="not_active")


def start_lesson(enrolment: Enrolment, lesson: Lesson) -> None:
    """Remember that the person opened the item; again, or where nothing counts: no change."""
    if not enrolment.cohort.is_closed:
        LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)


def remember_visit(
    enrolment: Enrolment, *, lesson: Lesson | None = None, now: datetime | None = None
) -> None:
    """Note that the person was here, at most once in five minutes, and the ``lesson`` opened."""
    now = now or timezone.now()
    is_elsewhere = lesson is not None and lesson.pk != enrolment.last_lesson_id
    is_recent = enrolment.last_seen_at is not None and now - enrolment.last_seen_at < VISIT
    if is_elsewhere:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=now, last_lesson=lesson)
    elif not is_recent:
        long_ago = Q(last_seen_at=None) | Q(last_seen_at__lt=now - VISIT)
        Enrolment.objects.filter(long_ago, pk=enrolment.pk).update(last_seen_at=now)


@transaction.atomic
def complete_lesson(
    enrolment: Enrolment,
    lesson: Lesson,
    *,
    by: User,
    now: datetime | None = None,
    evidence: str = HoursEntry.Evidence.PLATFORM,
    reason: str = "",
    entered_at: datetime | None = None,
) -> bool:
    """Complete an item and enter its minutes, once. Say whether it was new.

    ``now`` is when it was done, ``entered_at`` when somebody entered that, if not this moment.
    The item must belong to the edition of the cohort. Announces ``lesson_completed``.
    """
    now = now or timezone.now()
    if lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This item is not part of your course."), code="other_edition")
    check_open(enrolment)
    progress, _is_new = LessonProgress.objects.select_for_update().get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"started_at": now}
    )
    if progress.completed_at:
        return False
    progress.completed_at = now
    progress.save(update_fields=["completed_at"])
    line = _line(enrolment, lesson, now, by=by, evidence=evidence, reason=reason)
    line.entered_at = entered_at or timezone.now()
    credit_all([line])
    announce(lesson_completed, enrolment=enrolment, lesson=lesson)
    return True


@transaction.atomic
def complete_lessons(
    enrolment: Enrolment,
    moments: Mapping[Lesson, datetime],
    *,
    by: User,
    evidence: str = HoursEntry.Evidence.PLATFORM,
) -> int:
    """Complete several items, each at its moment, in a constant number of queries.

    For what arrives in one piece, as the work of somebody without connection does. Items that
    were complete stay as they are. Returns how many were new; announces each of them.
    """
    if any(lesson.module.edition_id != enrolment.cohort.edition_id for lesson in moments):
        raise RuleViolation(_("This item is not part of your course."), code="other_edition")
    check_open(enrolment)
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    done = enrolment.lesson_progress.exclude(completed_at=None).values_list("lesson", flat=True)
    done = set(done)
    new = {lesson: moment for lesson, moment in moments.items() if lesson.pk not in done}
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(
                enrolment=enrolment, lesson=lesson, started_at=moment, completed_at=moment
            )
            for lesson, moment in new.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "lesson"],
        update_fields=["completed_at"],
    )
    credit_all(
        _line(enrolment, lesson, moment, by=by, evidence=evidence) for lesson, moment in new.items()
    )
    for lesson in new:
        announce(lesson_completed, enrolment=enrolment, lesson=lesson)
    return len(new)


def _line(
    enrolment: Enrolment,
    lesson: Lesson,
    moment: datetime,
    *,
    by: User,
    evidence: str,
    reason: str = "",
) -> HoursEntry:
    return HoursEntry(
        enrolment=enrolment,
        modality=HoursEntry.Modality.ONLINE,
        minutes=lesson.minutes,
        source_kind=HoursEntry.Source.LESSON,
        source_id=lesson.pk,
        label=f"{lesson.code} {lesson.title_es}"[:220],
        earned_on=timezone.localdate(moment, ZoneInfo(enrolment.cohort.time_zone)),
        entered_by=by,
        evidence=evidence,
        reason=reason[:300],
    )


def finish_lesson(enrolment: Enrolment, lesson: Lesson, *, by: User) -> bool:
    """Complete an item that is completed by finishing it; others say what completes them."""
    if lesson.closed_by != Lesson.ClosedBy.FINISH:
        raise RuleViolation(
            _("This item is completed by %(how)s."),
            code="closed_otherwise",
            params={"how": lesson.get_closed_by_display()},
        )
    return complete_lesson(enrolment, lesson, by=by)


@transaction.atomic
def reply_to_lesson(
    enrolment: Enrolment, lesson: Lesson, *, by: User, body: str, key: UUID
) -> LessonReply:
    """Keep the one written reply of a forum, homework or live-session item, and complete it.

    Sending the same form again returns the first result; a later reply replaces the text.
    """
    if lesson.closed_by != Lesson.ClosedBy.REPLY:
        raise RuleViolation(_("This item takes no written reply."), code="closed_otherwise")
    check_open(enrolment)
    if len(body.strip()) < MINIMUM_REPLY:
        raise RuleViolation(
            _("Write at least %(least)s characters, so that others can follow you."),
            code="too_short",
            params={"least": MINIMUM_REPLY},
        )
    if LessonReply.objects.filter(key=key).exclude(enrolment=enrolment, lesson=lesson).exists():
        raise RuleViolation(_("Open this page again and send your text."), code="key_used")
    reply, is_new = LessonReply.objects.select_for_update().get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"body": body, "key": key}
    )
    if not is_new and reply.key != key:
        reply.body, reply.key, reply.written_at = body, key, timezone.now()
        reply.save(update_fields=["body", "key", "written_at"])
    complete_lesson(enrolment, lesson, by=by)
    return reply
