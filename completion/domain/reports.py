"""Completion reports: who may read what about a cohort, in figures that add up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Deliverable, Grade, Submission
from completion.models import CompletionReport
from completion.signals import report_requested
from courses.domain.hours import minutes_of
from courses.models import Cohort, Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.looks import EXPORT, EXPORT_PEOPLE
from people.domain.records import record, record_all
from people.models import DataAgreement, Level, Membership, Organisation, Territory, User

LEAST_SHOWN = 5  # People: smaller groups are not shown to partners.

Status = Enrolment.Status
ENROLLED = Enrolment.STUDYING  # Those who accepted and have not withdrawn.
COLUMNS = ("nominated", "enrolled", "graduated")


@dataclass(frozen=True)
class Group:
    """A part of the people; a count that would point at somebody is None."""

    key: str
    label: str
    nominated: int | None
    enrolled: int | None
    graduated: int | None


@dataclass(frozen=True)
class Figures:
    """A cohort, or the people whom one partner named in it, in figures."""

    seats: int
    nominated: int
    invited: int
    active: int
    not_completed: int
    graduated: int
    withdrawn: int
    started: int
    by_sex: tuple[Group, ...] | None
    by_level: tuple[Group, ...] | None
    by_municipality: tuple[Group, ...] | None
    municipalities_reached: int
    municipalities_in_all: int
    municipalities_without: tuple[str, ...]
    cut_off: datetime

    @property
    def enrolled(self) -> int:
        return self.active + self.not_completed + self.graduated

    @property
    def hides_something(self) -> bool:
        """Say whether a count was left out because a group is small."""
        splits = (self.by_sex, self.by_level, self.by_municipality)
        return any(
            split is None
            or any(getattr(group, column) is None for group in split for column in COLUMNS)
            for split in splits
        )


@dataclass(frozen=True)
class Reading:
    """On whose behalf somebody reads the report of a cohort, and what that opens."""

    cohort: Cohort
    organisation: Organisation | None
    partner: Organisation | None  # Whose people are counted; None: everybody of the cohort.
    is_host: bool = False
    is_observer: bool = False
    agreement: DataAgreement | None = None

    @property
    def shows_names(self) -> bool:
        return self.is_host or self.agreement is not None

    @property
    def shows_grades(self) -> bool:
        return self.is_host or bool(self.agreement and self.agreement.includes_grades)


@dataclass(frozen=True)
class PersonRow:
    """One person of the report, with the hours of the ledger in minutes."""

    enrolment: Enrolment
    online: int
    in_person: int
    grade: Decimal | None = None

    @property
    def municipality(self) -> str:
        territory = self.enrolment.affiliation.organisation.territory
        return territory.name if territory.kind == Territory.Kind.MUNICIPALITY else ""


@dataclass(frozen=True)
class Headline:
    """One line of the list of reports."""

    reading: Reading
    nominated: int
    enrolled: int
    graduated: int


# Who reads, and on whose behalf


def readings(person: User, cohorts: Sequence[Cohort]) -> dict[int, list[Reading]]:
    """Return on whose behalf ``person`` may read each cohort, the widest first.

    Staff of the host read everything; who acts for a partner reads the people it named and
    nobody else, also in a mixed cohort; who acts for the sponsor reads figures of the whole.
    """
    memberships = list(
        Membership.objects.current()
        .filter(
            person=person,
            role__in=[
                Membership.Role.STAFF,
                Membership.Role.COORDINATOR,
                Membership.Role.OBSERVER,
            ],
        )
        .select_related("organisation")
    )
    acts_for = {membership.organisation_id for membership in memberships}
    named: dict[int, set[int]] = defaultdict(set)
    for cohort_id, partner_id in (
        Enrolment.objects.filter(cohort__in=cohorts, nominated_by__in=acts_for)
        .order_by()
        .values_list("cohort", "nominated_by")
        .distinct()
    ):
        named[cohort_id].add(partner_id)
    agreements = {
        agreement.partner_id: agreement
        for agreement in DataAgreement.objects.in_force().filter(partner__in=acts_for)
    }
    return {
        cohort.pk: _readings_of(person, cohort, memberships, named[cohort.pk], agreements)
        for cohort in cohorts
    }


def _readings_of(
    person: User,
    cohort: Cohort,
    memberships: Iterable[Membership],
    named: set[int],
    agreements: dict[int, DataAgreement],
) -> list[Reading]:
    staff = {row.organisation_id for row in memberships if row.role == Membership.Role.STAFF}
    found: list[Reading] = []
    if person.is_superuser or cohort.host_id in staff:
        found.append(Reading(cohort, None, None, is_host=True))
    coordinates = {
        row.organisation_id for row in memberships if row.role == Membership.Role.COORDINATOR
    }
    for row in sorted(memberships, key=lambda row: row.role != Membership.Role.COORDINATOR):
        is_observer = row.role == Membership.Role.OBSERVER
        if row.role == Membership.Role.STAFF or (
            is_observer and row.organisation_id in coordinates
        ):
            continue
        organisation = row.organisation
        if organisation.pk in named | {cohort.partner_id}:
            agreement = None if is_observer else agreements.get(organisation.pk)
            found.append(
                Reading(
                    cohort, organisation, organisation, is_observer=is_observer, agreement=agreement
                )
            )
        if organisation.pk == cohort.sponsor_id:
            found.append(Reading(cohort, organisation, None, is_observer=is_observer))
    return found


def reading_of(
    person: User, cohort: Cohort, *, partner_id: UUID | str | None = None
) -> Reading | None:
    """Return the reading that ``person`` chose by the partner's public id, else the widest."""
    found = readings(person, [cohort])[cohort.pk]
    if partner_id:
        return next(
            (
                reading
                for reading in found
                if reading.partner and str(reading.partner.public_id) == str(partner_id)
            ),
            None,
        )
    return found[0] if found else None


