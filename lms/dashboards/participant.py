"""What the first page of a participant shows: one next step, the hours, and what is missing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Left, Trim
from django.utils import timezone

from assessments.domain.due import due_dates_of
from assessments.models import Deliverable, Submission
from completion.domain.requirements import Standing, what_is_missing
from courses.domain.due import Due
from courses.domain.hours import Hours
from courses.domain.pace import Pace, pace_of, week_of
from courses.domain.progress import Item, Outline, outline_of
from courses.domain.reading import sessions_of
from courses.models import Enrolment, Lesson, LessonProgress, PlannedSession
from people.models import User
from tutoring.domain.announcements import shown_to
from tutoring.domain.sessions import zone_called
from tutoring.models import Answer, InPersonSession, LiveSession, TutorAssignment

SESSIONS_SHOWN = 3
LIVE_FACTS = ("public_id", "minutes", "dial_in", "lesson")
OVERDUE_SHOWN, DATES_SHOWN = 2, 5
HANDED_IN = (Submission.State.WAITING, Submission.State.APPROVED)
EXCERPT = 300  # Characters of a question or answer that the page shows.
# The parts of the online hours, as people call them, by type of item.
PARTS = {
    Lesson.Kind.LESSON: "lessons",
    Lesson.Kind.INTERACTIVE: "lessons",
    Lesson.Kind.FORUM: "replies",
    Lesson.Kind.HOMEWORK: "replies",
    Lesson.Kind.LIVE: "replies",
    Lesson.Kind.QUIZ: "questions",
    Lesson.Kind.TEST: "questions",
    Lesson.Kind.PROJECT: "project",
}


@dataclass(frozen=True)
class DateAhead:
    """A session, in person or live; without one, the day on which something is due."""

    at: datetime
    days: int
    session: InPersonSession | None = None
    planned: PlannedSession | None = None
    live: LiveSession | None = None
    lesson: Lesson | None = None  # The item that is due; without one, the project.
    deliverable: Deliverable | None = None
    extended_by: str = ""  # Who gave more time, where that day counts.


@dataclass(frozen=True)
class Banner:
    """An announcement to the person, until its day or until it is marked as read."""

    key: UUID
    subject: str
    body: str
    author: str


@dataclass(frozen=True)
class LatestAnswer:
    """The last thing that somebody else wrote under one of the person's questions."""

    question_id: UUID
    lesson_code: str | None
    question: str
    body: str
    author: str


@dataclass(frozen=True)
class ParticipantHome:
    """Everything on the page of somebody who studies."""

    now: datetime
    enrolment: Enrolment
    others: list[Enrolment]
    outline: Outline
    hours: Hours
    pace: Pace
    week: tuple[int, int]
    standing: Standing
    all_dates: list[DateAhead]
    answer: LatestAnswer | None
    banners: list[Banner]  # The newest of each of the person's cohorts.

    @property
    def part_of_day(self) -> str:
        hour = timezone.localtime(self.now).hour
        if 5 <= hour < 12:
            return "morning"
        return "afternoon" if 12 <= hour < 19 else "evening"

    @property
    def dates(self) -> list[DateAhead]:
        """The dates that the page has room for: the last overdue ones, and what comes next."""
        overdue = [date for date in self.all_dates if date.at < self.now]
        ahead = [date for date in self.all_dates if date.at >= self.now]
        return overdue[-OVERDUE_SHOWN:] + ahead[:DATES_SHOWN]

    @property
    def zone(self) -> str:
        return zone_called(self.enrolment.cohort.time_zone)

    @property
    def more_dates(self) -> int:
        return len(self.all_dates) - len(self.dates)

    @property
    def next_item(self) -> Item | None:
        return self.outline.resume_item

    @property
    def step(self) -> str:
        """What to do now: "closed", "changes", "item", "waiting" or "done"."""
        if self.enrolment.cohort.is_closed:
            return "closed"
        if self.standing.facts.project == Submission.State.RETURNED:
            return "changes"
        if self.next_item is None:
            return "done"
        return "waiting" if self.next_item.lesson.waits_for_others else "item"

    @property
    def parts(self) -> Counter[str]:
        """Minutes of the online hours done, by part."""
        minutes: Counter[str] = Counter()
        for item in self.outline.items:
            if item.is_completed:
                minutes[PARTS[Lesson.Kind(item.lesson.kind)]] += item.lesson.minutes
        return minutes


def participant_home(person: User, *, now: datetime | None = None) -> ParticipantHome | None:
    """Gather the home of somebody who studies: the cohort seen last. None for anybody else."""
    now = now or timezone.now()
    enrolments = list(_enrolments_of(person, now))
    if not enrolments:
        return None
    enrolment, *others = enrolments
    cohort, today = enrolment.cohort, timezone.localdate(now)
    outline = outline_of(enrolment)
    hours = Hours(
        enrolment.online_done,
        enrolment.in_person_done,
        cohort.edition.online_minutes,
        cohort.edition.in_person_minutes,
    )
    standing = what_is_missing(enrolment)
    return ParticipantHome(
        now=now,
        enrolment=enrolment,
        others=others,
        outline=outline,
        hours=hours,
        pace=pace_of(
            done=hours.online,
            planned=hours.online_planned,
            starts_on=cohort.starts_on,
            ends_on=cohort.ends_on,
            today=today,
            is_closed=cohort.is_closed,
        ),
        week=week_of(starts_on=cohort.starts_on, ends_on=cohort.ends_on, today=today),
        standing=standing,
        all_dates=_dates_ahead(enrolment, outline, standing, now),
        answer=_latest_answer(enrolment.latest_answer),
        banners=[
            Banner(**each.banner | {"key": UUID(each.banner["key"])})
            for each in enrolments
            if each.banner
        ],
    )


