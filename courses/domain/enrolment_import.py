"""A list of people under review: loaded, judged, corrected, counted."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_addresses import tidy_email
from courses.domain.enrolment_countries import Country, WorldCatalogue
from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.enrolment_reading import (
    PersonEntry,
    ReadList,
    entries_of,
    read_list,
    read_pasted,
)
from courses.domain.enrolment_verdicts import (
    LENGTHS,
    KnownPerson,
    Verdict,
    identity,
    judge,
)
from courses.models import Audience, Cohort, EnrolmentList, EnrolmentListRow, Partnership
from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.domain.territories import other_countries
from people.models import (
    Organisation,
    Territory,
    User,
)

Outcome = EnrolmentListRow.Outcome
State = EnrolmentList.State
NAME_PARTS = ("given_names", "surname_1", "surname_2")
WRITTEN = (*LENGTHS, "level", "territory_id", "verdict", "reasons")


# Loading


def load_list(
    cohort: Cohort,
    *,
    content: bytes,
    file_name: str,
    by: User,
    partnership: Partnership | None = None,
) -> EnrolmentList:
    """Read a file, judge its rows and keep them for review; nobody is enrolled yet.

    The same person loading the same file again while it waits for review gets the first one back,
    with its corrections. With ``partnership`` the people are named by its partner. Raises
    RuleViolation for a closed cohort and for a file that cannot be read; then nothing is stored.
    """
    name = clean(PurePath(file_name.replace("\\", "/")).name)[:200] or "—"
    return _load(
        cohort,
        content,
        lambda: read_list(content, name=name),
        file_name=name,
        by=by,
        partnership=partnership,
    )


def load_pasted(
    cohort: Cohort, *, text: str, by: User, partnership: Partnership | None = None
) -> EnrolmentList:
    """Do what ``load_list`` does with cells pasted from a spreadsheet."""
    name = str(_("Pasted rows"))
    return _load(
        cohort,
        text.encode(),
        lambda: read_pasted(text),
        file_name=name,
        by=by,
        partnership=partnership,
    )


@transaction.atomic
def _load(
    cohort: Cohort,
    content: bytes,
    read: Callable[[], ReadList],
    *,
    file_name: str,
    by: User,
    partnership: Partnership | None,
) -> EnrolmentList:
    if cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed: nobody can be enrolled any more."), code="closed"
        )
    file_hash = hashlib.sha256(content).hexdigest()
    waiting = cohort.enrolment_lists.filter(
        file_hash=file_hash, uploaded_by=by, state=State.REVIEW, partnership=partnership
    ).first()
    if waiting:
        return waiting
    reading = read()
    enrolment_list = EnrolmentList.objects.create(
        cohort=cohort,
        partnership=partnership,
        uploaded_by=by,
        file_name=file_name,
        file_hash=file_hash,
        encoding=reading.encoding,
        headers=reading.headers,
        columns=reading.columns,
        notices=reading.notices,
    )
    entries = entries_of(reading.rows, reading.columns, is_order_sure=reading.is_order_sure)
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
            cohort=enrolment_list.cohort_id,
            partnership=enrolment_list.partnership_id,
            file_hash=enrolment_list.file_hash,
            state=State.DONE,
        )
        .exclude(pk=enrolment_list.pk)
        .first()
    )


# Judging


def catalogue_for(cohort: Cohort) -> Catalogue:
    """Return every municipality, those of the cohort's state first. Load ``territory`` with it."""
    place = cohort.territory
    return stored_catalogue(
        place.code[:2] if place.kind != Territory.Kind.COUNTRY else "",
        has_countries=cohort.edition.course.is_international,
    )


def stored_catalogue(home_state: str = "", *, has_countries: bool = False) -> Catalogue:
    """Return every municipality and state of the database, and countries, in one query."""
    kinds = [Territory.Kind.STATE, Territory.Kind.MUNICIPALITY, Territory.Kind.COUNTRY]
    facts = list(
        Territory.objects.filter(kind__in=kinds).values_list(
            "kind", "pk", "code", "name", "parent__code", "parent__name"
        )
    )
    states = {code: name for kind, _pk, code, name, *_ in facts if kind == kinds[0]}
    places = [Municipality(*each) for kind, *each in facts if kind == kinds[1]]
    if not has_countries:
        return Catalogue(places, home_state=home_state, states=states)
    english = other_countries()
    countries = [
        Country(pk, code, name, code, "", english[code][1])
        for kind, pk, code, name, *_ in facts
        if kind == kinds[2] and code in english
    ]
    return WorldCatalogue(places, countries=countries, home_state=home_state, states=states)


def known_people(
    cohort: Cohort, emails: Sequence[str], *, to: Organisation | None = None
) -> dict[str, KnownPerson]:
    """Return what the database knows of addresses; a partner knows of its own people only."""
    if to:
        own = cohort.enrolments.holding_a_seat().filter(
            nominated_by=to, participant__email__in=set(emails)
        )
        return {
            email: KnownPerson(has_account=False, folded_name=name, is_enrolled=True)
            for email, name in own.values_list("participant__email", "participant__folded_name")
        }
    seated = set(cohort.enrolments.holding_a_seat().values_list("participant", flat=True))
    people = User.objects.filter(email__in=set(emails))
    return {
        email: KnownPerson(is_active, folded_name, pk in seated)
        for pk, email, is_active, folded_name in people.values_list(
            "pk", "email", "is_active", "folded_name"
        )
    }


