"""A list of people on its way into a cohort: loaded, corrected, confirmed, enrolled.

The rows are the job: each keeps its verdict and, later, its outcome, so that a worker killed at
any moment is resumed at the first row without one.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment import Nomination, Seats, lock_seats, seat
from courses.domain.enrolment_columns import what_columns_lack
from courses.domain.enrolment_reading import (
    PersonEntry,
    RawRow,
    ReadList,
    entries_of,
    read_list,
    read_pasted,
)
from courses.domain.enrolment_verdicts import (
    LENGTHS,
    Catalogue,
    KnownPerson,
    Municipality,
    Verdict,
    judge,
    tidy_email,
)
from courses.models import Audience, Cohort, Enrolment, EnrolmentList, EnrolmentListRow
from courses.signals import list_confirmed
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean, fold
from people.domain.invitations import invite_many
from people.domain.people import NamedPerson, find_or_make_people
from people.domain.records import record
from people.domain.workplaces import (
    Post,
    Workplace,
    affiliate,
    find_or_make_organisations,
    town_hall_of,
)
from people.models import (
    Affiliation,
    Invitation,
    Level,
    Organisation,
    Sector,
    Territory,
    User,
)

CHUNK = 100
Outcome = EnrolmentListRow.Outcome
State = EnrolmentList.State
# Audience → what an organisation that the list names is made as, and whether it has a level.
WORKPLACES = {
    Audience.PUBLIC_SERVANT: (Organisation.Kind.MINISTRY, Sector.GOVERNMENT, True),
    Audience.CSO: (Organisation.Kind.CSO, Sector.CSO, False),
    Audience.ACADEMIA: (Organisation.Kind.UNIVERSITY, Sector.ACADEMIA, False),
    Audience.PRIVATE_SECTOR: (Organisation.Kind.COMPANY, Sector.PRIVATE, False),
    Audience.TUTOR: (Organisation.Kind.OTHER, Sector.OTHER, False),
}
WRITTEN = (*LENGTHS, "level", "territory_id", "verdict", "reasons")


# Loading


def load_list(cohort: Cohort, *, content: bytes, file_name: str, by: User) -> EnrolmentList:
    """Read a file, judge its rows and keep them for review; nobody is enrolled yet.

    The same person loading the same file again while it waits for review gets the first one back,
    with its corrections. Raises RuleViolation for a closed cohort and for a file that cannot be
    read; then nothing is stored.
    """
    name = clean(PurePath(file_name.replace("\\", "/")).name)[:200] or "—"
    return _load(cohort, content, lambda: read_list(content, name=name), file_name=name, by=by)


def load_pasted(cohort: Cohort, *, text: str, by: User) -> EnrolmentList:
    """Do what ``load_list`` does with cells pasted from a spreadsheet."""
    name = str(_("Pasted rows"))
    return _load(cohort, text.encode(), lambda: read_pasted(text), file_name=name, by=by)


@transaction.atomic
def _load(
    cohort: Cohort, content: bytes, read: Callable[[], ReadList], *, file_name: str, by: User
) -> EnrolmentList:
    if cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed: nobody can be enrolled any more."), code="closed"
        )
    file_hash = hashlib.sha256(content).hexdigest()
    waiting = cohort.enrolment_lists.filter(
        file_hash=file_hash, uploaded_by=by, state=State.REVIEW
    ).first()
    if waiting:
        return waiting
    reading = read()
    enrolment_list = EnrolmentList.objects.create(
        cohort=cohort,
        uploaded_by=by,
        file_name=file_name,
        file_hash=file_hash,
        encoding=reading.encoding,
        headers=reading.headers,
        columns=reading.columns,
        notices=reading.notices,
    )
    entries = entries_of(reading.rows, reading.columns)
    rows = []
    for raw, verdict in zip(reading.rows, _judge(enrolment_list, entries), strict=True):
        row = EnrolmentListRow(enrolment_list=enrolment_list, line=raw.line, raw=list(raw.cells))
        _write(row, verdict)
        rows.append(row)
    EnrolmentListRow.objects.bulk_create(rows, batch_size=500)
    return enrolment_list


def earlier_load(enrolment_list: EnrolmentList) -> EnrolmentList | None:
    """Return the last list with the very same content that was enrolled in this cohort."""
    return (
        EnrolmentList.objects.filter(
            cohort=enrolment_list.cohort_id, file_hash=enrolment_list.file_hash, state=State.DONE
        )
        .exclude(pk=enrolment_list.pk)
        .first()
    )


# Judging


def catalogue_for(cohort: Cohort) -> Catalogue:
    """Return every municipality, those of the cohort's state first. Load ``territory`` with it."""
    place = cohort.territory
    state = place.code[:2] if place.kind != Territory.Kind.COUNTRY else ""
    facts = Territory.objects.municipalities().values_list(
        "pk", "code", "name", "parent__code", "parent__name"
    )
    return Catalogue((Municipality(*each) for each in facts), home_state=state)


