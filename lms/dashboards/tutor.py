"""What the first page of a tutor shows: one next step, four figures, and what comes after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Submission
from courses.models import Cohort, Enrolment
from lms.lib.access import allowed, with_may
from people.models import User
from tutoring.domain.questions import QueuedQuestion, queue_of, tally_of
from tutoring.domain.waiting import LIMIT, Tally
from tutoring.domain.workload import (
    SILENT_DAYS,
    TutoredPerson,
    mean_answer_hours,
    people_of,
    tutored,
)
from tutoring.models import InPersonSession, Question

SHOWN = 5
ANSWER_DAYS = 30


@dataclass(frozen=True)
class WaitingSubmission:
    submission: Submission
    days: int


@dataclass(frozen=True)
class TutorHome:
    """Everything on the page; ``step`` is "overdue", "submission", "question" or "nothing"."""

    now: datetime
    step: str
    questions: list[QueuedQuestion]
    tally: Tally
    submissions: list[WaitingSubmission]
    submissions_waiting: int
    people: list[TutoredPerson]
    sessions: QuerySet[InPersonSession]
    answer_hours: int | None
    answer_days: int = ANSWER_DAYS
    limit: int = LIMIT
    silent_days: int = SILENT_DAYS

    @property
    def part_of_day(self) -> str:
        hour = timezone.localtime(self.now).hour
        if 5 <= hour < 12:
            return "morning"
        return "afternoon" if 12 <= hour < 19 else "evening"

    @property
    def in_need(self) -> list[TutoredPerson]:
        return [person for person in self.people if person.enrolment.needs_company]

    @property
    def shown_in_need(self) -> list[TutoredPerson]:
        return self.in_need[:SHOWN]

    @property
    def not_accepted(self) -> int:
        invited = Enrolment.Status.INVITED
        return sum(person.enrolment.status == invited for person in self.people)

    @property
    def on_the_way(self) -> int:
        return len(self.people) - len(self.in_need) - self.not_accepted

    @property
    def cohorts(self) -> list[Cohort]:
        return list({row.enrolment.cohort_id: row.enrolment.cohort for row in self.people}.values())

    @property
    def week(self) -> tuple[int, int] | None:
        """Which week of how many it is, when the person tutors one cohort and it is running."""
        if len(self.cohorts) != 1:
            return None
        [cohort] = self.cohorts
        today = timezone.localdate(self.now)
        if not cohort.starts_on <= today <= cohort.ends_on:
            return None
        weeks = (cohort.ends_on - cohort.starts_on).days // 7 + 1
        return (today - cohort.starts_on).days // 7 + 1, weeks


def tutor_home(tutor: User, *, now: datetime | None = None) -> TutorHome:
    """Gather the page in seven queries."""
    now = now or timezone.now()
    waiting = allowed(tutor, "answer", Question.objects.waiting())
    questions = queue_of(waiting.with_place()[:SHOWN], now=now)
    to_grade = allowed(tutor, "grade", Submission.objects.waiting())
    submissions = [
        WaitingSubmission(submission, (now - submission.submitted_at).days)
        for submission in to_grade.with_people()[:SHOWN]
    ]
    sessions = with_may(
        allowed(tutor, "view", InPersonSession.objects.scheduled()), tutor, "record"
    )
    return TutorHome(
        now=now,
        step=_step(questions, submissions),
        questions=questions,
        tally=tally_of(waiting, now=now),
        submissions=submissions,
        submissions_waiting=to_grade.count(),
        people=tutored(people_of(tutor), now=now),
        sessions=sessions.filter(ends_at__gte=now).with_place().with_recorded()[:3],
        answer_hours=mean_answer_hours(tutor, since=now - timedelta(days=ANSWER_DAYS)),
    )


def _step(questions: list[QueuedQuestion], submissions: list[Any]) -> str:
    """An overdue question first, else the oldest submission, else the next question."""
    if questions and questions[0].wait.is_overdue:
        return "overdue"
    if submissions:
        return "submission"
    return "question" if questions else "nothing"