def _enrolments_of(person: User, now: datetime) -> QuerySet[Enrolment]:
    """Return the person's enrolments, the one used last first, with what one query can tell."""
    tutor = TutorAssignment.objects.current().filter(enrolment=OuterRef("pk"))
    answer = (
        Answer.objects.filter(question__enrolment=OuterRef("pk"))
        .exclude(author=person)
        .order_by("-answered_at")
        .values(
            facts=JSONObject(
                question_id="question__public_id",
                lesson_code="question__lesson__code",
                question=Left("question__body", EXCERPT),
                body=Left("body", EXCERPT),
                author=_full_name("author"),
            )
        )
    )
    done = LessonProgress.objects.filter(
        lesson=OuterRef("lesson"), enrolment=OuterRef(OuterRef("pk")), completed_at__isnull=False
    )
    live = (
        LiveSession.objects.scheduled()
        .not_over(now)
        .filter(~Exists(done), cohort=OuterRef("cohort"))
        .order_by("starts_at")
    )
    return (
        Enrolment.objects.studying()
        .filter(participant=person)
        .with_course()
        .with_hours()
        .annotate(
            tutor_name=Subquery(tutor.values(name=_full_name("tutor"))[:1]),
            latest_answer=Subquery(answer[:1]),
            banner=shown_to(OuterRef("pk"), now=now),
            live_starts_at=Subquery(live.values("starts_at")[:1]),
            live=Subquery(live.values(facts=JSONObject(**{each: each for each in LIVE_FACTS}))[:1]),
        )
        .order_by(F("last_seen_at").desc(nulls_last=True), "-activated_at", "-pk")
    )


def _latest_answer(facts: dict[str, Any] | None) -> LatestAnswer | None:
    if not facts:
        return None
    # SQLite writes identifiers without hyphens.
    return LatestAnswer(**facts | {"question_id": UUID(facts["question_id"])})


def _next_live(enrolment: Enrolment, outline: Outline) -> LiveSession | None:
    """Return the next live session of an item that the person has still to do."""
    facts = enrolment.live
    if not facts:
        return None
    lesson = next(each.lesson for each in outline.items if each.lesson.pk == facts["lesson"])
    own = {"lesson": lesson, "public_id": UUID(facts["public_id"])}
    return LiveSession(starts_at=enrolment.live_starts_at, **facts | own)


def _full_name(person: str) -> Trim:
    space = Value(" ")
    parts = ("given_names", "surname_1", "surname_2")
    given, first, second = (F(f"{person}__{part}") for part in parts)
    return Trim(Concat(given, space, first, space, second))


def _dates_ahead(
    enrolment: Enrolment, outline: Outline, standing: Standing, now: datetime
) -> list[DateAhead]:
    """Return the next sessions and what is due, in the order of the calendar."""
    # Whoever lacks in-person hours has the sessions loaded already.
    ahead = standing.facts.sessions_ahead or InPersonSession.objects.filter(
        cohort=enrolment.cohort, state=InPersonSession.State.SCHEDULED, ends_at__gt=now
    ).order_by("starts_at")
    planned = {session.pk: session for session in sessions_of(enrolment.cohort.edition)}
    today = timezone.localdate(now)

    def days_to(at: datetime) -> int:
        return (timezone.localdate(at) - today).days

    dates = [
        DateAhead(
            session.starts_at, days_to(session.starts_at), session, planned[session.planned_id]
        )
        for session in ahead[:SESSIONS_SHOWN]
    ]
    live = _next_live(enrolment, outline)
    if live:
        dates.append(DateAhead(live.starts_at, days_to(live.starts_at), live=live))
    dues = due_dates_of(enrolment)
    handed_in = _deliverables_handed_in(enrolment, dues, standing)
    for due in dues.values():
        item = outline.find_code(due.what)
        is_done = item.is_completed if item else due.what in handed_in
        if not is_done:
            facts = {"lesson": item.lesson} if item else {"deliverable": Deliverable(due.what)}
            at, days = due.due_at, days_to(due.due_at)
            dates.append(DateAhead(at, days, extended_by=due.extended_by, **facts))
    return sorted(dates, key=lambda date: date.at)


def _deliverables_handed_in(
    enrolment: Enrolment, dues: Mapping[str, Due], standing: Standing
) -> set[str]:
    """Return the deliverables of the person's project that wait for a verdict or are approved."""
    project = Deliverable.PROJECT.value
    handed_in = {project} if standing.facts.project in HANDED_IN else set()
    if any(code in dues for code in Deliverable.values if code != project):
        mine = Submission.objects.filter(
            project__members__enrolment=enrolment,
            project__members__left_at=None,
            state__in=HANDED_IN,
        )
        handed_in |= set(mine.order_by().values_list("deliverable", flat=True))
    return handed_in
