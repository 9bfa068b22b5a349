"""The attendance sheet of a session as a page shows it: its people, their records, the totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.models import Enrolment
from lms.lib.text import fold
from tutoring.domain.attendance import Mark
from tutoring.domain.attendance_list import hours_text
from tutoring.models import Attendance, InPersonSession


@dataclass(frozen=True)
class SheetRow:
    """One person on the attendance sheet."""

    enrolment: Enrolment
    attendance: Attendance | None
    status: str  # As recorded, or as just typed in a form that was refused.
    note: str
    hours: str  # As typed, or where they are not those that everybody gets.
    earlier: list[Attendance]  # What corrections replaced, the latest first.


@dataclass(frozen=True)
class Totals:
    present: int
    late: int
    absent: int
    enrolled: int
    recorded: int  # Of the people enrolled now: without those who left the cohort.

    @property
    def without_record(self) -> int:
        return self.enrolled - self.recorded


def people_on_sheet(
    session: InPersonSession, enrolments: QuerySet[Enrolment], *, search: str = ""
) -> QuerySet[Enrolment]:
    """Narrow ``enrolments`` to who holds a seat or was recorded before leaving, by name."""
    in_force = Attendance.objects.current().filter(session=session, enrolment=OuterRef("pk"))
    people = enrolments.filter(
        Q(status__in=Enrolment.HOLDING_A_SEAT) | Exists(in_force), cohort=session.cohort_id
    ).select_related("participant", "affiliation__organisation")
    if search:
        people = people.filter(
            Q(participant__folded_name__contains=fold(search))
            | Q(affiliation__organisation__folded_name__contains=fold(search))
        )
    return people.order_by("participant__folded_name", "pk")


def with_code(session: InPersonSession, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Narrow ``enrolments`` to those who checked in themselves."""
    themselves = Attendance.objects.current().filter(
        session=session, enrolment=OuterRef("pk"), how=Attendance.How.QR
    )
    return enrolments.filter(Exists(themselves))


def sheet_of(
    session: InPersonSession,
    enrolments: Iterable[Enrolment],
    *,
    typed: Mapping[int, Mark] | None = None,
    hours: Mapping[int, str] | None = None,
) -> list[SheetRow]:
    """Return the rows of the sheet with their history, in one query.

    ``typed`` and ``hours`` keep what a refused form said.
    """
    enrolments = list(enrolments)
    in_force: dict[int, Attendance] = {}
    earlier: dict[int, list[Attendance]] = defaultdict(list)
    for attendance in (
        Attendance.objects.filter(session=session, enrolment__in=enrolments)
        .select_related("recorded_by")
        .order_by("-recorded_at", "-pk")
    ):
        if attendance.replaced_at is None:
            in_force[attendance.enrolment_id] = attendance
        else:
            earlier[attendance.enrolment_id].append(attendance)
    rows = []
    for enrolment in enrolments:
        attendance = in_force.get(enrolment.pk)
        mark = (typed or {}).get(enrolment.pk) or Mark(
            attendance.status if attendance else "", attendance.reason if attendance else ""
        )
        shown = (hours or {}).get(enrolment.pk, _hours_shown(session, attendance))
        rows.append(
            SheetRow(enrolment, attendance, mark.status, mark.note, shown, earlier[enrolment.pk])
        )
    return rows


def _hours_shown(session: InPersonSession, attendance: Attendance | None) -> str:
    """Return the hours of a record where they are not the usual ones."""
    if attendance is None or attendance.status == Attendance.Status.ABSENT:
        return ""
    return "" if attendance.minutes == session.minutes else hours_text(attendance.minutes)


def totals_of(session: InPersonSession) -> Totals:
    """Count the sheet, in two queries."""
    current = Attendance.objects.current().filter(session=session)
    counted = current.aggregate(
        present=Count("pk", filter=Q(status=Attendance.Status.PRESENT)),
        late=Count("pk", filter=Q(status=Attendance.Status.LATE)),
        absent=Count("pk", filter=Q(status=Attendance.Status.ABSENT)),
        recorded=Count("pk", filter=Q(enrolment__status__in=Enrolment.HOLDING_A_SEAT)),
    )
    enrolled = Enrolment.objects.holding_a_seat().filter(cohort=session.cohort_id).count()
    return Totals(enrolled=enrolled, **counted)
