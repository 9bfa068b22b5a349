"""Changing the roster: what it would do to several people, doing it with a reason, undoing it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.domain.enrolment import Seats, count_seats, lock_seats, withdraw_all
from courses.domain.hours import minutes_of
from courses.domain.roster_changes import (
    Plan,
    PlannedRow,
    Undone,
    change_made,
    locked,
    mark_undone,
    rows_to_undo,
    said,
    write_change,
)
from courses.models import (
    Cohort,
    Enrolment,
    EnrolmentList,
    EnrolmentListRow,
    RosterChange,
    RosterChangeRow,
)
from lms.lib.errors import RuleViolation
from people.domain.records import record_all
from people.models import User

Kind, Status = RosterChange.Kind, Enrolment.Status


# Withdrawing


def plan_withdrawal(cohort: Cohort, people: Iterable[Enrolment]) -> Plan:
    """Say what withdrawing ``people`` would do; nothing is written."""
    label = Status.WITHDRAWN.label
    why_not = {
        Status.WITHDRAWN: _("has left already"),
        Status.GRADUATED: _("has graduated: the certificate stands"),
    }
    rows = [
        PlannedRow(each, each.get_status_display(), label, why_not.get(each.status, ""))
        for each in people
    ]
    plan = Plan(rows, [])
    going = [row.enrolment for row in plan.going]
    taken = cohort.enrolments.holding_a_seat().count() - len(going)
    notes = [
        ngettext(
            "%(number)s seat becomes free: %(taken)s of %(seats)s stay taken.",
            "%(number)s seats become free: %(taken)s of %(seats)s stay taken.",
            len(going),
        )
        % {"number": len(going), "taken": taken, "seats": cohort.seats},
        _("They no longer enter the course, and nobody is written to."),
    ]
    waiting = EnrolmentListRow.objects.waiting().filter(enrolment_list__cohort=cohort)
    waiting = waiting.exclude(enrolment_list__state=EnrolmentList.State.UNDONE).count()
    if waiting:
        notes.append(
            ngettext(
                "%(number)s person waits for a seat: whoever is next gets it at once.",
                "%(number)s people wait for a seat: whoever is next gets it at once.",
                waiting,
            )
            % {"number": waiting}
        )
    minutes = sum(minutes_of([each.pk for each in going]).values())
    return Plan(rows, notes if going else [], minutes)


@transaction.atomic
def withdraw_people(
    cohort: Cohort, people: Iterable[Enrolment], *, by: User, reason: str, key: UUID
) -> RosterChange:
    """Take people out of their cohort; who has left or graduated stays as they are.

    The same ``key`` returns the first change. Announces ``seat_freed``.
    """
    seats = lock_seats(cohort)
    earlier = change_made(cohort, key)
    if earlier:
        return earlier
    reason = said(reason)
    going = [row.enrolment for row in plan_withdrawal(seats.cohort, locked(people)).going]
    facts = {each: (_standing(each), {"status": Status.WITHDRAWN}) for each in going}
    change = write_change(Kind.WITHDRAWAL, cohort, facts, by=by, reason=reason, key=key)
    withdraw_all(going, by=by, reason=reason)
    return change


# Bringing back


def plan_return(cohort: Cohort, people: Iterable[Enrolment], *, today: date | None = None) -> Plan:
    """Say what bringing ``people`` back would do; nothing is written.

    Raises RuleViolation when the cohort takes nobody or has fewer seats.
    """
    seats = count_seats(cohort, today=today)
    people = list(people)
    elsewhere = _moved_away(people)
    rows = [_planned_return(each, elsewhere.get(each.pk, "")) for each in people]
    going = [row.enrolment for row in rows if not row.why_not]
    check_seats(seats, len(going))
    joined = sum(each.activated_at is not None for each in going)
    taken = seats.cohort.seats - seats.left + len(going)
    notes = [
        ngettext(
            "%(number)s seat is taken: then %(taken)s of %(seats)s are.",
            "%(number)s seats are taken: then %(taken)s of %(seats)s are.",
            len(going),
        )
        % {"number": len(going), "taken": taken, "seats": cohort.seats},
        ngettext(
            "%(number)s person had joined and goes on where they were.",
            "%(number)s people had joined and go on where they were.",
            joined,
        )
        % {"number": joined},
    ]
    if joined < len(going):
        notes.append(
            ngettext(
                "%(number)s person had not joined: send the invitation or print the access again.",
                "%(number)s people had not joined: send the invitation or print the access again.",
                len(going) - joined,
            )
            % {"number": len(going) - joined}
        )
    minutes = sum(minutes_of([each.pk for each in going]).values())
    return Plan(rows, notes if going else [], minutes)


def _moved_away(people: Iterable[Enrolment]) -> dict[int, str]:
    """Return enrolment → the cohort to which the person was moved and where they are now."""
    rows = RosterChangeRow.objects.in_force().filter(enrolment__in=[each.pk for each in people])
    return dict(
        rows.filter(moved_to__isnull=False).values_list("enrolment", "moved_to__cohort__name")
    )


def _planned_return(enrolment: Enrolment, elsewhere: str) -> PlannedRow:
    why_not = ""
    if elsewhere:
        why_not = _("was moved to %(cohort)s: undo that instead") % {"cohort": elsewhere}
    elif enrolment.status != Status.WITHDRAWN:
        why_not = _("has not left")
    elif enrolment.invitation and enrolment.invitation.declined_at:
        why_not = _("declined: enrol them anew with a list, so that they are asked again")
    after = _status_after_return(enrolment).label
    return PlannedRow(enrolment, enrolment.get_status_display(), after, why_not)


def _status_after_return(enrolment: Enrolment) -> Status:
    return Status.ACTIVE if enrolment.activated_at else Status.INVITED


@transaction.atomic
def bring_back_people(
    cohort: Cohort,
    people: Iterable[Enrolment],
    *,
    by: User,
    reason: str,
    key: UUID,
    today: date | None = None,
) -> RosterChange:
    """Give people who left their seats back, with hours and work as they were.

    The same ``key`` returns the first change.
    """
    lock_seats(cohort, today=today)
    earlier = change_made(cohort, key)
    if earlier:
        return earlier
    reason = said(reason)
    going = [row.enrolment for row in plan_return(cohort, locked(people), today=today).going]
    facts = {each: (_standing(each), {"status": _status_after_return(each)}) for each in going}
    change = write_change(Kind.RETURN, cohort, facts, by=by, reason=reason, key=key)
    for each in going:
        each.status, each.withdrawal_reason = _status_after_return(each), ""
    Enrolment.objects.bulk_update(going, ["status", "withdrawal_reason"])
    record_all(by, "bring back", going, reason=reason)
    return change


def check_seats(seats: Seats, wanted: int) -> None:
    """Refuse when the cohort takes nobody, or has fewer free seats than ``wanted``."""
    if not seats.is_taking:
        raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
    check_room(seats, wanted)


def check_room(seats: Seats, wanted: int) -> None:
    """Refuse when the cohort has fewer free seats than ``wanted``."""
    if wanted > seats.left:
        raise RuleViolation(
            ngettext(
                "%(wanted)s seat is needed and %(left)s are free in %(cohort)s.",
                "%(wanted)s seats are needed and %(left)s are free in %(cohort)s.",
                wanted,
            ),
            code="full",
            params={"wanted": wanted, "left": max(seats.left, 0), "cohort": seats.cohort.name},
        )


# Undoing


@transaction.atomic
def undo_standing(
    change: RosterChange, *, by: User, only: Enrolment | None = None, now: datetime | None = None
) -> Undone:
    """Take a withdrawal or a return back, for everybody in it or for one. Again: no change.

    Who was changed again or has gone on since stays. Refused when the cohort is closed, or has no
    seats for those who come back.
    """
    seats = lock_seats(change.cohort)
    if seats.cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    rows, stuck = rows_to_undo(change, only=only)
    going = [row for row in rows if row.enrolment.status == row.after["status"]]
    stuck += [row for row in rows if row not in going]
    if change.kind == Kind.WITHDRAWAL:
        check_room(seats, len(going))
    for row in going:
        row.enrolment.status = row.before["status"]
        row.enrolment.withdrawal_reason = row.before["reason"]
    people = [row.enrolment for row in going]
    Enrolment.objects.bulk_update(people, ["status", "withdrawal_reason"])
    mark_undone(change, going, by=by, now=now)
    return Undone(people, [row.enrolment for row in stuck])


def _standing(enrolment: Enrolment) -> dict[str, Any]:
    return {"status": enrolment.status, "reason": enrolment.withdrawal_reason}