def _known_people(cohort: Cohort, emails: Sequence[str]) -> dict[str, KnownPerson]:
    seated = set(cohort.enrolments.holding_a_seat().values_list("participant", flat=True))
    people = User.objects.filter(email__in=set(emails))
    return {
        email: KnownPerson(is_active, folded_name, pk in seated)
        for pk, email, is_active, folded_name in people.values_list(
            "pk", "email", "is_active", "folded_name"
        )
    }


def _judge(enrolment_list: EnrolmentList, entries: Sequence[PersonEntry]) -> list[Verdict]:
    cohort = Cohort.objects.select_related("territory", "edition__course").get(
        pk=enrolment_list.cohort_id
    )
    emails = [tidy_email(entry.email) for entry in entries]
    return judge(
        entries,
        catalogue=catalogue_for(cohort),
        known=_known_people(cohort, emails),
        is_government=cohort.edition.course.audience == Audience.PUBLIC_SERVANT,
        has_positions="position" in enrolment_list.columns.values(),
    )


def _write(row: EnrolmentListRow, verdict: Verdict) -> None:
    for name, limit in LENGTHS.items():
        setattr(row, name, getattr(verdict.entry, name)[:limit])
    row.level = verdict.entry.level
    row.territory_id = verdict.territory
    row.verdict = verdict.verdict
    row.reasons = list(verdict.reasons)


def _entry_of(row: EnrolmentListRow, typed: Mapping[str, str]) -> PersonEntry:
    """Return the person of a stored row, with what was typed over it."""
    values = {name: getattr(row, name) for name in LENGTHS}
    values |= {name: clean(text) for name, text in typed.items() if name in LENGTHS}
    return PersonEntry(row.line, level=row.level, **values)


def _judge_again(
    enrolment_list: EnrolmentList,
    rows: Sequence[EnrolmentListRow],
    entries: Sequence[PersonEntry],
) -> None:
    """Judge all rows together (an address repeats another row) and store those that changed."""
    changed = []
    for row, verdict in zip(rows, _judge(enrolment_list, entries), strict=True):
        before = [getattr(row, name) for name in WRITTEN]
        _write(row, verdict)
        if before != [getattr(row, name) for name in WRITTEN]:
            changed.append(row)
    fields = [name.removesuffix("_id") for name in WRITTEN]
    EnrolmentListRow.objects.bulk_update(changed, fields, batch_size=200)


# Correcting


def _lock_in_review(enrolment_list: EnrolmentList) -> EnrolmentList:
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state != State.REVIEW:
        raise RuleViolation(
            _("This list was confirmed already; its rows cannot be changed."), code="not_in_review"
        )
    return locked


@transaction.atomic
def choose_columns(enrolment_list: EnrolmentList, columns: Mapping[int, str]) -> None:
    """Say what each column holds, and read all rows again from the file's own cells."""
    columns = {number: name for number, name in columns.items() if name}
    if len(set(columns.values())) < len(columns):
        raise RuleViolation(
            _("Two columns cannot hold the same. Choose one of them."), code="twice"
        )
    if what_columns_lack(columns):
        raise RuleViolation(
            _("Choose at least the column of the e-mail and the one of the name."), code="lacking"
        )
    locked = _lock_in_review(enrolment_list)
    locked.columns = {str(number): name for number, name in columns.items()}
    locked.save(update_fields=["columns"])
    rows = list(locked.rows.all())
    entries = entries_of([RawRow(row.line, tuple(row.raw)) for row in rows], dict(columns))
    _judge_again(locked, rows, entries)


