"""People whom a partner names: handed in by its coordinator, confirmed by the team, in turn."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment import lock_seats
from courses.domain.enrolment_import import entry_of, judge_again, lock_in_review
from courses.domain.enrolment_job import (
    refuse_unless_typed,
    seat_people,
    take_seats,
    write_outcomes,
)
from courses.domain.readiness import refuse_unless_ready
from courses.models import (
    Cohort,
    Enrolment,
    EnrolmentList,
    EnrolmentListRow,
    Partnership,
)
from courses.signals import list_confirmed, names_decided, people_named
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record, record_all
from people.models import User

Outcome = EnrolmentListRow.Outcome
State = EnrolmentList.State
Verdict = EnrolmentListRow.Verdict
GOING_IN = (Verdict.READY, Verdict.NOTICE)


def refuse_unless_naming(partnership: Partnership, *, today: date | None = None) -> None:
    """Say why this partner cannot name people now: not accepted, too late, cohort closed."""
    if partnership.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed: nobody can be enrolled any more."), code="closed"
        )
    if partnership.state != Partnership.State.ACCEPTED:
        raise RuleViolation(
            _("The invitation of this cohort was not accepted yet."), code="not_accepted"
        )
    if partnership.names_until and partnership.names_until < (today or timezone.localdate()):
        raise RuleViolation(
            _("The last day to name people was %(date)s. Ask the UNDP team for more time."),
            code="late",
            params={"date": partnership.names_until},
        )


@transaction.atomic
def nominate(enrolment_list: EnrolmentList, *, by: User, now: datetime | None = None) -> None:
    """Hand a reviewed list in to the team; nobody is enrolled yet. Again: refused.

    Rows to correct and repeated ones stay out. From here on the rows are judged with all that is
    known, for the team. Announces ``people_named``.
    """
    now = now or timezone.now()
    locked = lock_in_review(enrolment_list)
    refuse_unless_naming(locked.partnership, today=timezone.localdate(now))
    rows = list(locked.rows.all())
    going = [row for row in rows if row.verdict in GOING_IN]
    if not going:
        raise RuleViolation(_("No row can be handed in yet. Correct at least one."), code="nobody")
    locked.state = State.NOMINATED
    locked.nominated_at = now
    locked.save(update_fields=["state", "nominated_at"])
    locked.rows.exclude(pk__in=[row.pk for row in going]).update(outcome=Outcome.REFUSED)
    judge_again(locked, rows, [entry_of(row, {}) for row in rows])
    record(by, "name people", locked, reason=locked.cohort.code)
    announce(people_named, enrolment_list=locked)


def rows_to_confirm(lists: Collection[EnrolmentList]) -> list[EnrolmentListRow]:
    """Return the people of several lists on whom the team decides, a list after the other."""
    rows = EnrolmentListRow.objects.to_confirm().filter(enrolment_list__in=lists)
    loaded = rows.select_related("territory", "enrolment_list")
    return list(loaded.order_by("enrolment_list__nominated_at", "enrolment_list", "line"))


def joining(rows: Iterable[EnrolmentListRow]) -> int:
    """Count who is new to the cohort: who is enrolled already changes nothing."""
    return sum(row.verdict in GOING_IN for row in rows)


@dataclass(frozen=True)
class Choice:
    """A list to confirm, the lines of it to leave out, and how often it had changed when read."""

    enrolment_list: EnrolmentList
    leaving_out: Collection[int] = ()
    seen: int | None = None


def confirm_nominations(
    enrolment_list: EnrolmentList,
    *,
    by: User,
    leaving_out: Collection[int] = (),
    reason: str = "",
    seen: int | None = None,
    typed: str = "",
    now: datetime | None = None,
) -> None:
    """Have the people of a list enrolled, but for the lines left out, which get the reason.

    Whoever is over the quota waits. Names that changed after ``seen`` must be read first, and a
    large change to a running cohort is confirmed by its number, ``typed``. Again: no change.
    """
    choice = Choice(enrolment_list, leaving_out, seen)
    confirm_many([choice], by=by, reason=reason, typed=typed, now=now)


@transaction.atomic
def confirm_many(
    choices: Sequence[Choice],
    *,
    by: User,
    reason: str = "",
    typed: str = "",
    now: datetime | None = None,
) -> None:
    """Do what ``confirm_nominations`` does for lists of one cohort: for all of them, or none."""
    now = now or timezone.now()
    chosen = {choice.enrolment_list.pk: choice for choice in choices}
    waiting = list(
        EnrolmentList.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .filter(pk__in=chosen, state=State.NOMINATED)
        .order_by("pk")
    )
    if not waiting:
        return
    if any(chosen[each.pk].seen not in {None, each.changes} for each in waiting):
        raise RuleViolation(
            _("The names changed while you were looking. Look at them again."), code="changed"
        )
    reason = clean(reason)[:300]
    if any(chosen[each.pk].leaving_out for each in waiting) and not reason:
        raise RuleViolation(
            _("Write why these people are not confirmed: the partner reads it."), code="reason"
        )
    pending = EnrolmentListRow.objects.filter(outcome=Outcome.PENDING, enrolment_list__in=waiting)
    left_out = reduce(or_, (Q(enrolment_list=pk, line__in=chosen[pk].leaving_out) for pk in chosen))
    staying = list(pending.exclude(left_out).only("enrolment_list", "verdict"))
    going = {row.enrolment_list_id for row in staying}
    if going:
        cohort, today = waiting[0].cohort, timezone.localdate(now)
        _refuse_unless_taking(cohort, today=today)
        refuse_unless_typed(cohort, joining(staying), typed, today=today)
    pending.filter(left_out).update(
        outcome=Outcome.REFUSED, refusal="declined", reason_given=reason
    )
    for each in waiting:
        goes_on = each.pk in going
        each.state = State.QUEUED if goes_on else State.DONE
        each.confirmed_at, each.confirmed_by = now, by
        each.finished_at = None if goes_on else now
        announce(list_confirmed if goes_on else names_decided, enrolment_list=each)
    fields = ["state", "confirmed_at", "confirmed_by", "finished_at"]
    EnrolmentList.objects.bulk_update(waiting, fields)
    record_all(by, "confirm names", waiting, reason=reason)


def _refuse_unless_taking(cohort: Cohort, *, today: date) -> None:
    if not Cohort.objects.taking_enrolments_on(today).filter(pk=cohort.pk).exists():
        raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
    refuse_unless_ready(cohort, today=today)


# The waiting list


@transaction.atomic
def offer_free_seats(
    cohort: Cohort, *, tell: Callable[[list[Enrolment]], object], today: date | None = None
) -> int:
    """Offer the seats that are free to those who wait, in their turn; say how many got one.

    Somebody whose partner has no seat left is passed over and keeps the turn. Safe to run twice:
    the cohort is locked and only rows that still wait are taken.
    """
    seats = lock_seats(cohort, today=today)
    if not seats.is_taking or seats.left < 1:
        return 0
    waiting = EnrolmentListRow.objects.waiting().filter(enrolment_list__cohort=cohort)
    rows = list(
        waiting.exclude(enrolment_list__state=State.UNDONE).select_related(
            "territory", "enrolment_list__partnership__partner", "enrolment_list__confirmed_by"
        )
    )
    offered = 0
    for enrolment_list, group in groupby(rows, key=lambda row: row.enrolment_list):
        turn = list(group)
        seated = take_seats(turn, seats, enrolment_list=enrolment_list)
        changed = [row for row in turn if row.outcome != Outcome.WAITING]
        tell(seat_people(seated, seats, enrolment_list=enrolment_list, today=today))
        write_outcomes(changed, seats.cohort)
        offered += len(seated)
    return offered
