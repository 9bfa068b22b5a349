"""Taking back a list of people: stopping the job on its way, and undoing it within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment, EnrolmentList, EnrolmentListRow
from lms.lib.errors import RuleViolation
from people.domain.invitations import take_back_many
from people.domain.records import record
from people.models import User

UNDO_WITHIN = timedelta(hours=24)
Outcome = EnrolmentListRow.Outcome
State = EnrolmentList.State


@dataclass(frozen=True)
class Undone:
    """How many enrolments were taken back, and how many people had begun and stay."""

    undone: int
    staying: int


@transaction.atomic
def stop_list(enrolment_list: EnrolmentList, *, by: User, now: datetime | None = None) -> None:
    """Stop a job: who is enrolled by now stays so, the rows that wait stay out.

    Waits for the chunk that is being enrolled. A list that has finished is left as it is.
    """
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state not in {State.QUEUED, State.RUNNING}:
        return
    locked.rows.filter(outcome=Outcome.PENDING).update(outcome=Outcome.REFUSED, refusal="stopped")
    locked.rows.update(raw=[])
    locked.state = State.DONE
    locked.finished_at = now or timezone.now()
    locked.save(update_fields=["state", "finished_at"])
    record(by, "stop list", locked)


def may_be_undone(enrolment_list: EnrolmentList, *, now: datetime | None = None) -> bool:
    """Say whether the day in which a list can be undone is not over."""
    return enrolment_list.state == State.DONE and enrolment_list.finished_at + UNDO_WITHIN > (
        now or timezone.now()
    )


@transaction.atomic
def undo_list(enrolment_list: EnrolmentList, *, by: User, now: datetime | None = None) -> Undone:
    """Take back the enrolments that a list made, but for the people who have begun.

    Their invitations stop working and the letters that wait are not sent; the seats are free.
    Whoever accepted stays, and their row says so. A second time changes nothing.
    """
    now = now or timezone.now()
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state == State.UNDONE:
        return _counted(locked)
    if not may_be_undone(locked, now=now):
        raise RuleViolation(
            _("A list can be undone within 24 hours. Withdraw people one by one instead."),
            code="too_late",
        )
    made = locked.rows.filter(outcome=Outcome.ENROLLED)
    waiting = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(list_rows__in=made, cohort=locked.cohort_id, status=Enrolment.Status.INVITED)
        .select_related("invitation")
    )
    Enrolment.objects.filter(pk__in=[each.pk for each in waiting]).update(
        status=Enrolment.Status.WITHDRAWN,
        withdrawal_reason=str(_("The list that enrolled this person was undone.")),
    )
    take_back_many([each.invitation for each in waiting if each.invitation], now=now)
    made.filter(enrolment__in=waiting).update(outcome=Outcome.UNDONE)
    locked.rows.filter(outcome=Outcome.WAITING).update(outcome=Outcome.UNDONE)
    locked.state = State.UNDONE
    locked.undone_at = now
    locked.save(update_fields=["state", "undone_at"])
    record(by, "undo list", locked)
    return _counted(locked)


def _counted(enrolment_list: EnrolmentList) -> Undone:
    return Undone(
        undone=enrolment_list.rows.filter(outcome=Outcome.UNDONE).count(),
        staying=enrolment_list.rows.filter(outcome=Outcome.ENROLLED).count(),
    )
