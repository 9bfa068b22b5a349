"""People who come to a session without being on its list: noted by name, matched later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.domain.records import record
from people.models import User
from tutoring.domain.attendance import Mark, check_sheet_open, record_attendance
from tutoring.domain.check_in import mark_at
from tutoring.models import Attendance, InPersonSession, WalkIn

State, PRESENT = WalkIn.State, Attendance.Status.PRESENT
SUGGESTIONS = 5


def note_walk_in(
    session: InPersonSession,
    *,
    name: str,
    by: User,
    key: UUID,
    note: str = "",
    now: datetime | None = None,
) -> WalkIn:
    """Note somebody by name at the door; the same ``key`` again returns the first result."""
    now = now or timezone.now()
    check_sheet_open(session, now=now)
    if not clean(name):
        raise RuleViolation(_("Write the name of the person."), code="name")
    walk_in, _is_new = WalkIn.objects.get_or_create(
        key=key,
        defaults={
            "session": session,
            "name": clean(name)[:200],
            "note": clean(note)[:200],
            "noted_by": by,
            "came_at": min(now, session.ends_at),
        },
    )
    if walk_in.session_id != session.pk:
        raise RuleViolation(_("Open this page again and send the form."), code="key_used")
    return walk_in


def leave_name(session: InPersonSession, person: User, *, at: datetime, key: UUID) -> WalkIn:
    """Note a signed-in person who is not on the list, once; who left the cohort is marked so."""
    has_left = Enrolment.objects.filter(
        cohort=session.cohort_id, participant=person, status=Enrolment.Status.WITHDRAWN
    ).exists()
    facts = {
        "name": person.full_name,
        "note": person.email or "",
        "has_left_the_cohort": has_left,
        "noted_by": person,
        "came_at": at,
        "key": key,
    }
    try:
        with transaction.atomic():
            walk_in, _is_new = WalkIn.objects.get_or_create(
                session=session, person=person, defaults=facts
            )
    except IntegrityError:  # The page was sent twice at once, or opened for another session.
        return WalkIn.objects.get(session=session, person=person)
    return walk_in


@dataclass(frozen=True)
class WalkInRow:
    """Somebody to be matched, and who of the cohort they may be."""

    walk_in: WalkIn
    matches: list[Enrolment]


def with_likely_matches(
    walk_ins: Iterable[WalkIn],
    people: QuerySet[Enrolment],
    *,
    sought: Mapping[UUID, str] | None = None,
) -> list[WalkInRow]:
    """Return who each walk-in may be, in two queries; ``sought`` is what was typed about one."""
    walk_ins = list(walk_ins)
    if not walk_ins:
        return []
    candidates = list(
        people.holding_a_seat()
        .select_related("participant", "affiliation__organisation")
        .order_by("participant__folded_name", "pk")
    )
    return [
        WalkInRow(walk_in, _matches(walk_in, candidates, (sought or {}).get(walk_in.public_id, "")))
        for walk_in in walk_ins
    ]


def _matches(walk_in: WalkIn, candidates: list[Enrolment], sought: str) -> list[Enrolment]:
    """Return the same account; else those with the same words, with as many of them as fit."""
    if walk_in.person_id and not sought:
        same = [each for each in candidates if each.participant_id == walk_in.person_id]
        if same:
            return same
    words = fold(sought or walk_in.name).split()
    least = 1 if sought else 2
    for count in range(len(words), least - 1, -1):
        found = [
            each
            for each in candidates
            if sum(word in each.participant.folded_name for word in words) >= count
        ]
        if found:
            return found[:SUGGESTIONS]
    return []


@transaction.atomic
def match_walk_in(
    walk_in: WalkIn, enrolment: Enrolment, *, by: User, now: datetime | None = None
) -> None:
    """Say who of the cohort a walk-in was, and record that they were there, with their hours.

    Whoever has a record already keeps it. Again with the same person: no change.
    """
    now = now or timezone.now()
    walk_in = WalkIn.objects.select_for_update(of=("self",)).get(pk=walk_in.pk)
    if walk_in.state == State.MATCHED and walk_in.enrolment_id == enrolment.pk:
        return
    _check_waiting(walk_in)
    session = InPersonSession.objects.with_place().get(pk=walk_in.session_id)
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if not Attendance.objects.current().filter(session=session, enrolment=enrolment).exists():
        # Only a code tells when somebody came; a name may be noted hours later.
        knows_when = walk_in.person_id is not None
        mark = mark_at(session, walk_in.came_at) if knows_when else Mark(PRESENT)
        record_attendance(
            session,
            enrolment,
            status=mark.status,
            minutes=mark.minutes,
            how=Attendance.How.QR if knows_when else Attendance.How.BY_HAND,
            reason=walk_in.name,
            by=by,
            now=now,
        )
    walk_in.enrolment = enrolment
    _decide(walk_in, State.MATCHED, by=by, now=now)


@transaction.atomic
def dismiss_walk_in(walk_in: WalkIn, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Leave a walk-in out, with the reason; the name stays noted. Again: no change."""
    walk_in = WalkIn.objects.select_for_update(of=("self",)).get(pk=walk_in.pk)
    if walk_in.state == State.DISMISSED:
        return
    _check_waiting(walk_in)
    walk_in.reason = clean(reason)[:300]
    if not walk_in.reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    _decide(walk_in, State.DISMISSED, by=by, now=now or timezone.now())


def _check_waiting(walk_in: WalkIn) -> None:
    if walk_in.state != State.WAITING:
        raise RuleViolation(_("This person has been dealt with already."), code="decided")


def _decide(walk_in: WalkIn, state: str, *, by: User, now: datetime) -> None:
    walk_in.state, walk_in.decided_by, walk_in.decided_at = state, by, now
    walk_in.save(update_fields=["state", "enrolment", "reason", "decided_by", "decided_at"])
    record(by, f"walk-in {state}", walk_in, reason=walk_in.reason)
