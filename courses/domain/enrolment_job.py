"""A list of people that somebody confirmed: enrolled by a worker, stopped, undone.

The rows are the job: each keeps its outcome, so that a worker killed at any moment is resumed at
the first row without one.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment import Nomination, Seats, lock_seats, seat
from courses.domain.enrolment_countries import town_of
from courses.domain.enrolment_import import figures_of
from courses.domain.quotas import Allotment
from courses.domain.readiness import refuse_unless_ready
from courses.models import (
    Audience,
    Cohort,
    Enrolment,
    EnrolmentList,
    EnrolmentListRow,
)
from courses.signals import list_confirmed, names_decided
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import fold
from people.domain.invitations import invite_many
from people.domain.people import NamedPerson, find_or_make_people, make_person
from people.domain.records import record
from people.domain.workplaces import (
    Post,
    Workplace,
    affiliate,
    find_or_make_organisations,
    town_hall_of,
)
from people.models import Affiliation, Invitation, Level, Organisation, Sector, Territory, User

CHUNK = 250
LARGE_CHANGE = 10  # Per cent of a running cohort: more must be typed to be confirmed.
Outcome = EnrolmentListRow.Outcome
State = EnrolmentList.State
Verdict = EnrolmentListRow.Verdict
# Audience → what an organisation that the list names is made as, and whether it has a level.
WORKPLACES = {
    Audience.PUBLIC_SERVANT: (Organisation.Kind.MINISTRY, Sector.GOVERNMENT, True),
    Audience.CSO: (Organisation.Kind.CSO, Sector.CSO, False),
    Audience.ACADEMIA: (Organisation.Kind.UNIVERSITY, Sector.ACADEMIA, False),
    Audience.PRIVATE_SECTOR: (Organisation.Kind.COMPANY, Sector.PRIVATE, False),
    Audience.TUTOR: (Organisation.Kind.OTHER, Sector.OTHER, False),
}


@transaction.atomic
def confirm_list(
    enrolment_list: EnrolmentList, *, by: User, typed: str = "", now: datetime | None = None
) -> None:
    """Have the rows that are ready or have a notice enrolled; the others stay out.

    ``typed`` is the number that ``number_to_type`` asks for. Again: no change.
    """
    now = now or timezone.now()
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state != State.REVIEW:
        return
    if locked.is_nomination:
        raise RuleViolation(
            _("The partner is still reviewing this list; it confirms the names first."),
            code="nomination",
        )
    today = timezone.localdate(now)
    if not Cohort.objects.taking_enrolments_on(today).filter(pk=locked.cohort_id).exists():
        raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
    refuse_unless_ready(locked.cohort, today=today)
    figures = figures_of(locked)
    if not figures.to_enrol + figures.already_before:
        raise RuleViolation(_("No row can be enrolled yet. Correct at least one."), code="nobody")
    refuse_unless_typed(locked.cohort, figures.to_enrol, typed, today=today)
    # Whoever is enrolled already stays pending: the job says so in their row.
    staying_out = Q(verdict=Verdict.ERROR) | Q(verdict=Verdict.DUPLICATE)
    already = Q(reasons__icontains="already_enrolled")
    locked.rows.filter(staying_out).exclude(already).update(outcome=Outcome.REFUSED)
    locked.state = State.QUEUED
    locked.confirmed_at = now
    locked.confirmed_by = by
    locked.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    record(by, "enrol list", locked)
    announce(list_confirmed, enrolment_list=locked)


def number_to_type(cohort: Cohort, joining: int, *, today: date | None = None) -> int:
    """Return the number of people that must be typed to confirm them; 0 when a click is enough.

    A list that adds more than a tenth to a cohort that has begun is more often the wrong list
    than a late one.
    """
    if cohort.starts_on > (today or timezone.localdate()):
        return 0
    seated = cohort.enrolments.holding_a_seat().count()
    return joining if seated and joining * 100 > seated * LARGE_CHANGE else 0


def refuse_unless_typed(
    cohort: Cohort, joining: int, typed: str, *, today: date | None = None
) -> None:
    """Refuse a large change to a running cohort until its number is typed."""
    asked = number_to_type(cohort, joining, today=today)
    if asked and typed.strip().replace(",", "") != str(asked):
        raise RuleViolation(
            _("This changes a running cohort by more than 10 %%. Type %(number)s to confirm it."),
            code="typed",
            params={"number": asked},
        )


def enrol_list(
    list_id: int, *, tell: Callable[[list[Enrolment]], object], today: date | None = None
) -> None:
    """Enrol the confirmed rows, a chunk a transaction; ``tell`` writes to the people of each.

    Safe to run twice at once and to be killed at any row: whoever holds the lock of the list
    works, each chunk is whole or not at all, and only rows without an outcome are taken.
    """
    while _enrol_chunk(list_id, tell=tell, today=today):
        pass


@transaction.atomic
def _enrol_chunk(
    list_id: int, *, tell: Callable[[list[Enrolment]], object], today: date | None
) -> bool:
    """Enrol the next rows and say whether to go on."""
    enrolment_list = (
        EnrolmentList.objects.unfinished()
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=list_id)
        .first()
    )
    if enrolment_list is None:
        return False
    rows = list(
        enrolment_list.rows.filter(outcome=Outcome.PENDING).select_related("territory")[:CHUNK]
    )
    if not rows:
        _finish(enrolment_list)
        return False
    if enrolment_list.state == State.QUEUED:
        enrolment_list.state = State.RUNNING
        enrolment_list.save(update_fields=["state"])
    seats = lock_seats(enrolment_list.cohort, today=today)
    seated = take_seats(rows, seats, enrolment_list=enrolment_list)
    tell(seat_people(seated, seats, enrolment_list=enrolment_list, today=today))
    write_outcomes(rows, seats.cohort)
    return True


def write_outcomes(rows: Sequence[EnrolmentListRow], cohort: Cohort) -> None:
    """Store what became of each row: a query an outcome, and one that finds the enrolments."""
    by_outcome: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        by_outcome[row.outcome, row.refusal].append(row.pk)
    for (outcome, refusal), keys in by_outcome.items():
        EnrolmentListRow.objects.filter(pk__in=keys).update(outcome=outcome, refusal=refusal)
    enrolment = cohort.enrolments.filter(participant__email=OuterRef("email")).values("pk")
    EnrolmentListRow.objects.filter(
        pk__in=[row.pk for row in rows], outcome__in=[Outcome.ENROLLED, Outcome.ALREADY]
    ).exclude(email="").update(enrolment=Subquery(enrolment[:1]))
    without_email = [row for row in rows if row.enrolment_id and not row.email]
    EnrolmentListRow.objects.bulk_update(without_email, ["enrolment"])


def _finish(enrolment_list: EnrolmentList) -> None:
    """Close the job. The file's own cells may hold more than we asked for, so they go."""
    enrolment_list.state = State.DONE
    enrolment_list.finished_at = timezone.now()
    enrolment_list.save(update_fields=["state", "finished_at"])
    enrolment_list.rows.update(raw=[])
    if enrolment_list.is_nomination:
        announce(names_decided, enrolment_list=enrolment_list)


