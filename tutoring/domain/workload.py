"""The people a tutor has: how far they are, when they were last seen, who needs company."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models import Cohort, Enrolment, HoursEntry
from people.models import User
from tutoring.domain.waiting import working_hours_between
from tutoring.models import Answer, Attendance, Question

SILENT_DAYS = 10


def people_of(tutor: User) -> QuerySet[Enrolment]:
    """Return the enrolments whom ``tutor`` tutors now and who hold a seat."""
    return Enrolment.objects.holding_a_seat().filter(
        tutor_assignments__tutor=tutor, tutor_assignments__until=None
    )


def with_workload(
    enrolments: QuerySet[Enrolment], *, now: datetime | None = None
) -> QuerySet[Enrolment]:
    """Annotate what a tutor looks at, so that a list costs one query.

    online_done, in_person_done, missed (minutes); open_questions; last_activity; is_silent: an
    active person of a cohort that is not closed, without activity for ten days; is_absent: missed
    a session; needs_company: one of the two.
    """
    now = now or timezone.now()
    minutes = (
        HoursEntry.objects.filter(enrolment=OuterRef("pk"))
        .order_by()
        .values("enrolment")
        .annotate(total=Sum("minutes"))
        .values("total")
    )
    waiting = (
        Question.objects.waiting()
        .filter(enrolment=OuterRef("pk"))
        .order_by()
        .values("enrolment")
        .annotate(total=Count("pk"))
        .values("total")
    )
    absences = (
        Attendance.objects.current()
        .filter(enrolment=OuterRef("pk"), status=Attendance.Status.ABSENT)
        .order_by()
    )
    missed = absences.values("enrolment").annotate(total=Sum("session__minutes")).values("total")
    studies_now = Q(status=Enrolment.Status.ACTIVE) & ~Q(cohort__state=Cohort.State.CLOSED)
    silent = studies_now & Q(last_activity__lt=now - timedelta(days=SILENT_DAYS))
    return enrolments.annotate(
        online_done=_number(minutes.filter(modality=HoursEntry.Modality.ONLINE)),
        in_person_done=_number(minutes.filter(modality=HoursEntry.Modality.IN_PERSON)),
        missed=_number(missed),
        open_questions=_number(waiting),
        last_activity=Coalesce(F("last_seen_at"), F("activated_at"), F("enrolled_at")),
    ).annotate(
        is_silent=Q(silent),
        is_absent=studies_now & Exists(absences),
        needs_company=silent | (studies_now & Exists(absences)),
    )


@dataclass(frozen=True)
class TutoredPerson:
    """One person of a tutor, with what ``with_workload`` says about them."""

    enrolment: Enrolment
    days_silent: int


def tutored(enrolments: QuerySet[Enrolment], *, now: datetime | None = None) -> list[TutoredPerson]:
    """Return the people in ``enrolments`` with their facts, in one query."""
    now = now or timezone.now()
    rows = with_workload(enrolments, now=now).select_related(
        "cohort__edition", "participant", "affiliation__organisation"
    )
    return [TutoredPerson(row, (now - row.last_activity).days) for row in rows]


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def mean_answer_hours(tutor: User, *, since: datetime) -> int | None:
    """Return the mean of the working hours in which ``tutor`` answered first, or None."""
    first_answers = Answer.objects.filter(
        author=tutor, answered_at=F("question__answered_at"), answered_at__gte=since
    )
    spans = first_answers.values_list(
        "question__asked_at", "answered_at", "question__enrolment__cohort__time_zone"
    )
    hours = [working_hours_between(*span) for span in spans]
    return round(sum(hours) / len(hours)) if hours else None


@dataclass(frozen=True)
class QuestionCounts:
    """How many questions a person asked, and how many of them were answered."""

    asked: int
    answered: int


def question_counts(enrolment: Enrolment) -> QuestionCounts:
    return QuestionCounts(
        **enrolment.questions.aggregate(
            asked=Count("pk"), answered=Count("pk", filter=~Q(answered_at=None))
        )
    )
