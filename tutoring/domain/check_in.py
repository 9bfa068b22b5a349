"""Checking in with the code on the wall: which code shows when, and what reading it is worth.

Nothing is stored for a code: it follows from the session, the clock and the secret of the site.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User
from tutoring.domain.attendance import Mark, record_sheet
from tutoring.models import Attendance, InPersonSession, WalkIn

SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"  # Without those that look alike.
LENGTH = 6
EVERY = timedelta(minutes=5)
GRACE = timedelta(minutes=1)  # For whoever read the last code just before it changed.
OPENS = timedelta(hours=1)
CLOSES = timedelta(minutes=30)
SIGNING_IN = timedelta(minutes=30)  # What was read counts for so long: a mailed code takes time.
LATE_AFTER = timedelta(minutes=20)
HALF_HOUR = 30


@dataclass(frozen=True)
class Code:
    """What the wall shows, and until when."""

    text: str
    until: datetime


@dataclass(frozen=True)
class Place:
    """What a session knows about the person in front of it."""

    enrolment: Enrolment | None  # Only of whom holds a seat.
    attendance: Attendance | None
    walk_in: WalkIn | None


def as_typed(text: str) -> str:
    """Return a code as we write it, from what somebody typed; "" when it can be none."""
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def code_at(session_id: UUID, moment: datetime) -> Code:
    """Return the code of a session at ``moment``. Pure, but for the secret of the site."""
    turn = int(moment.timestamp() // EVERY.total_seconds())
    digest = salted_hmac("tutoring.check_in", f"{session_id}:{turn}", algorithm="sha256").digest()
    number, text = int.from_bytes(digest), ""
    for _place in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        text += SIGNS[rest]
    return Code(text, datetime.fromtimestamp((turn + 1) * EVERY.total_seconds(), tz=UTC))


def code_to_show(session: InPersonSession, *, now: datetime | None = None) -> Code:
    """Return the code of now. Refused outside the hours in which people may check in."""
    now = now or timezone.now()
    check_open(session, at=now)
    return code_at(session.public_id, now)


def check_open(session: InPersonSession, *, at: datetime) -> None:
    """Refuse when nobody may check in at that moment."""
    if session.state == InPersonSession.State.CANCELLED:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
    if session.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed, so attendance stays as it is."), code="closed"
        )
    if at < session.starts_at - OPENS:
        raise RuleViolation(
            _("People can check in from one hour before the session starts."), code="too_early"
        )
    if at > session.ends_at + CLOSES:
        raise RuleViolation(
            _("People can check in until half an hour after the session ends."), code="too_late"
        )


def is_code_shown(session: InPersonSession, *, now: datetime | None = None) -> bool:
    """Say whether people may check in now."""
    try:
        check_open(session, at=now or timezone.now())
    except RuleViolation:
        return False
    return True


def session_showing(code: str, *, at: datetime) -> InPersonSession | None:
    """Return the session whose wall showed this code at that moment, or a minute before.

    One query, and a few thousandths of a second for the sessions of a day.
    """
    held_then = (
        InPersonSession.objects.scheduled()
        .with_place()
        .filter(starts_at__lte=at + OPENS, ends_at__gte=at - CLOSES)
    )
    for session in held_then:
        shown = (code_at(session.public_id, at).text, code_at(session.public_id, at - GRACE).text)
        if not session.cohort.is_closed and any(constant_time_compare(code, one) for one in shown):
            return session
    return None


def place_of(session: InPersonSession, person: User) -> Place:
    """Return what is known of a person in a session, in up to three queries.

    Whether they hold a seat is asked before whether they were recorded: who left has none.
    """
    enrolment = (
        Enrolment.objects.holding_a_seat()
        .filter(cohort=session.cohort_id, participant=person)
        .first()
    )
    if enrolment:
        attendance = Attendance.objects.current().filter(session=session, enrolment=enrolment)
        return Place(enrolment, attendance.first(), None)
    return Place(None, None, session.walk_ins.filter(person=person).first())


@transaction.atomic
def check_in(session: InPersonSession, enrolment: Enrolment, *, at: datetime) -> Attendance:
    """Record that a participant was there ``at`` the moment in which they read the code.

    Again, or once somebody recorded them: no change. Late after twenty minutes.
    """
    check_open(session, at=at)
    person = enrolment.participant
    if not Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk).holds_a_seat:
        raise RuleViolation(_("You have left this cohort."), code="withdrawn")
    current = Attendance.objects.current().filter(session=session, enrolment=enrolment)
    earlier = current.first()
    if earlier is None:
        how = Attendance.How.QR
        record_sheet(session, {enrolment.pk: mark_at(session, at)}, by=person, how=how, now=at)
        earlier = current.get()
    return earlier


def mark_at(session: InPersonSession, at: datetime) -> Mark:
    """Return what arriving at that moment counts: whole, or late without the half hours missed."""
    missed = at - session.starts_at
    if missed <= LATE_AFTER:
        return Mark(Attendance.Status.PRESENT)
    half_hours = int(missed.total_seconds() / 60 / HALF_HOUR + 0.5)
    minutes = max(session.minutes - half_hours * HALF_HOUR, 0)
    return Mark(Attendance.Status.LATE, minutes=minutes)


def count_heads(session: InPersonSession, *, people: int, by: User) -> None:
    """Keep how many people are in the room, so that the sheet says when more checked in."""
    session.head_count = people
    session.save(update_fields=["head_count"])
    record(by, "count_heads", session, reason=str(people))


def checked_in(session: InPersonSession) -> int:
    """Count who is recorded as having been there."""
    return session.attendances.current().exclude(status=Attendance.Status.ABSENT).count()