@transaction.atomic
def correct_rows(
    enrolment_list: EnrolmentList, corrections: Mapping[int, Mapping[str, str]]
) -> None:
    """Write what people typed into rows (line → field → text) and judge the list again.

    What is still wrong is kept as typed. Lines and fields that the list does not have are ignored.
    """
    locked = _lock_in_review(enrolment_list)
    rows = list(locked.rows.all())
    _judge_again(locked, rows, [_entry_of(row, corrections.get(row.line, {})) for row in rows])


@transaction.atomic
def cancel_list(enrolment_list: EnrolmentList) -> None:
    """Put a list aside that nobody confirmed; what it said of people is removed."""
    locked = _lock_in_review(enrolment_list)
    locked.rows.all().delete()
    locked.state = State.CANCELLED
    locked.save(update_fields=["state"])


# Counting


@dataclass(frozen=True)
class ListFigures:
    """How many rows a list has of each sort; the parts always add up to ``total``."""

    total: int
    ready: int
    notice: int
    error: int
    pending: int
    enrolled: int
    already: int
    refused: int
    municipalities: int
    already_before: int
    with_account: int

    @property
    def attention(self) -> int:
        return self.notice + self.error

    @property
    def to_enrol(self) -> int:
        """Rows that will take a seat."""
        return self.ready + self.notice - self.already_before

    @property
    def new_accounts(self) -> int:
        return self.to_enrol - self.with_account

    @property
    def done(self) -> int:
        return self.total - self.pending


def figures_of(enrolment_list: EnrolmentList) -> ListFigures:
    """Count the rows of a list in one query."""
    kinds = EnrolmentListRow.Verdict
    going_in = ~Q(verdict=kinds.ERROR)
    # A JSON list is searched as text: __contains is not on every database.
    return ListFigures(
        **enrolment_list.rows.aggregate(
            total=Count("pk"),
            ready=Count("pk", filter=Q(verdict=kinds.READY)),
            notice=Count("pk", filter=Q(verdict=kinds.NOTICE)),
            error=Count("pk", filter=Q(verdict=kinds.ERROR)),
            pending=Count("pk", filter=Q(outcome=Outcome.PENDING)),
            enrolled=Count("pk", filter=Q(outcome=Outcome.ENROLLED)),
            already=Count("pk", filter=Q(outcome=Outcome.ALREADY)),
            refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
            municipalities=Count("territory", distinct=True),
            already_before=Count("pk", filter=going_in & Q(reasons__icontains="already_enrolled")),
            with_account=Count("pk", filter=going_in & Q(reasons__icontains="has_account")),
        )
    )


# Confirming and enrolling


@transaction.atomic
def confirm_list(enrolment_list: EnrolmentList, *, by: User, now: datetime | None = None) -> None:
    """Have the rows without errors enrolled; those with errors stay out. Again: no change."""
    now = now or timezone.now()
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state != State.REVIEW:
        return
    today = timezone.localdate(now)
    if not Cohort.objects.taking_enrolments_on(today).filter(pk=locked.cohort_id).exists():
        raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
    errors = locked.rows.filter(verdict=EnrolmentListRow.Verdict.ERROR)
    if not locked.rows.exclude(pk__in=errors).exists():
        raise RuleViolation(_("No row can be enrolled yet. Correct at least one."), code="nobody")
    errors.update(outcome=Outcome.REFUSED)
    locked.state = State.QUEUED
    locked.confirmed_at = now
    locked.save(update_fields=["state", "confirmed_at"])
    record(by, "enrol list", locked)
    announce(list_confirmed, enrolment_list=locked)


