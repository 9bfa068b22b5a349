"""Who is reminded of what they have not handed in: three days and one day before it is due."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.domain.calendar import DueWork, day_in
from assessments.domain.due import planned_dues
from assessments.models import (
    Deliverable,
    Grade,
    ProjectMember,
    QuizAttempt,
    Submission,
)
from courses.models import Cohort, DueExtension, Enrolment, Lesson, LessonProgress

# Days before the last one → which of the two reminders. Two days is late for the first, and in time
# where the day was set, or somebody enrolled, a moment ago.
STAGES = {3: 3, 2: 3, 1: 1}
# Nobody is written to at night: the hours of the cohort in which reminders go out.
FROM_HOUR, UNTIL_HOUR = 8, 21
# Items that people hand in, and of which nothing is kept before they do.
WRITTEN = (
    Lesson.ClosedBy.HOMEWORK,
    Lesson.ClosedBy.REPLY,
    Lesson.ClosedBy.PLAN,
    Lesson.ClosedBy.REVIEW,
)
HANDED_IN = (Submission.State.WAITING, Submission.State.APPROVED)


@dataclass(frozen=True)
class Reminder:
    """What one person has still to hand in, and which reminder of it this is."""

    enrolment: Enrolment
    work: DueWork
    due_at: datetime
    stage: int  # 3 or 1: days before.

    @property
    def key(self) -> str:
        """The same for one person, thing, day and stage: a moved day is reminded of anew."""
        day = f"{self.due_at:%Y%m%d}"
        return f"due-{self.enrolment.public_id}-{self.work.code}-{day}-{self.stage}"


def reminders_for(cohort: Cohort, *, now: datetime | None = None) -> list[Reminder]:
    """Return whom to remind in a cohort now; nothing at night or in a cohort that is not open.

    Homework and deliverables not handed in, and quizzes that were begun: a quiz not begun is no
    draft. The person's own day counts: more time, for a deliverable also that of somebody on the
    team, and the day by which a returned project is to come back. Eight queries.
    """
    now = now or timezone.now()
    hour = timezone.localtime(now, ZoneInfo(cohort.time_zone)).hour
    if cohort.state != Cohort.State.OPEN or not FROM_HOUR <= hour < UNTIL_HOUR:
        return []
    days = _Days(cohort)
    if not days.has_any_between(now, now + timedelta(days=max(STAGES) + 1)):
        return []
    return list(_reminders(cohort, days, now))


def _reminders(cohort: Cohort, days: "_Days", now: datetime) -> Iterator[Reminder]:
    works = _works(cohort)
    done = _done(cohort)
    begun = set(
        QuizAttempt.objects.filter(enrolment__cohort=cohort, submitted_at=None).values_list(
            "enrolment", "quiz__lesson__code"
        )
    )
    people = cohort.enrolments.filter(status=Enrolment.Status.ACTIVE).select_related("participant")
    today = day_in(cohort, now)
    for enrolment in people.exclude(participant__email=None):
        for code, due_at in days.of(enrolment.pk).items():
            work = works.get(code)
            if work is None or due_at <= now:
                continue
            stage = STAGES.get((day_in(cohort, due_at) - today).days)
            is_quiz = work.lesson is not None and work.lesson.closed_by == Lesson.ClosedBy.QUIZ
            waits = (enrolment.pk, code) in begun if is_quiz else (enrolment.pk, code) not in done
            if stage and waits:
                yield Reminder(enrolment, work, due_at, stage)


def _works(cohort: Cohort) -> dict[str, DueWork]:
    """Return by its code everything of which people are reminded."""
    lessons = Lesson.objects.of_edition(cohort.edition_id).filter(
        closed_by__in=[*WRITTEN, Lesson.ClosedBy.QUIZ]
    )
    works = {lesson.code: DueWork(lesson.code, lesson) for lesson in lessons}
    return works | {code: DueWork(code, None) for code in Deliverable.values}


def _done(cohort: Cohort) -> set[tuple[int, str]]:
    """Return who has handed in what: items completed, deliverables of the person's project."""
    items = LessonProgress.objects.filter(
        enrolment__cohort=cohort,
        completed_at__isnull=False,
        lesson__closed_by__in=WRITTEN,
    ).values_list("enrolment", "lesson__code")
    deliverables = (
        ProjectMember.objects.filter(
            enrolment__cohort=cohort,
            left_at=None,
            project__submissions__state__in=HANDED_IN,
        )
        .values_list("enrolment", "project__submissions__deliverable")
        .distinct()
    )
    return {*items, *deliverables}


class _Days:
    """Until when each person of a cohort hands things in, read at once."""

    def __init__(self, cohort: Cohort) -> None:
        self.planned = planned_dues(cohort)
        self.own: dict[int, dict[str, datetime]] = defaultdict(dict)
        extensions = DueExtension.objects.in_force().filter(enrolment__cohort=cohort)
        extended = list(extensions.values_list("enrolment", "what", "due_at"))
        mates = self._mates(cohort)
        for enrolment, what, due_at in extended:
            team = mates.get(enrolment, {enrolment}) if what in Deliverable.values else {enrolment}
            for member in team:
                self._keep(member, what, due_at)
        for enrolment, what, day in self._returned(cohort):
            end = datetime.combine(day, time.max, ZoneInfo(cohort.time_zone))
            self._keep(enrolment, what, end)

    def of(self, enrolment: int) -> dict[str, datetime]:
        own = self.own.get(enrolment, {})
        return {
            what: max(day for day in (self.planned.get(what), own.get(what)) if day)
            for what in {*self.planned, *own}
        }

    def has_any_between(self, first: datetime, last: datetime) -> bool:
        days = [*self.planned.values(), *(day for own in self.own.values() for day in own.values())]
        return any(first < day <= last for day in days)

    def _keep(self, enrolment: int, what: str, day: datetime) -> None:
        self.own[enrolment][what] = max(day, self.own[enrolment].get(what, day))

    @staticmethod
    def _mates(cohort: Cohort) -> dict[int, set[int]]:
        """Return each person → everybody on their project, themselves included."""
        teams: dict[int, set[int]] = defaultdict(set)
        rows = ProjectMember.objects.filter(enrolment__cohort=cohort, left_at=None)
        for project, enrolment in rows.values_list("project", "enrolment"):
            teams[project].add(enrolment)
        return {enrolment: team for team in teams.values() for enrolment in team}

    @staticmethod
    def _returned(cohort: Cohort) -> Iterator[tuple]:
        """Yield person, deliverable and day for each verdict that asks for another version."""
        return Grade.objects.filter(
            submission__project__cohort=cohort,
            submission__project__members__left_at=None,
            sent_at__isnull=False,
            replaced_at=None,
            verdict=Grade.Verdict.RETURN,
            resubmit_by__isnull=False,
        ).values_list(
            "submission__project__members__enrolment", "submission__deliverable", "resubmit_by"
        )
