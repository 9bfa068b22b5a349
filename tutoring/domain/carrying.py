"""Hours that go along to another edition of a course: those of the items that it has too."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from courses.domain.hours import credit_all, take_back
from courses.models import (
    Edition,
    Enrolment,
    HoursEntry,
    Lesson,
    LessonProgress,
    PlannedSession,
)
from people.models import User
from tutoring.models import Attendance, MakeUp

Source = HoursEntry.Source
# They are answered anew: their results belong to the questions of an edition or to its cohort.
DONE_ANEW = (Lesson.ClosedBy.QUIZ, Lesson.ClosedBy.SURVEY)


@dataclass
class Carrying:
    """The lines of one person that another edition counts, each with its source there."""

    lines: list[tuple[HoursEntry, int]] = field(default_factory=list)
    left_out: list[HoursEntry] = field(default_factory=list)
    anew: int = 0  # Of those left out, the quizzes, tests and surveys.

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry, _source in self.lines)

    @property
    def lost(self) -> int:
        return sum(entry.minutes for entry in self.left_out)


def carrying_of(people: Iterable[Enrolment], edition: Edition) -> dict[int, Carrying]:
    """Return enrolment → what of its hours counts in ``edition``. Four queries at most.

    An item counts when the edition has one of the same module, code, kind and minutes; a session
    when it plans one of the same code and minutes. Adjustments go along as they are.
    """
    found: dict[int, Carrying] = defaultdict(Carrying)
    entries = list(
        HoursEntry.objects.in_force()
        .filter(enrolment__in=[each.pk for each in people])
        .order_by("pk")
    )
    there, anew = _sources_in(edition, entries)
    for entry in entries:
        source = there.get((entry.source_kind, entry.source_id))
        if source is None:
            found[entry.enrolment_id].left_out.append(entry)
            is_anew = entry.source_kind == Source.LESSON and entry.source_id in anew
            found[entry.enrolment_id].anew += is_anew
        else:
            found[entry.enrolment_id].lines.append((entry, source))
    return found


def _sources_in(
    edition: Edition, entries: Iterable[HoursEntry]
) -> tuple[dict[tuple[str, int], int], set[int]]:
    """Return (kind, source) of the old lines → source in the new edition, where there is one.

    And the lessons that are done anew.
    """
    keys = defaultdict(set)
    for entry in entries:
        keys[entry.source_kind].add(entry.source_id)
    lessons = list(
        Lesson.objects.filter(
            Q(module__edition=edition) | Q(pk__in=keys[Source.LESSON])
        ).select_related("module")
    )
    there = {_item(each): each.pk for each in lessons if each.module.edition_id == edition.pk}
    found = {(Source.ADJUSTMENT, key): key for key in keys[Source.ADJUSTMENT]}
    for lesson in lessons:
        if lesson.closed_by not in DONE_ANEW and _item(lesson) in there:
            found[Source.LESSON, lesson.pk] = there[_item(lesson)]
    planned = PlannedSession.objects.filter(edition=edition)
    attended = Attendance.objects.filter(pk__in=keys[Source.ATTENDANCE]).filter(
        Exists(
            planned.filter(
                code=OuterRef("session__planned__code"),
                minutes=OuterRef("session__planned__minutes"),
            )
        )
    )
    made_up = MakeUp.objects.filter(pk__in=keys[Source.MAKE_UP]).filter(
        Exists(planned.filter(code=OuterRef("planned__code"), minutes=OuterRef("planned__minutes")))
    )
    for kind, rows in ((Source.ATTENDANCE, attended), (Source.MAKE_UP, made_up)):
        found |= {(kind, key): key for key in rows.values_list("pk", flat=True)}
    return found, {each.pk for each in lessons if each.closed_by in DONE_ANEW}


def _item(lesson: Lesson) -> tuple[str, str, str, str, int]:
    return (lesson.module.code, lesson.code, lesson.kind, lesson.closed_by, lesson.minutes)


def carry(
    pairs: Iterable[tuple[Carrying, Enrolment]],
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Enter lines for other places and take them back where they were: the sum stays the same."""
    now = now or timezone.now()
    lines = [(entry, to, source) for carrying, to in pairs for entry, source in carrying.lines]
    credit_all(_line(entry, to.pk, source, by, reason) for entry, to, source in lines)
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(enrolment=to, lesson_id=source, started_at=now, completed_at=now)
            for entry, to, source in lines
            if entry.source_kind == Source.LESSON
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "lesson"],
        update_fields=["completed_at"],
    )
    take_back([entry for entry, _to, _source in lines], by=by, reason=reason)


def carry_back(lines: Iterable[int], away: Iterable[Enrolment], *, by: User, reason: str) -> None:
    """Take back what places ``away`` earned, and enter the ``lines`` it came from anew."""
    away = list(away)
    take_back(HoursEntry.objects.in_force().filter(enrolment__in=away), by=by, reason=reason)
    LessonProgress.objects.filter(enrolment__in=away).update(completed_at=None)
    entries = HoursEntry.objects.filter(pk__in=lines).order_by("pk")
    credit_all(_line(each, each.enrolment_id, each.source_id, by, reason) for each in entries)


def _line(entry: HoursEntry, enrolment: int, source: int, by: User, reason: str) -> HoursEntry:
    return HoursEntry(
        enrolment_id=enrolment,
        modality=entry.modality,
        minutes=entry.minutes,
        source_kind=entry.source_kind,
        source_id=source,
        evidence=entry.evidence,
        label=entry.label,
        earned_on=entry.earned_on,
        entered_by=by,
        reason=reason[:300],
    )