def enrol_list(
    list_id: int, *, tell: Callable[[Enrolment], object], today: date | None = None
) -> None:
    """Enrol the confirmed rows, a chunk a transaction, writing to each new person by ``tell``.

    Safe to run twice at once and to be killed at any row: whoever holds the lock of the list
    works, each chunk is whole or not at all, and only rows without an outcome are taken.
    """
    while _enrol_chunk(list_id, tell=tell, today=today):
        pass


@transaction.atomic
def _enrol_chunk(list_id: int, *, tell: Callable[[Enrolment], object], today: date | None) -> bool:
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
    seated = _take_seats(rows, seats)
    for enrolment in _seat_people(seated, seats, by=enrolment_list.uploaded_by, today=today):
        tell(enrolment)
    EnrolmentListRow.objects.bulk_update(rows, ["outcome", "refusal", "enrolment"])
    return True


def _finish(enrolment_list: EnrolmentList) -> None:
    """Close the job. The file's own cells may hold more than we asked for, so they go."""
    enrolment_list.state = State.DONE
    enrolment_list.finished_at = timezone.now()
    enrolment_list.save(update_fields=["state", "finished_at"])
    enrolment_list.rows.update(raw=[])


def _take_seats(rows: Sequence[EnrolmentListRow], seats: Seats) -> list[EnrolmentListRow]:
    """Give each row its outcome and return those that took a seat; nobody is made here."""
    holders = {
        enrolment.participant.email: enrolment
        for enrolment in seats.cohort.enrolments.holding_a_seat()
        .filter(participant__email__in=[row.email for row in rows])
        .select_related("participant")
    }
    seated = []
    for row in rows:
        if row.email in holders:
            row.outcome, row.enrolment = Outcome.ALREADY, holders[row.email]
            continue
        try:
            seats.take()
        except RuleViolation as refusal:
            row.outcome, row.refusal = Outcome.REFUSED, refusal.code
        else:
            row.outcome = Outcome.ENROLLED
            seated.append(row)
    return seated


def _seat_people(
    rows: Sequence[EnrolmentListRow], seats: Seats, *, by: User, today: date | None
) -> list[Enrolment]:
    """Make the accounts, workplaces, invitations and enrolments of rows that have a seat."""
    if not rows:
        return []
    cohort = Cohort.objects.select_related("edition__course", "partner", "territory", "host").get(
        pk=seats.cohort.pk
    )
    seats.cohort = cohort
    people = find_or_make_people(
        [NamedPerson(row.email, row.given_names, row.surname_1, row.surname_2) for row in rows]
    )
    affiliations = _affiliations(rows, people, cohort, today=today)
    invitations = invite_many(people.values(), purpose=Invitation.Purpose.ENROLMENT, by=by)
    nominations = [
        Nomination(people[row.email], affiliation, invitations[people[row.email]])
        for row, affiliation in zip(rows, affiliations, strict=True)
    ]
    enrolments = seat(seats, nominations, nominated_by=cohort.partner, by=by)
    for row, enrolment in zip(rows, enrolments, strict=True):
        row.enrolment = enrolment
    return enrolments


def _affiliations(
    rows: Sequence[EnrolmentListRow],
    people: Mapping[str, User],
    cohort: Cohort,
    *,
    today: date | None,
) -> list[Affiliation]:
    places = [_workplace_of(row, cohort) for row in rows]
    organisations = find_or_make_organisations([each for each in places if each])
    posts = [
        Post(
            people[row.email],
            organisations[place] if place else cohort.partner,
            row.position,
            row.area,
        )
        for row, place in zip(rows, places, strict=True)
    ]
    return affiliate(posts, today=today)


def _workplace_of(row: EnrolmentListRow, cohort: Cohort) -> Workplace | None:
    """Return where the person works; None stands for the partner itself."""
    kind, sector, has_level = WORKPLACES[Audience(cohort.edition.course.audience)]
    if has_level and row.territory and row.level not in {Level.STATE, Level.FEDERAL}:
        return town_hall_of(row.territory)
    if fold(row.organisation) in {fold(cohort.partner.name), fold(cohort.partner.short_name)}:
        return None
    return Workplace(
        row.organisation,
        row.territory_id or cohort.territory_id,
        kind,
        (row.level or Level.STATE) if has_level else "",
        sector,
    )
