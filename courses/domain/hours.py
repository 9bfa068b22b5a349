"""The hours ledger: every minute once, with its reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from courses.models import Enrolment, HoursEntry
from people.models import User

Source = tuple[int, str, int]  # Enrolment, kind and key of what earned the minutes.
Minutes = defaultdict[tuple[int, str], int]


@dataclass(frozen=True)
class Hours:
    """Minutes earned and planned, by modality."""

    online: int
    in_person: int
    online_planned: int
    in_person_planned: int

    @property
    def total(self) -> int:
        return self.online + self.in_person

    @property
    def planned(self) -> int:
        return self.online_planned + self.in_person_planned


def credit(
    enrolment: Enrolment,
    *,
    modality: str,
    minutes: int,
    source_kind: str,
    source_id: int,
    label: str,
    earned_on: date,
    by: User,
    evidence: str = HoursEntry.Evidence.PLATFORM,
    reason: str = "",
) -> None:
    """Enter ``minutes`` for what the source names; the second time changes nothing."""
    line = HoursEntry(
        enrolment=enrolment,
        modality=modality,
        minutes=minutes,
        source_kind=source_kind,
        source_id=source_id,
        label=label[:220],
        earned_on=earned_on,
        entered_by=by,
        evidence=evidence,
        reason=reason[:300],
    )
    credit_all([line])


def credit_all(lines: Iterable[HoursEntry]) -> None:
    """Enter many lines at once; what a line's source has earned already is not entered again.

    What was earned and then taken back may be earned again. Two queries.
    """
    lines = list(lines)
    earlier: dict[Source, list[HoursEntry]] = defaultdict(list)
    known = HoursEntry.objects.with_corrections().filter(
        enrolment__in={line.enrolment_id for line in lines},
        source_kind__in={line.source_kind for line in lines},
        source_id__in={line.source_id for line in lines},
    )
    for entry in known:
        earlier[_source(entry)].append(entry)
    new = []
    for line in lines:
        before = earlier[_source(line)]
        if all(entry.is_taken_back for entry in before):
            line.occasion = len(before)
            new.append(line)
    # Somebody may have entered one of them a moment ago: it counts once.
    HoursEntry.objects.bulk_create(new, ignore_conflicts=True)


def _source(line: HoursEntry) -> Source:
    return line.enrolment_id, line.source_kind, line.source_id


def take_back(entries: Iterable[HoursEntry], *, by: User, reason: str) -> None:
    """Enter the opposite of each line, once: a correction names the line that it takes back."""
    credit_all(
        HoursEntry(
            enrolment_id=entry.enrolment_id,
            modality=entry.modality,
            minutes=-entry.minutes,
            source_kind=HoursEntry.Source.CORRECTION,
            source_id=entry.pk,
            evidence=entry.evidence,
            label=entry.label,
            earned_on=entry.earned_on,
            entered_by=by,
            reason=reason[:300],
        )
        for entry in entries
    )


def minutes_of(enrolment_ids: Collection[int]) -> Minutes:
    """Return (enrolment, modality) → minutes of many people, in one query; 0 for what is not.

    Every page, report and certificate reads the ledger here, or sums the same lines.
    """
    sums = (
        HoursEntry.objects.filter(enrolment__in=enrolment_ids)
        .order_by()
        .values_list("enrolment", "modality")
        .annotate(total=Sum("minutes"))
    )
    minutes: Minutes = defaultdict(int)
    for enrolment_id, modality, total in sums:
        minutes[enrolment_id, modality] = total
    return minutes


def hours_of(enrolment: Enrolment) -> Hours:
    """Return the hours of one enrolment, in minutes. Load ``cohort__edition`` with it."""
    minutes = minutes_of([enrolment.pk])
    edition = enrolment.cohort.edition
    return Hours(
        online=minutes[enrolment.pk, HoursEntry.Modality.ONLINE],
        in_person=minutes[enrolment.pk, HoursEntry.Modality.IN_PERSON],
        online_planned=edition.online_minutes,
        in_person_planned=edition.in_person_minutes,
    )