# Figures


def figures_for(
    cohort: Cohort, partner: Organisation | None = None, *, now: datetime | None = None
) -> Figures:
    """Return the figures of ``cohort``, or of the people that ``partner`` named in it.

    Three queries, whatever the number of people. Nothing is left out: see ``shown_to``.
    """
    people = cohort.enrolments.order_by()
    if partner:
        people = people.filter(nominated_by=partner)
    parts = list(
        people.with_start()
        .values_list("status", "participant__sex", "affiliation__organisation__level")
        .annotate(people=Count("pk"), started=Count("pk", filter=Q(has_started=True)))
    )
    by_status: dict[str, int] = defaultdict(int)
    for status, _sex, _level, number, _started in parts:
        by_status[status] += number
    places = _by_municipality(people)
    of_territory = list(
        Territory.objects.municipalities()
        .filter(Q(parent=cohort.territory_id) | Q(pk=cohort.territory_id))
        .values_list("code", "name")
    )
    reached = {place.key for place in places if place.key and place.enrolled}
    figures = Figures(
        seats=cohort.seats,
        nominated=sum(by_status.values()),
        invited=by_status[Status.INVITED],
        active=by_status[Status.ACTIVE],
        not_completed=by_status[Status.NOT_COMPLETED],
        graduated=by_status[Status.GRADUATED],
        withdrawn=by_status[Status.WITHDRAWN],
        started=sum(row[4] for row in parts if row[0] in ENROLLED),
        by_sex=_split(
            (
                ("woman", _("Women"), [User.Sex.WOMAN]),
                ("man", _("Men"), [User.Sex.MAN]),
                (
                    "other",
                    _("Otherwise, or not stated"),
                    [User.Sex.OTHER, User.Sex.NOT_STATED, ""],
                ),
            ),
            [(row[1], row[0], row[3]) for row in parts],
        ),
        by_level=tuple(
            group
            for group in _split(
                (
                    *((level.value, str(level.label), [level.value]) for level in reversed(Level)),
                    ("none", _("No level of government"), [""]),
                ),
                [(row[2], row[0], row[3]) for row in parts],
            )
            if group.nominated
        ),
        by_municipality=places,
        municipalities_reached=sum(code in reached for code, _name in of_territory),
        municipalities_in_all=len(of_territory),
        municipalities_without=tuple(name for code, name in of_territory if code not in reached),
        cut_off=now or timezone.now(),
    )
    check_sums(figures)
    return figures


def _split(
    kinds: Iterable[tuple[str, str, list[str]]], rows: Sequence[tuple[str, str, int]]
) -> tuple[Group, ...]:
    """Count people by a quality; ``rows`` are value, status and number."""

    def count(values: list[str], statuses: Iterable[str]) -> int:
        return sum(
            number for value, status, number in rows if value in values and status in statuses
        )

    return tuple(
        Group(
            key,
            label,
            count(values, Status.values),
            count(values, ENROLLED),
            count(values, [Status.GRADUATED]),
        )
        for key, label, values in kinds
    )