def seated_people(
    cohort: Cohort, entries: Sequence[PersonEntry], *, to: Organisation | None = None
) -> dict[tuple[str, str], str]:
    """Return the address of those of the cohort who have a name of the list, by identity.

    It is empty for those who have none.
    """
    names = {fold(entry.full_name) for entry in entries}
    rows = cohort.enrolments.filter(nominated_by=to) if to else cohort.enrolments.all()
    seated = (
        rows.holding_a_seat()
        .filter(participant__folded_name__in=names)
        .values_list(
            "participant__folded_name",
            "participant__email",
            "affiliation__organisation__kind",
            "affiliation__organisation__territory",
            "affiliation__organisation__name",
        )
    )
    return {
        identity(name, territory if kind == Organisation.Kind.MUNICIPALITY else None, place): (
            email or ""
        )
        for name, email, kind, territory, place in seated
    }


def _judge(
    enrolment_list: EnrolmentList,
    entries: Sequence[PersonEntry],
    *,
    others: Collection[int] = (),
    without_email: Collection[int] = (),
) -> list[Verdict]:
    cohort = Cohort.objects.select_related("territory", "edition__course").get(
        pk=enrolment_list.cohort_id
    )
    emails = [tidy_email(entry.email) for entry in entries]
    # While a partner reviews its list, nothing is said of people whom others named.
    is_with_partner = enrolment_list.is_nomination and enrolment_list.state == State.REVIEW
    to = enrolment_list.partnership.partner if is_with_partner else None
    return judge(
        entries,
        catalogue=catalogue_for(cohort),
        known=known_people(cohort, emails, to=to),
        seated=seated_people(cohort, entries, to=to),
        others=others,
        without_email=without_email,
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


def entry_of(row: EnrolmentListRow, typed: Mapping[str, str]) -> PersonEntry:
    """Return the person of a stored row, with what was typed over it.

    Doubt about a name stays until somebody writes it otherwise.
    """
    stored = {name: getattr(row, name) for name in LENGTHS}
    values = stored | {name: clean(text) for name, text in typed.items() if name in LENGTHS}
    has_same_name = all(values[name] == stored[name] for name in NAME_PARTS)
    return PersonEntry(
        row.line,
        level=row.level,
        is_name_doubtful=has_same_name and "name_order" in row.reasons,
        **values,
    )


def judge_again(
    enrolment_list: EnrolmentList,
    rows: Sequence[EnrolmentListRow],
    entries: Sequence[PersonEntry],
) -> None:
    """Judge all rows together (an address repeats another row) and store those that changed."""
    changed = []
    others = {row.line for row in rows if row.is_another_person}
    without_email = {row.line for row in rows if row.has_no_email}
    verdicts = _judge(enrolment_list, entries, others=others, without_email=without_email)
    for row, verdict in zip(rows, verdicts, strict=True):
        before = [getattr(row, name) for name in WRITTEN]
        _write(row, verdict)
        if before != [getattr(row, name) for name in WRITTEN]:
            changed.append(row)
    fields = [name.removesuffix("_id") for name in WRITTEN]
    EnrolmentListRow.objects.bulk_update(changed, fields, batch_size=200)


def lock_in_review(enrolment_list: EnrolmentList) -> EnrolmentList:
    locked = EnrolmentList.objects.select_for_update().get(pk=enrolment_list.pk)
    if locked.state != State.REVIEW:
        raise RuleViolation(
            _("This list was confirmed already; its rows cannot be changed."), code="not_in_review"
        )
    return locked


# Counting


@dataclass(frozen=True)
class ListFigures:
    """How many rows a list has of each sort; the parts always add up to ``total``."""

    total: int
    ready: int
    notice: int
    error: int
    duplicate: int
    pending: int
    enrolled: int
    already: int
    refused: int
    waiting: int
    municipalities: int
    already_before: int
    with_account: int

    @property
    def attention(self) -> int:
        return self.notice + self.error + self.duplicate

    @property
    def to_enrol(self) -> int:
        """Rows that will take a seat."""
        return self.ready + self.notice

    @property
    def repeated(self) -> int:
        """Duplicates that stay out: of another row, or of somebody who looks alike."""
        return self.duplicate - self.already_before

    @property
    def new_accounts(self) -> int:
        return self.to_enrol - self.with_account

    @property
    def done(self) -> int:
        return self.total - self.pending


def figures_of(enrolment_list: EnrolmentList) -> ListFigures:
    """Count the rows of a list in one query."""
    kinds = EnrolmentListRow.Verdict
    going_in = Q(verdict__in=[kinds.READY, kinds.NOTICE])
    enrolled = Q(verdict=kinds.DUPLICATE, reasons__icontains="already_enrolled")
    # A JSON list is searched as text: __contains is not on every database.
    return ListFigures(
        **enrolment_list.rows.aggregate(
            total=Count("pk"),
            ready=Count("pk", filter=Q(verdict=kinds.READY)),
            notice=Count("pk", filter=Q(verdict=kinds.NOTICE)),
            error=Count("pk", filter=Q(verdict=kinds.ERROR)),
            duplicate=Count("pk", filter=Q(verdict=kinds.DUPLICATE)),
            pending=Count("pk", filter=Q(outcome=Outcome.PENDING)),
            enrolled=Count("pk", filter=Q(outcome=Outcome.ENROLLED)),
            already=Count("pk", filter=Q(outcome=Outcome.ALREADY)),
            refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
            waiting=Count("pk", filter=Q(outcome=Outcome.WAITING)),
            municipalities=Count(
                "territory", distinct=True, filter=Q(territory__kind=Territory.Kind.MUNICIPALITY)
            ),
            already_before=Count("pk", filter=enrolled),
            with_account=Count("pk", filter=going_in & Q(reasons__icontains="has_account")),
        )
    )
