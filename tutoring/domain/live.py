"""Live online sessions: giving them a date, moving and cancelling it, and what remains of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.ics import Event
from people.domain.records import record
from people.models import User
from tutoring.models import Attendance, InPersonSession, LiveSession


@dataclass(frozen=True)
class LiveItem:
    """An item that is held live, and the dates it has in one cohort."""

    lesson: Lesson
    sessions: list[LiveSession]


def live_items_of(cohort: Cohort) -> list[LiveItem]:
    """Return every live item of the cohort's edition with its dates, in two queries."""
    lessons = Lesson.objects.of_edition(cohort.edition_id).filter(closed_by=Lesson.ClosedBy.LIVE)
    items = {lesson.pk: LiveItem(lesson, []) for lesson in lessons}
    for session in cohort.live_sessions.scheduled():
        item = items[session.lesson_id]
        session.cohort, session.lesson = cohort, item.lesson
        item.sessions.append(session)
    return list(items.values())


@dataclass(frozen=True)
class Timetable:
    """What a participant is to attend: live and in person."""

    items: list[LiveItem]
    attended: set[int]  # Keys of the live sessions at which they were.
    in_person: QuerySet[InPersonSession]  # Each with ``mine``: their attendance in force.


def timetable_for(enrolment: Enrolment) -> Timetable:
    """Gather the sessions of a participant in five queries."""
    present = enrolment.live_attendances.filter(was_present=True)
    mine = Attendance.objects.current().filter(enrolment=enrolment)
    return Timetable(
        live_items_of(enrolment.cohort),
        set(present.values_list("session", flat=True)),
        enrolment.cohort.sessions.scheduled()
        .with_place()
        .prefetch_related(Prefetch("attendances", mine, to_attr="mine")),
    )


@transaction.atomic
def schedule_live(
    cohort: Cohort,
    lesson: Lesson,
    *,
    by: User,
    starts_at: datetime,
    link: str,
    key: UUID,
    minutes: int | None = None,
    dial_in: str = "",
) -> LiveSession:
    """Give a live item a date; the same ``key`` again returns the first result."""
    earlier = LiveSession.objects.filter(key=key, cohort=cohort).first()
    if earlier:
        return earlier
    _check_open(cohort)
    is_live = lesson.closed_by == Lesson.ClosedBy.LIVE
    if not is_live or lesson.module.edition_id != cohort.edition_id:
        raise RuleViolation(_("This item is not held live in this cohort."), code="not_live")
    session = LiveSession.objects.create(
        cohort=cohort,
        lesson=lesson,
        starts_at=starts_at,
        minutes=minutes or lesson.minutes,
        link=link,
        dial_in=dial_in,
        key=key,
        scheduled_by=by,
    )
    record(by, "schedule", session)
    return session


@transaction.atomic
def move_live(
    session: LiveSession,
    *,
    by: User,
    starts_at: datetime,
    link: str,
    minutes: int,
    dial_in: str = "",
) -> LiveSession:
    """Change date, link or telephone. Once attendance is recorded the date stays."""
    _check_open(session.cohort)
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    _check_held(session)
    if starts_at != session.starts_at and session.attendances.exists():
        raise RuleViolation(
            _("Attendance is recorded already: the date stays as it is."), code="recorded"
        )
    session.starts_at, session.minutes = starts_at, minutes
    session.link, session.dial_in = link, dial_in
    session.changed_at = timezone.now()
    session.save(update_fields=["starts_at", "minutes", "link", "dial_in", "changed_at"])
    record(by, "reschedule", session)
    return session


@transaction.atomic
def cancel_live(session: LiveSession, *, by: User, reason: str) -> None:
    """Cancel a date, with a reason; not once attendance is recorded. Again: no change."""
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.is_cancelled:
        return
    if session.attendances.exists():
        raise RuleViolation(
            _("Attendance is recorded already: the session cannot be cancelled."), code="recorded"
        )
    if not reason.strip():
        raise RuleViolation(_("Say why the session is cancelled."), code="no_reason")
    session.state, session.changed_at = LiveSession.State.CANCELLED, timezone.now()
    session.save(update_fields=["state", "changed_at"])
    record(by, "cancel", session, reason=reason)


def keep_recording(
    session: LiveSession, *, by: User, recording: str = "", transcript: str = ""
) -> None:
    """Leave the address of the recording and the transcript for who could not come."""
    _check_held(session)
    session.recording, session.transcript = recording, transcript.strip()
    session.save(update_fields=["recording", "transcript"])
    record(by, "keep recording", session)


def entry_of(session: LiveSession, *, address: str) -> Event:
    """Return the session as an entry of a calendar; ``address`` is that of its page."""
    words = [session.lesson.title, session.link, session.dial_in, address]
    return Event(
        uid=f"{session.public_id}@aula-ods",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=session.changed_at,
        summary=f"{session.lesson.code} {session.lesson.title}",
        description="\n".join(word for word in words if word),
        location=session.link,
        url=address,
        is_cancelled=session.is_cancelled,
    )


def still_to_come(session: LiveSession) -> QuerySet[Enrolment]:
    """Return who has the item of the session still to do."""
    done = session.lesson.progress.exclude(completed_at=None).values("enrolment")
    return (
        session.cohort.enrolments.filter(status=Enrolment.Status.ACTIVE)
        .exclude(pk__in=done)
        .select_related("participant")
    )


def _check_open(cohort: Cohort) -> None:
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")


def _check_held(session: LiveSession) -> None:
    if session.is_cancelled:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
