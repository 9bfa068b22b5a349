"""Another tutor for several people of a cohort: what it would do, doing it, undoing it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.domain.enrolment import lock_seats
from courses.domain.roster_changes import (
    Plan,
    PlannedRow,
    Undone,
    change_made,
    mark_undone,
    rows_to_undo,
    said,
    write_change,
)
from courses.models import Cohort, Enrolment, RosterChange
from lms.lib.errors import RuleViolation
from people.models import User
from tutoring.domain.assignment import check_hand_over, hand_over_all
from tutoring.models import Question, TutorAssignment


def plan_tutor(cohort: Cohort, people: Iterable[Enrolment], to: User) -> Plan:
    """Say what giving ``people`` the tutor ``to`` would do; nothing is written.

    Raises RuleViolation when ``to`` does not tutor the cohort or has too little room.
    """
    people = list(people)
    present = _tutors_now(people)
    rows = []
    for each in people:
        tutor = present.get(each.pk)
        why_not = ""
        if not each.holds_a_seat:
            why_not = _("has left the cohort")
        elif each.participant_id == to.pk:
            why_not = _("nobody tutors themselves")
        elif tutor == to:
            why_not = _("is with %(tutor)s already") % {"tutor": to.full_name}
        before = tutor.full_name if tutor else _("Without a tutor")
        rows.append(PlannedRow(each, before, to.full_name, why_not))
    plan = Plan(rows, [])
    going = [row.enrolment for row in plan.going]
    load, quota = check_hand_over(cohort, going, to)
    questions = Question.objects.waiting().filter(enrolment__in=going).count()
    notes = [
        _("%(tutor)s then has %(load)s people, of %(quota)s at most.")
        % {"tutor": to.full_name, "load": load + len(going), "quota": quota},
        ngettext(
            "%(number)s open question goes along, and so does the work that waits for a grade.",
            "%(number)s open questions go along, and so does the work that waits for a grade.",
            questions,
        )
        % {"number": questions},
    ]
    return Plan(rows, notes if going else [])


@transaction.atomic
def change_tutor(
    cohort: Cohort,
    people: Iterable[Enrolment],
    to: User,
    *,
    by: User,
    reason: str,
    key: UUID,
    now: datetime | None = None,
) -> RosterChange:
    """Give people another tutor of their cohort; who is with that tutor stays as they are.

    The same ``key`` returns the first change.
    """
    lock_seats(cohort)  # Not the people: whoever hands over locks the tutors first.
    earlier = change_made(cohort, key)
    if earlier:
        return earlier
    reason = said(reason)
    going = [row.enrolment for row in plan_tutor(cohort, people, to).going]
    present = _tutors_now(going)
    facts = {each: (_fact(present.get(each.pk)), _fact(to)) for each in going}
    change = write_change(RosterChange.Kind.TUTOR, cohort, facts, by=by, reason=reason, key=key)
    hand_over_all(cohort, going, to, by=by, reason=reason, now=now)
    return change


@transaction.atomic
def undo_tutor(
    change: RosterChange, *, by: User, only: Enrolment | None = None, now: datetime | None = None
) -> Undone:
    """Give people the tutor back whom they had, or none. Again: no change.

    Who has another tutor since stays. Refused when the former tutor no longer tutors the cohort
    or has no room.
    """
    now = now or timezone.now()
    cohort = lock_seats(change.cohort).cohort
    if cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    rows, stuck = rows_to_undo(change, only=only)
    present = _tutors_now([row.enrolment for row in rows])
    going = [
        row
        for row in rows
        if row.enrolment.holds_a_seat and _fact(present.get(row.enrolment_id)) == row.after
    ]
    stuck += [row for row in rows if row not in going]
    back = defaultdict(list)
    for row in going:
        back[row.before["tutor"]].append(row.enrolment)
    former = User.objects.in_bulk([pk for pk in back if pk])
    for pk, people in back.items():
        if pk:
            hand_over_all(cohort, people, former[pk], by=by, reason=change.reason, now=now)
        else:
            TutorAssignment.objects.current().filter(enrolment__in=people).update(until=now)
    mark_undone(change, going, by=by, now=now)
    return Undone([row.enrolment for row in going], [row.enrolment for row in stuck])


def _tutors_now(people: Iterable[Enrolment]) -> dict[int, User]:
    """Return enrolment → its tutor of now."""
    current = TutorAssignment.objects.current().filter(enrolment__in=[each.pk for each in people])
    return {row.enrolment_id: row.tutor for row in current.select_related("tutor")}


def _fact(tutor: User | None) -> dict[str, object]:
    """Return who tutors, with the name as it is written now."""
    return {"tutor": tutor.pk if tutor else None, "name": tutor.full_name if tutor else ""}
