"""What somebody has missed and may make up: items of the outline, and minutes of sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from courses.domain.progress import Outline
from courses.domain.reading import sessions_of
from courses.models import Enrolment, Lesson, PlannedSession
from tutoring.models import Attendance, InPersonSession, MakeUp

Kind, State = MakeUp.Kind, MakeUp.State
# What closes an item in a way of its own on paper: a sheet, a keyed-in quiz, an anonymous survey.
NOT_MADE_UP = (Lesson.ClosedBy.FINISH, Lesson.ClosedBy.QUIZ, Lesson.ClosedBy.SURVEY)


@dataclass(frozen=True)
class Missing:
    """Something that can be made up, how many minutes of it, and what was asked for already."""

    lesson: Lesson | None
    planned: PlannedSession | None
    minutes: int
    kinds: tuple[str, ...]
    request: MakeUp | None = None

    @property
    def code(self) -> str:
        return (self.lesson or self.planned).code

    @property
    def title(self) -> str:
        return (self.lesson or self.planned).title

    @property
    def place(self) -> dict[str, Any]:
        return {"lesson": self.lesson, "planned": self.planned}


def kinds_for(lesson: Lesson) -> tuple[str, ...]:
    """Return how an item is made up; nothing for items that have another way on paper. Pure."""
    if lesson.closed_by in NOT_MADE_UP:
        return ()
    if lesson.closed_by == Lesson.ClosedBy.REVIEW:
        return (Kind.COMMENT, Kind.PAPER)
    return {
        Lesson.Kind.LIVE: (Kind.RECORDING, Kind.PAPER),
        Lesson.Kind.FORUM: (Kind.COMMENT,),
    }.get(Lesson.Kind(lesson.kind), (Kind.PAPER,))


def missing_of(enrolment: Enrolment, outline: Outline, make_ups: Iterable[MakeUp]) -> list[Missing]:
    """Return what somebody may make up, in the order of the course. One query.

    ``make_ups`` are all those of the person. Load ``cohort__edition`` with the enrolment.
    """
    standing = [each for each in make_ups if each.state in MakeUp.STANDING]
    requests = {
        (each.lesson_id, each.planned_id): each
        for each in standing
        if each.state == State.REQUESTED
    }
    items = [
        Missing(
            item.lesson,
            None,
            item.lesson.minutes,
            kinds_for(item.lesson),
            requests.get((item.lesson.pk, None)),
        )
        for item in outline.items
        if not item.is_completed and kinds_for(item.lesson)
    ]
    left = minutes_left(enrolment, sessions_of(enrolment.cohort.edition), standing)
    sessions = [
        Missing(
            None, planned, minutes, (Kind.PAPER, Kind.SESSION), requests.get((None, planned.pk))
        )
        for planned, minutes in left
        if minutes
    ]
    return [*items, *sessions]


def made_up_in_person(make_ups: Iterable[MakeUp]) -> int:
    """Sum the granted minutes in person. Pure."""
    return sum(each.minutes for each in make_ups if each.planned_id and each.state == State.GRANTED)


def minutes_left(
    enrolment: Enrolment, sessions: Iterable[PlannedSession], standing: Iterable[MakeUp]
) -> list[tuple[PlannedSession, int]]:
    """Return the minutes of each planned session that neither attendance nor a make-up gave."""
    sums = (
        Attendance.objects.current()
        .filter(enrolment=enrolment)
        .order_by()
        .values_list("session__planned")
        .annotate(minutes=Sum("minutes"))
    )
    attended = dict(sums)
    made_up = {
        planned.pk: sum(
            each.minutes
            for each in standing
            if each.planned_id == planned.pk and each.state == State.GRANTED
        )
        for planned in sessions
    }
    return [
        (planned, max(planned.minutes - attended.get(planned.pk, 0) - made_up[planned.pk], 0))
        for planned in sessions
    ]


def sessions_elsewhere(
    enrolment: Enrolment, *, now: datetime | None = None
) -> QuerySet[InPersonSession]:
    """Return the sessions of other cohorts of the same host that have been held, latest first."""
    cohort = enrolment.cohort
    return (
        InPersonSession.objects.scheduled()
        .with_place()
        .filter(cohort__host=cohort.host_id, ends_at__lt=now or timezone.now())
        .exclude(cohort=cohort)
        .order_by("-starts_at")
    )
