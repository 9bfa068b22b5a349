"""Taking a move to another cohort back: people, hours, project and tutor as they were."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.domain.cohort_moves import hand_projects_on, take_along
from assessments.domain.teams import put_in_team
from assessments.models import LogframeProject
from courses.domain.enrolment import count_seats, withdraw_all
from courses.domain.roster import check_room
from courses.domain.roster_changes import Undone, lock_cohorts, mark_undone, rows_to_undo
from courses.models import Cohort, Enrolment, HoursEntry, RosterChange, RosterChangeRow
from lms.lib.errors import RuleViolation
from people.models import User
from tutoring.domain.carrying import carry_back
from tutoring.models import CohortTutor, TutorAssignment

UNFINISHED = (Enrolment.Status.INVITED, Enrolment.Status.ACTIVE, Enrolment.Status.NOT_COMPLETED)


@transaction.atomic
def undo_move(
    change: RosterChange, *, by: User, only: Enrolment | None = None, now: datetime | None = None
) -> Undone:
    """Bring people back to the cohort they were moved from. Again: no change.

    Who was changed again, finished, or earned hours in another edition meanwhile stays. Refused
    when the cohort is closed or has no seats, and when their team has no room for them.
    """
    now = now or timezone.now()
    # The cohorts before the people, as a move does: neither waits for the other for ever.
    afters = change.rows.values_list("after", flat=True)
    lock_cohorts(change.cohort_id, *(after["cohort"] for after in afters))
    rows, stuck = rows_to_undo(change, only=only)
    seats = count_seats(change.cohort)
    if seats.cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    going = _as_they_were_left(rows, seats.cohort)
    stuck += [row for row in rows if row not in going]
    check_room(seats, len(going))
    _return_from_other_edition(going, change, by=by, now=now)
    take_along([row.enrolment for row in going if not row.moved_to], seats.cohort, now=now)
    for row in going:
        row.enrolment.cohort = seats.cohort
    _restore_teams(going, by=by, reason=change.reason, now=now)
    _restore_tutors(going, seats.cohort, now=now)
    mark_undone(change, going, by=by, now=now)
    return Undone([row.enrolment for row in going], [row.enrolment for row in stuck])


def _as_they_were_left(rows: list[RosterChangeRow], cohort: Cohort) -> list[RosterChangeRow]:
    """Keep those who are still where the move put them, and with nothing new in another edition."""
    away = [row.moved_to_id for row in rows if row.moved_to]
    lines = Counter(
        HoursEntry.objects.in_force()
        .filter(enrolment__in=away)
        .order_by()
        .values_list("enrolment", flat=True)
    )
    again = set(
        cohort.enrolments.filter(
            participant__in=[row.enrolment.participant_id for row in rows if not row.moved_to]
        ).values_list("participant", flat=True)
    )
    going = []
    for row in rows:
        place = row.moved_to or row.enrolment
        is_there = place.cohort_id == row.after["cohort"] and place.status in UNFINISHED
        if row.moved_to:
            is_idle = lines[place.pk] == len(row.before["lines"])
        else:
            is_idle = row.enrolment.participant_id not in again
        if is_there and is_idle:
            going.append(row)
    return going


def _return_from_other_edition(
    going: list[RosterChangeRow], change: RosterChange, *, by: User, now: datetime
) -> None:
    back = {row.moved_to: row.enrolment for row in going if row.moved_to}
    for away, enrolment in back.items():
        enrolment.status, enrolment.activated_at = away.status, away.activated_at
        enrolment.withdrawal_reason = ""
    lines = [line for row in going for line in row.before["lines"]]
    carry_back(lines, back, by=by, reason=change.reason)
    withdraw_all(back, by=by, reason=_("The move to this cohort was undone."))
    Enrolment.objects.bulk_update(back.values(), ["status", "activated_at", "withdrawal_reason"])
    hand_projects_on(back, change.cohort, now=now)


def _restore_teams(going: list[RosterChangeRow], *, by: User, reason: str, now: datetime) -> None:
    """Put people back into the teams that they left; what they wrote alone is kept again."""
    left = [row.before["team"] for row in going if row.before["team"]]
    teams = LogframeProject.objects.in_bulk(left)
    for row in going:
        if row.before["team"] in teams:
            put_in_team(row.enrolment, teams[row.before["team"]], by=by, reason=reason, now=now)


def _restore_tutors(going: list[RosterChangeRow], cohort: Cohort, *, now: datetime) -> None:
    """Give people the tutor back whom they had, if they still tutor the cohort."""
    tutors = set(
        CohortTutor.objects.current().filter(cohort=cohort).values_list("tutor", flat=True)
    )
    TutorAssignment.objects.bulk_create(
        TutorAssignment(enrolment=row.enrolment, tutor_id=row.before["tutor"], since=now)
        for row in going
        # In another edition the place was another one: here the tutor has stayed.
        if not row.moved_to and row.before["tutor"] in tutors
    )
