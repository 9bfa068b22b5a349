"""Entering, accepting and leaving a cohort."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment
from courses.signals import enrolment_activated, people_enrolled, seat_freed
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record_all
from people.models import Affiliation, Invitation, Organisation, User


@dataclass
class Seats:
    """The seats of a cohort while it is locked: nobody else takes the last one meanwhile."""

    cohort: Cohort
    is_taking: bool
    left: int

    def take(self) -> None:
        """Count one seat as taken, or refuse: the cohort is not open, is over, or is full."""
        if not self.is_taking:
            raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
        if self.left < 1:
            raise RuleViolation(
                _("All %(seats)s seats of this cohort are taken."),
                code="full",
                params={"seats": self.cohort.seats},
            )
        self.left -= 1


def lock_seats(cohort: Cohort, *, today: date | None = None) -> Seats:
    """Lock the cohort until the end of the transaction and count its seats."""
    # Everyone who wants the last seat queues up behind this lock.
    return count_seats(Cohort.objects.select_for_update().get(pk=cohort.pk), today=today)


def count_seats(cohort: Cohort, *, today: date | None = None) -> Seats:
    """Count the seats of a cohort as they are now; only ``lock_seats`` keeps them so."""
    return count_seats_of([cohort], today=today)[cohort.pk]


def count_seats_of(cohorts: Iterable[Cohort], *, today: date | None = None) -> dict[int, Seats]:
    """Return cohort → its seats as they are now, in one query."""
    cohorts = {cohort.pk: cohort for cohort in cohorts}
    open_now = Cohort.objects.taking_enrolments_on(today or timezone.localdate())
    rows = Cohort.objects.with_counts().filter(pk__in=cohorts)
    return {
        row.pk: Seats(cohorts[row.pk], row.is_taking, row.seats - row.seats_taken)
        for row in rows.annotate(is_taking=Exists(open_now.filter(pk=OuterRef("pk"))))
    }


def seats_left(cohort: Cohort) -> int:
    """Say how many seats are free now; only ``lock_seats`` keeps it true."""
    return cohort.seats - cohort.enrolments.holding_a_seat().count()


@transaction.atomic
def enrol(
    participant: User,
    *,
    cohort: Cohort,
    affiliation: Affiliation,
    nominated_by: Organisation,
    by: User,
    invitation: Invitation | None = None,
    today: date | None = None,
) -> Enrolment:
    """Give ``participant`` a seat in ``cohort``, as invited until they accept.

    The cohort must be open, not over, and have a seat left. Enrolling somebody who holds a seat
    changes nothing, so a double click or a list loaded twice is harmless. Somebody who had
    withdrawn gets the old enrolment back, with the progress made before leaving. Announces
    ``people_enrolled`` once a new seat is taken.
    """
    seats = lock_seats(cohort, today=today)
    existing = seats.cohort.enrolments.filter(participant=participant).first()
    if existing and existing.holds_a_seat:
        return existing
    seats.take()
    nomination = Nomination(participant, affiliation, invitation)
    [enrolment] = seat(seats, [nomination], nominated_by=nominated_by, by=by)
    return enrolment


@dataclass(frozen=True)
class Nomination:
    """Somebody for whom a seat was taken."""

    participant: User
    affiliation: Affiliation
    invitation: Invitation | None = None


def seat(
    seats: Seats, nominations: Sequence[Nomination], *, nominated_by: Organisation, by: User
) -> list[Enrolment]:
    """Write the enrolments of people whose seats were taken, in the same order; announce it.

    Call it under the lock of ``seats``, with people who hold no seat in this cohort.
    """
    now = timezone.now()
    people = [nomination.participant for nomination in nominations]
    old = {
        each.participant_id: each for each in seats.cohort.enrolments.filter(participant__in=people)
    }
    enrolments = []
    for nomination in nominations:
        enrolment = old.get(nomination.participant.pk) or Enrolment(
            cohort=seats.cohort, participant=nomination.participant
        )
        enrolment.status = Enrolment.Status.INVITED
        enrolment.affiliation = nomination.affiliation
        enrolment.nominated_by = nominated_by
        enrolment.enrolled_by = by
        enrolment.enrolled_at = now
        enrolment.invitation = nomination.invitation
        enrolment.withdrawal_reason = ""
        enrolments.append(enrolment)
    Enrolment.objects.bulk_create([each for each in enrolments if not each.pk])
    Enrolment.objects.bulk_update(
        [each for each in enrolments if each.participant_id in old],
        [
            "status",
            "affiliation",
            "nominated_by",
            "enrolled_by",
            "enrolled_at",
            "invitation",
            "withdrawal_reason",
        ],
    )
    if enrolments:
        announce(people_enrolled, cohort=seats.cohort)
    return enrolments


@transaction.atomic
def activate(enrolment: Enrolment, *, now: datetime | None = None) -> None:
    """Turn an invited enrolment into an active one; any other stays as it is."""
    changed = Enrolment.objects.filter(pk=enrolment.pk, status=Enrolment.Status.INVITED).update(
        status=Enrolment.Status.ACTIVE, activated_at=now or timezone.now()
    )
    if changed:
        enrolment.refresh_from_db(fields=["status", "activated_at"])
        announce(enrolment_activated, enrolment=enrolment)


def withdraw(enrolment: Enrolment, *, by: User, reason: str) -> None:
    """Take one person out of their cohort; see ``withdraw_all``."""
    withdraw_all([enrolment], by=by, reason=reason)


@transaction.atomic
def withdraw_all(enrolments: Iterable[Enrolment], *, by: User, reason: str) -> None:
    """Free the seats, keeping hours and work. A graduate cannot be withdrawn. Again: no change.

    Announces ``seat_freed`` for each cohort.
    """
    rows = list(
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .filter(pk__in=[enrolment.pk for enrolment in enrolments])
        .exclude(status=Enrolment.Status.WITHDRAWN)
        .order_by("pk")
    )
    if any(row.status == Enrolment.Status.GRADUATED for row in rows):
        raise RuleViolation(_("This person has graduated already."), code="graduated")
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Enrolment.Status.WITHDRAWN, withdrawal_reason=reason
    )
    record_all(by, "withdraw", rows, reason=reason)
    for cohort in {row.cohort_id: row.cohort for row in rows}.values():
        announce(seat_freed, cohort=cohort)


def graduate(enrolment: Enrolment, *, on: date) -> None:
    """Mark the enrolment as graduated. The caller has checked the rules; again: no change."""
    Enrolment.objects.filter(
        pk=enrolment.pk, status__in=[Enrolment.Status.ACTIVE, Enrolment.Status.NOT_COMPLETED]
    ).update(status=Enrolment.Status.GRADUATED, graduated_on=on)
