"""Sessions at the same hour: nobody is in two rooms, so no minute counts twice."""

from collections import defaultdict
from collections.abc import Collection

from courses.models import HoursEntry
from tutoring.models import Attendance, InPersonSession


def minutes_elsewhere(session: InPersonSession, people: Collection[int]) -> dict[int, int]:
    """Return person → minutes of this session that another session counts for them. One query.

    A person may study in two cohorts. Within one cohort sessions cannot overlap.
    """
    others = (
        Attendance.objects.current()
        .filter(
            enrolment__participant__in=people,
            minutes__gt=0,
            session__starts_at__lt=session.ends_at,
            session__ends_at__gt=session.starts_at,
        )
        .exclude(session=session)
        .values_list("enrolment__participant", "minutes", "session__starts_at", "session__ends_at")
    )
    taken: dict[int, int] = defaultdict(int)
    for person, minutes, starts_at, ends_at in others:
        shared = min(ends_at, session.ends_at) - max(starts_at, session.starts_at)
        taken[person] += min(minutes, int(shared.total_seconds() // 60))
    return taken


def minutes_of_same_session(
    session: InPersonSession, enrolments: Collection[int]
) -> dict[int, int]:
    """Return enrolment → minutes that the same session of the outline counts for it already.

    Somebody who was moved here may have attended it with their former cohort. One query.
    """
    elsewhere = Attendance.objects.filter(session__planned__code=session.planned.code)
    entries = HoursEntry.objects.in_force().filter(
        enrolment__in=enrolments,
        source_kind=HoursEntry.Source.ATTENDANCE,
        source_id__in=elsewhere.exclude(session=session).values("pk"),
    )
    taken: dict[int, int] = defaultdict(int)
    for enrolment, minutes in entries.values_list("enrolment", "minutes"):
        taken[enrolment] += minutes
    return taken