def _by_municipality(people: QuerySet[Enrolment]) -> tuple[Group, ...]:
    rows = (
        people.values_list(
            "affiliation__organisation__territory__kind",
            "affiliation__organisation__territory__code",
            "affiliation__organisation__territory__name",
        )
        .annotate(
            nominated=Count("pk"),
            enrolled=Count("pk", filter=Q(status__in=ENROLLED)),
            graduated=Count("pk", filter=Q(status=Status.GRADUATED)),
        )
        .order_by("affiliation__organisation__territory__folded_name")
    )
    places = [
        Group(code, name, *counts)
        for kind, code, name, *counts in rows
        if kind == Territory.Kind.MUNICIPALITY
    ]
    elsewhere = [counts for kind, _c, _n, *counts in rows if kind != Territory.Kind.MUNICIPALITY]
    if elsewhere:
        places.append(
            Group(
                "",
                _("Not of one municipality"),
                *(sum(column) for column in zip(*elsewhere, strict=True)),
            )
        )
    return tuple(places)


def check_sums(figures: Figures) -> None:
    """Stop when the parts do not make the whole: a report that does not add up is a bug."""
    for split in (figures.by_sex, figures.by_level, figures.by_municipality):
        for column in COLUMNS:
            if split and sum(getattr(group, column) for group in split) != getattr(figures, column):
                raise AssertionError(f"The {column} of a split do not add up.")


def suppress(groups: Sequence[Group], *, least: int = LEAST_SHOWN) -> tuple[Group, ...] | None:
    """Leave out the columns in which a group of 1 to 4 people shows, or follows by subtraction.

    A column stays whole or goes whole: with the total beside it, one missing cell is no secret.
    Two columns that stay must not differ by 1 to 4 in any group either. None when nothing stays.
    """

    def is_small(number: int) -> bool:
        return 0 < number < least

    kept: list[str] = []
    for column in reversed(COLUMNS):
        values = [getattr(group, column) for group in groups]
        differences = [
            abs(getattr(group, column) - getattr(group, other))
            for group in groups
            for other in kept
        ]
        if not any(map(is_small, [*values, *differences])):
            kept.append(column)
    if not kept:
        return None
    hidden = dict.fromkeys(set(COLUMNS) - set(kept))
    return tuple(replace(group, **hidden) for group in groups)


def shown_to(reading: Reading, figures: Figures) -> Figures:
    """Leave out what this reader must not learn about small groups.

    The host sees everything; partner and sponsor see no small groups by sex; observers see no
    small groups at all. Counts of institutions are never left out.
    """
    if reading.is_host:
        return figures
    figures = replace(figures, by_sex=suppress(figures.by_sex or ()))
    if not reading.is_observer:
        return figures
    return replace(
        figures,
        by_level=suppress(figures.by_level or ()),
        by_municipality=suppress(figures.by_municipality or ()),
    )


