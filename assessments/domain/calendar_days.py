"""Every day that a cohort has, where it would go, and giving one thing another day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from assessments.domain.calendar import day_in
from assessments.models import CohortDeliverable, Deliverable
from courses.models import CalendarMove, Cohort, ItemDue
from lms.lib.text import in_language
from tutoring.models import Attendance, InPersonSession, LiveAttendance, LiveSession

# Kind, key and code of a thing, the row that names it, and its day.
Day = tuple[str, Any, str, Any, date]


@dataclass(frozen=True)
class Moved:
    """One day of a calendar that moves, or stays where it is.

    ``kind`` is start, end, item, deliverable, opening, session or live. ``key`` finds the row.
    """

    kind: str
    key: str
    code: str
    title_es: str
    title_en: str
    before: date | datetime
    after: date | datetime
    why_it_stays: str = ""  # "past" or "recorded"; "" when it moves.

    @property
    def title(self) -> str:
        if self.kind in {"deliverable", "opening"}:
            return str(Deliverable(self.code).label)
        return in_language(self, "title")

    @property
    def has_hour(self) -> bool:
        """Whether people need the hour too: they must be somewhere at that time."""
        return self.kind in {"session", "live"}


def calendar_of(cohort: Cohort, days: int, now: datetime) -> Iterator[Moved]:
    """Yield every day of a cohort with where it would go, in five queries."""
    zone = ZoneInfo(cohort.time_zone)
    for kind, key, code, thing, at in (*_due_days(cohort), *_sessions(cohort)):
        stays = "past" if is_over(at, cohort, now) else ""
        if getattr(thing, "is_recorded", False):
            stays = "recorded"
        named = getattr(thing, "planned", None) or getattr(thing, "lesson", None)
        es, en = (named.title_es, named.title_en) if named else ("", "")
        yield Moved(kind, str(key), code, es, en, at, shifted(at, days, zone), stays)


def _due_days(cohort: Cohort) -> Iterator[Day]:
    yield "start", "", "", None, cohort.starts_on
    yield "end", "", "", None, cohort.ends_on
    for due in ItemDue.objects.filter(cohort=cohort).select_related("lesson"):
        yield "item", due.lesson.code, due.lesson.code, due, due.due_at
    for each in CohortDeliverable.objects.filter(cohort=cohort):
        if each.opens_at:
            yield "opening", each.deliverable, each.deliverable, None, each.opens_at
        if each.due_at:
            yield "deliverable", each.deliverable, each.deliverable, None, each.due_at
    if cohort.project_due_at:
        code = Deliverable.PROJECT.value
        yield "deliverable", code, code, None, cohort.project_due_at


def _sessions(cohort: Cohort) -> Iterator[Day]:
    in_person = _with_recorded(cohort.sessions.scheduled(), Attendance.objects.current())
    for session in in_person.select_related("planned"):
        yield "session", session.public_id, session.planned.code, session, session.starts_at
    live = _with_recorded(cohort.live_sessions.scheduled(), LiveAttendance.objects.all())
    for session in live.select_related("lesson"):
        yield "live", session.public_id, session.lesson.code, session, session.starts_at


def _with_recorded(sessions: QuerySet, attendances: QuerySet) -> QuerySet:
    return sessions.annotate(is_recorded=Exists(attendances.filter(session=OuterRef("pk"))))


def shifted(at: date, days: int, zone: ZoneInfo) -> date:
    """Return the same hour of the day, ``days`` later, where the cohort is."""
    if not isinstance(at, datetime):
        return at + timedelta(days=days)
    local = at.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=days), local.time(), zone).astimezone(
        timezone.get_default_timezone()
    )


def is_over(at: date, cohort: Cohort, now: datetime) -> bool:
    """Say whether a moment is gone by, or a day has begun: the first day of a cohort counts."""
    return at <= now if isinstance(at, datetime) else at < day_in(cohort, now)


def put(cohort: Cohort, kind: str, key: str, before: date, after: date, *, now: datetime) -> bool:
    """Give one thing another day, if it still has the day ``before``; say whether it was so."""
    rows: QuerySet
    if kind in {"start", "end"} or (kind, key) == ("deliverable", Deliverable.PROJECT):
        field = {"start": "starts_on", "end": "ends_on"}.get(kind, "project_due_at")
        rows, new = Cohort.objects.filter(pk=cohort.pk, **{field: before}), {field: after}
    elif kind == "item":
        rows = ItemDue.objects.filter(cohort=cohort, lesson__code=key, due_at=before)
        new = {"due_at": after}
    elif kind in {"deliverable", "opening"}:
        field = "due_at" if kind == "deliverable" else "opens_at"
        rows = CohortDeliverable.objects.filter(cohort=cohort, deliverable=key, **{field: before})
        new = {field: after}
    else:
        later = after - before
        rows = _unheld(cohort, kind).filter(public_id=key, starts_at=before, starts_at__gt=now)
        new = {"starts_at": after}
        new |= {"ends_at": F("ends_at") + later} if kind == "session" else {"changed_at": now}
    return bool(rows.update(**new))


def _unheld(cohort: Cohort, kind: str) -> QuerySet:
    """Return the sessions of one kind for which nobody has recorded who came."""
    model, attendances = {
        "session": (InPersonSession, Attendance.objects.current()),
        "live": (LiveSession, LiveAttendance.objects.all()),
    }[kind]
    rows = model.objects.scheduled().filter(cohort=cohort)
    return rows.filter(~Exists(attendances.filter(session=OuterRef("pk"))))


def fact_of(each: Moved) -> list[str]:
    """Return one day as it is written down."""
    days = [each.before.isoformat(), each.after.isoformat()]
    return [each.kind, each.key, each.code, each.title_es, each.title_en, *days, each.why_it_stays]


def days_moved(move: CalendarMove) -> list[Moved]:
    """Return what a move moved, as it was written down then."""
    return [
        Moved(kind, key, code, title_es, title_en, _read(kind, before), _read(kind, after))
        for kind, key, code, title_es, title_en, before, after, *_rest in move.moved
    ]


def _read(kind: str, said: str) -> date | datetime:
    return (date if kind in {"start", "end"} else datetime).fromisoformat(said)
