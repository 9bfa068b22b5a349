"""Sessions at the same hour: nobody is in two rooms, so no minute counts twice."""

from collections import defaultdict
from collections.abc import Collection

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
