"""What the first page of the team shows: what needs somebody, what is running, every cohort."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.models import LogframeProject, ProjectMember, Submission
from completion.domain.requirements import standings
from completion.models import Certificate
from courses.models import AccessRequest, Cohort, Enrolment, EnrolmentList
from lms.lib.access import allowed
from people.models import User
from tutoring.domain.waiting import Wait, wait_between
from tutoring.models import Attendance, InPersonSession, Question

SHOWN, JOBS_SHOWN = 8, 4
DAYS_TO_GRADE = 5
JOB_DAYS = 7
SOON = timedelta(days=45)
# Kinds of alerts from the most urgent on, and how they are marked.
RANKS = (
    "questions",
    "short",
    "certificates",
    "named",
    "names",
    "list",
    "requests",
    "bounced",
    "attendance",
    "submissions",
    "empty",
)
TODAY = ("short", "certificates", "named", "names", "list", "bounced")
TONES = {"questions": "bad"} | dict.fromkeys(TODAY, "warn")
# Lists that wait for somebody are no work under way.
WAITING = {EnrolmentList.State.NOMINATED: "named", EnrolmentList.State.REVIEW: "list"}


@dataclass(frozen=True)
class Alert:
    """Something that waits for the team, in one cohort; ``since`` in hours or days by kind."""

    kind: str
    cohort: Cohort
    number: int
    since: int = 0
    enrolment_list: EnrolmentList | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.kind, "")


@dataclass(frozen=True)
class Turn:
    """A day on which a cohort begins or ends."""

    day: date
    cohort: Cohort
    begins: bool


@dataclass(frozen=True)
class StaffHome:
    now: datetime
    cohorts: list[Cohort]
    alerts: list[Alert]
    jobs: list[EnrolmentList]
    turns: list[Turn]
    questions_waiting: int
    questions_overdue: int
    submissions_waiting: int

    @property
    def shown_cohorts(self) -> list[Cohort]:
        return self.cohorts[:SHOWN]

    @property
    def people(self) -> int:
        return sum(cohort.seats_taken for cohort in self.cohorts)


def staff_home(user: User, *, now: datetime | None = None) -> StaffHome:
    """Gather the page in at most nine queries, however many cohorts there are."""
    now = now or timezone.now()
    cohorts = list(_cohorts(user, now))
    if not cohorts:
        return StaffHome(now, [], [], [], [], 0, 0, 0)
    lists = list(_lists(user, now))
    waits = _waits(user, cohorts, now)
    alerts = [
        *_about_questions(cohorts, waits),
        *_about_certificates(cohorts),
        *_about_lists(lists),
        *_about_cohorts(cohorts),
        *_about_empty_ones(cohorts, lists, now),
    ]
    alerts.sort(key=lambda alert: (RANKS.index(alert.kind), -alert.since, -alert.number))
    return StaffHome(
        now=now,
        cohorts=cohorts,
        alerts=alerts[:SHOWN],
        jobs=[each for each in lists if each.state not in WAITING][:JOBS_SHOWN],
        turns=_turns(cohorts, timezone.localdate(now)),
        questions_waiting=sum(len(each) for each in waits.values()),
        questions_overdue=sum(wait.is_overdue for each in waits.values() for wait in each),
        submissions_waiting=sum(cohort.submissions_waiting for cohort in cohorts),
    )


def _count(rows: QuerySet, cohort: str) -> Coalesce:
    """Return the number of ``rows`` of each cohort, as a subquery that multiplies nothing."""
    counted = (
        rows.order_by()
        .filter(**{cohort: OuterRef("pk")})
        .values(cohort)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _cohorts(user: User, now: datetime) -> QuerySet[Cohort]:
    """Cohorts that are not closed, with everything that one number tells about them."""
    unrecorded = InPersonSession.objects.scheduled().filter(
        ~Exists(Attendance.objects.filter(session=OuterRef("pk"))), ends_at__lt=now
    )
    bounced = Enrolment.objects.filter(
        status=Enrolment.Status.INVITED, invitation__bounced_at__isnull=False
    )
    late = Submission.objects.waiting().filter(submitted_at__lt=now - timedelta(days=DAYS_TO_GRADE))
    return (
        allowed(user, "manage", Cohort.objects.exclude(state=Cohort.State.CLOSED))
        .with_counts()
        .annotate(
            submissions_waiting=_count(Submission.objects.waiting(), "project__cohort"),
            submissions_late=_count(late, "project__cohort"),
            letters_bounced=_count(bounced, "cohort"),
            sessions_unrecorded=_count(unrecorded, "cohort"),
            names_to_confirm=_count(EnrolmentList.objects.named_by_links(), "cohort"),
            requests_waiting=_count(AccessRequest.objects.pending(), "cohort"),
            certificates_short=_count(Certificate.objects.short_of_hours(), "enrolment__cohort"),
        )
        .select_related("edition", "partner")
        .order_by("ends_on", "name")
    )


def _lists(user: User, now: datetime) -> QuerySet[EnrolmentList]:
    """Lists under review or at work, and those finished in the last days."""
    finished = Q(state=EnrolmentList.State.DONE, finished_at__gt=now - timedelta(days=JOB_DAYS))
    alive = ~Q(state__in=[EnrolmentList.State.DONE, EnrolmentList.State.CANCELLED])
    # Of lists by which municipalities name people there may be a hundred: they are one alert.
    rows = EnrolmentList.objects.filter(finished | alive, naming_link=None)
    rows = rows.exclude(cohort__state=Cohort.State.CLOSED)
    rows = allowed(user, "view", rows.with_counts().waiting_first())
    return rows.select_related("cohort")[: 4 * SHOWN]


def _waits(user: User, cohorts: list[Cohort], now: datetime) -> dict[int, list[Wait]]:
    """Return how long the questions of each cohort wait, the oldest first."""
    zones = {cohort.pk: cohort.time_zone for cohort in cohorts}
    questions = allowed(user, "view", Question.objects.waiting())
    waits = defaultdict(list)
    for cohort_id, asked_at in questions.values_list("enrolment__cohort_id", "asked_at"):
        if cohort_id in zones:
            waits[cohort_id].append(wait_between(asked_at, zones[cohort_id], now=now))
    return waits


def _about_questions(cohorts: list[Cohort], waits: dict[int, list[Wait]]) -> list[Alert]:
    alerts = []
    for cohort in cohorts:
        overdue = [wait for wait in waits[cohort.pk] if wait.is_overdue]
        if overdue:
            alerts.append(Alert("questions", cohort, len(overdue), overdue[0].hours))
    return alerts


def _about_certificates(cohorts: list[Cohort]) -> list[Alert]:
    """Say where people fulfil every rule and wait for their certificate to be released."""
    by_key = {each.pk: each for each in cohorts if each.release == Cohort.Release.HELD}
    approved = ProjectMember.objects.filter(
        enrolment=OuterRef("pk"), left_at=None, project__state=LogframeProject.State.APPROVED
    )
    # Without an approved project nobody is complete: few are left to be looked at closely.
    candidates = list(
        Enrolment.objects.filter(
            Exists(approved),
            cohort__in=by_key,
            status__in=[Enrolment.Status.ACTIVE, Enrolment.Status.NOT_COMPLETED],
        )
    )
    for enrolment in candidates:
        enrolment.cohort = by_key[enrolment.cohort_id]
    ready: dict[int, int] = defaultdict(int)
    for standing in standings(candidates, with_next_steps=False):
        ready[standing.enrolment.cohort_id] += standing.is_complete
    return [Alert("certificates", by_key[key], number) for key, number in ready.items() if number]


def _about_lists(lists: list[EnrolmentList]) -> list[Alert]:
    return [
        Alert(WAITING[each.state], each.cohort, each.total, each.to_correct, each)
        for each in lists
        if each.state in WAITING
    ]


def _about_cohorts(cohorts: list[Cohort]) -> list[Alert]:
    alerts = []
    for cohort in cohorts:
        if cohort.names_to_confirm:
            alerts.append(Alert("names", cohort, cohort.names_to_confirm))
        if cohort.requests_waiting:
            alerts.append(Alert("requests", cohort, cohort.requests_waiting))
        if cohort.certificates_short:
            alerts.append(Alert("short", cohort, cohort.certificates_short))
        if cohort.letters_bounced:
            alerts.append(Alert("bounced", cohort, cohort.letters_bounced))
        if cohort.sessions_unrecorded:
            alerts.append(Alert("attendance", cohort, cohort.sessions_unrecorded))
        if cohort.submissions_late:
            alerts.append(Alert("submissions", cohort, cohort.submissions_late, DAYS_TO_GRADE))
    return alerts


def _about_empty_ones(
    cohorts: list[Cohort], lists: list[EnrolmentList], now: datetime
) -> list[Alert]:
    """Say which cohorts begin soon and have nobody, unless a list is on its way already."""
    soon = timezone.localdate(now) + SOON
    on_their_way = {each.cohort_id for each in lists}
    return [
        Alert("empty", cohort, cohort.seats)
        for cohort in cohorts
        if not (cohort.seats_taken or cohort.names_to_confirm or cohort.pk in on_their_way)
        and cohort.starts_on < soon
    ]


def _turns(cohorts: list[Cohort], today: date) -> list[Turn]:
    turns = [
        turn
        for cohort in cohorts
        for turn in (
            Turn(cohort.starts_on, cohort, begins=True),
            Turn(cohort.ends_on, cohort, begins=False),
        )
        if today <= turn.day
    ]
    return sorted(turns, key=lambda turn: turn.day)[:4]