def take_seats(
    rows: Sequence[EnrolmentListRow], seats: Seats, *, enrolment_list: EnrolmentList
) -> list[EnrolmentListRow]:
    """Give each row its outcome and return those that took a seat; nobody is made here.

    The people of a partner who are over its quota, or find the cohort full, wait for their turn;
    so does who asked for a place.
    """
    partnership = enrolment_list.partnership
    allotment = Allotment(partnership) if partnership else None
    holders = set(
        seats.cohort.enrolments.holding_a_seat()
        .filter(participant__email__in=[row.email for row in rows])
        .values_list("participant__email", flat=True)
    )
    seated = []
    for row in rows:
        if row.email in holders:
            row.outcome = Outcome.ALREADY
            continue
        is_full = seats.left < 1 or (allotment is not None and not allotment.take(row))
        if enrolment_list.may_wait and seats.is_taking and is_full:
            row.outcome = Outcome.WAITING
            continue
        try:
            seats.take()
        except RuleViolation as refusal:
            row.outcome, row.refusal = Outcome.REFUSED, refusal.code
        else:
            row.outcome = Outcome.ENROLLED
            seated.append(row)
    return seated


def seat_people(
    rows: Sequence[EnrolmentListRow],
    seats: Seats,
    *,
    enrolment_list: EnrolmentList,
    today: date | None,
) -> list[Enrolment]:
    """Make the accounts, workplaces, invitations and enrolments of rows that have a seat.

    Whoever has no address gets no invitation: a name code and a PIN are printed.
    """
    if not rows:
        return []
    cohort = Cohort.objects.select_related("edition__course", "partner", "territory", "host").get(
        pk=seats.cohort.pk
    )
    seats.cohort = cohort
    named_by = enrolment_list.partnership
    partner = named_by.partner if named_by else cohort.partner
    by = enrolment_list.confirmed_by or enrolment_list.uploaded_by
    people = _people_of(rows)
    affiliations = _affiliations(rows, people, cohort, partner, today=today)
    invitations = invite_many(
        [person for person in people if person.email],
        purpose=Invitation.Purpose.ENROLMENT,
        by=by,
    )
    nominations = [
        Nomination(person, affiliation, invitations.get(person))
        for person, affiliation in zip(people, affiliations, strict=True)
    ]
    # Who asked for a place was named by nobody but the host, which accepted it.
    nominated_by = cohort.host if enrolment_list.is_of_requests else partner
    enrolments = seat(seats, nominations, nominated_by=nominated_by, by=by)
    for row, enrolment in zip(rows, enrolments, strict=True):
        row.enrolment = enrolment
    return enrolments