def headlines(found: dict[int, list[Reading]]) -> list[Headline]:
    """Return the three main counts of every reading, in one query for all."""
    counts: dict[tuple[int, int | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    rows = (
        Enrolment.objects.filter(cohort__in=found)
        .order_by()
        .values_list("cohort", "nominated_by")
        .annotate(
            nominated=Count("pk"),
            enrolled=Count("pk", filter=Q(status__in=ENROLLED)),
            graduated=Count("pk", filter=Q(status=Status.GRADUATED)),
        )
    )
    for cohort_id, partner_id, *numbers in rows:
        for whose in (partner_id, None):
            counts[cohort_id, whose] = [
                total + number
                for total, number in zip(counts[cohort_id, whose], numbers, strict=True)
            ]
    return [
        Headline(
            reading,
            *counts[cohort_id, reading.partner.pk if reading.partner else None],
        )
        for cohort_id, of_cohort in found.items()
        for reading in of_cohort
    ]


# Names


def people_of(reading: Reading) -> QuerySet[Enrolment]:
    """Return the people of a reading; the caller narrows them to those whose names may be seen."""
    people = Enrolment.objects.filter(cohort=reading.cohort)
    if reading.partner:
        people = people.filter(nominated_by=reading.partner)
    return people.select_related(
        "participant", "affiliation__organisation__territory", "nominated_by"
    ).order_by("participant__folded_name", "pk")


def person_rows(enrolments: Sequence[Enrolment], *, with_grades: bool = False) -> list[PersonRow]:
    """Add hours, and the grade of the approved project, to each person: one query each."""
    ids = [enrolment.pk for enrolment in enrolments]
    minutes = minutes_of(ids)
    grades = _grades(ids) if with_grades else {}
    return [
        PersonRow(
            enrolment,
            minutes[enrolment.pk, HoursEntry.Modality.ONLINE],
            minutes[enrolment.pk, HoursEntry.Modality.IN_PERSON],
            grades.get(enrolment.pk),
        )
        for enrolment in enrolments
    ]


def _grades(ids: list[int]) -> dict[int, Decimal]:
    rows = Grade.objects.filter(
        submission__state=Submission.State.APPROVED,
        submission__deliverable=Deliverable.PROJECT,
        replaced_at=None,
        sent_at__isnull=False,
        submission__project__members__enrolment__in=ids,
        submission__project__members__left_at=None,
    )
    return dict(rows.values_list("submission__project__members__enrolment", "total"))


# Files


@transaction.atomic
def request_report(reading: Reading, *, by: User, key: UUID, language: str) -> CompletionReport:
    """Ask for the file of a reading; the same ``key`` returns the first request.

    Announces ``report_requested``.
    """
    existing = CompletionReport.objects.select_for_update().filter(key=key).first()
    if existing:
        if existing.asked_by_id != by.pk:
            raise RuleViolation(_("This form was sent by somebody else."), code="other_key")
        return existing
    report = CompletionReport.objects.create(
        cohort=reading.cohort,
        partner=reading.partner,
        asked_by=by,
        key=key,
        language=language,
        with_names=reading.shows_names,
    )
    announce(report_requested, report=report)
    return report


@dataclass(frozen=True)
class Contents:
    """All that goes into the file of a report."""

    reading: Reading
    figures: Figures
    people: tuple[PersonRow, ...] | None


def compile_report(report: CompletionReport, *, nameable: QuerySet[Enrolment]) -> Contents | None:
    """Gather the file's contents for whoever asked; None when they may not read it any more.

    ``nameable`` are the enrolments whose names the asker may see now.
    """
    partner_id = report.partner.public_id if report.partner else None
    reading = reading_of(report.asked_by, report.cohort, partner_id=partner_id)
    if reading is None or reading.partner != report.partner:
        return None
    people = None
    if report.with_names:
        if not reading.shows_names:
            return None
        rows = people_of(reading).filter(pk__in=nameable.values("pk"))
        people = tuple(person_rows(list(rows), with_grades=reading.shows_grades))
    figures = shown_to(reading, figures_for(report.cohort, reading.partner))
    return Contents(reading, figures, people)


def note_export(report: CompletionReport, *, by: User) -> None:
    """Write down that a file was handed over, and to each person that their name is in it."""
    record(by, "export", report, reason=report.cohort.name)
    if report.with_names and report.partner is None:
        record(by, EXPORT_PEOPLE, report.cohort, reason="report")
    elif report.with_names:
        named = report.cohort.enrolments.filter(nominated_by=report.partner)
        people = [each.participant for each in named.select_related("participant")]
        record_all(by, EXPORT, people, reason=report.cohort.name)


def store_report(report_id: int, content: bytes) -> bool:
    """Keep the file of a pending report. Say whether it was pending."""
    with transaction.atomic():
        report = (
            CompletionReport.objects.select_for_update()
            .filter(pk=report_id, state=CompletionReport.State.PENDING)
            .first()
        )
        if report is None:
            return False
        storage = report.file.storage
        name = f"reports/{report.asked_at:%Y}/{report.public_id}.xlsx"
        if storage.exists(name):
            storage.delete(name)
        report.file.name = storage.save(name, ContentFile(content))
        report.size = len(content)
        report.state = CompletionReport.State.READY
        report.ready_at = timezone.now()
        report.save(update_fields=["file", "size", "state", "ready_at"])
    return True


def fail_report(report_id: int) -> None:
    """Say that the file will not come: who asked may not read it any more."""
    CompletionReport.objects.filter(pk=report_id, state=CompletionReport.State.PENDING).update(
        state=CompletionReport.State.FAILED
    )