def _people_of(rows: Sequence[EnrolmentListRow]) -> list[User]:
    """Return the person of each row, found by address, or made without one."""
    by_email = find_or_make_people(
        [
            NamedPerson(row.email, row.given_names, row.surname_1, row.surname_2)
            for row in rows
            if row.email
        ]
    )
    return [
        by_email[row.email]
        if row.email
        else make_person(
            given_names=row.given_names, surname_1=row.surname_1, surname_2=row.surname_2
        )
        for row in rows
    ]


def _affiliations(
    rows: Sequence[EnrolmentListRow],
    people: Sequence[User],
    cohort: Cohort,
    partner: Organisation,
    *,
    today: date | None,
) -> list[Affiliation]:
    places = [_workplace_of(row, cohort, partner) for row in rows]
    organisations = find_or_make_organisations([each for each in places if each])
    posts = [
        Post(
            person,
            organisations[place] if place else partner,
            row.position,
            row.area,
        )
        for row, person, place in zip(rows, people, places, strict=True)
    ]
    return affiliate(posts, today=today)


def _workplace_of(row: EnrolmentListRow, cohort: Cohort, partner: Organisation) -> Workplace | None:
    """Return where the person works; None stands for the partner itself."""
    kind, sector, has_level = WORKPLACES[Audience(cohort.edition.course.audience)]
    if row.territory and row.territory.kind == Territory.Kind.COUNTRY:
        # Of other countries we hold no municipalities, so their town halls go by their own names.
        name = row.organisation or town_of(row.municipality)
        level = (row.level or Level.MUNICIPAL) if has_level else ""
        kind = Organisation.Kind.OTHER if has_level else kind
        return Workplace(name, row.territory_id, kind, level, sector)
    if has_level and row.territory and row.level not in {Level.STATE, Level.FEDERAL}:
        return town_hall_of(row.territory)
    if fold(row.organisation) in {fold(partner.name), fold(partner.short_name)}:
        return None
    return Workplace(
        row.organisation,
        row.territory_id or cohort.territory_id,
        kind,
        (row.level or Level.STATE) if has_level else "",
        sector,
    )
