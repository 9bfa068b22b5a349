"""The hours ledger: every minute once, with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from courses.models import Enrolment, HoursEntry
from people.models import User


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
) -> HoursEntry:
    """Enter ``minutes`` for what the source names; the second time changes nothing."""
    entry, _is_new = HoursEntry.objects.get_or_create(
        enrolment=enrolment,
        source_kind=source_kind,
        source_id=source_id,
        defaults={
            "modality": modality,
            "minutes": minutes,
            "label": label[:220],
            "earned_on": earned_on,
            "entered_by": by,
            "evidence": evidence,
            "reason": reason,
        },
    )
    return entry


def credit_all(lines: Iterable[HoursEntry]) -> None:
    """Enter many lines at once; what a line's source has earned already is not entered again."""
    HoursEntry.objects.bulk_create(lines, ignore_conflicts=True)


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


def hours_of(enrolment: Enrolment) -> Hours:
    """Return the hours of one enrolment, in minutes. Load ``cohort__edition`` with it."""
    sums = dict(
        enrolment.hours_entries.order_by().values_list("modality").annotate(minutes=Sum("minutes"))
    )
    edition = enrolment.cohort.edition
    return Hours(
        online=sums.get(HoursEntry.Modality.ONLINE, 0),
        in_person=sums.get(HoursEntry.Modality.IN_PERSON, 0),
        online_planned=edition.online_minutes,
        in_person_planned=edition.in_person_minutes,
    )


@dataclass(frozen=True)
class Ledger:
    """Every line that counts for somebody, with their sum by modality."""

    entries: list[HoursEntry]
    hours: Hours


def ledger_of(enrolment: Enrolment) -> Ledger:
    """Return the whole ledger of one enrolment, in one query. Load ``cohort__edition`` with it."""
    entries = list(enrolment.hours_entries.all())
    edition = enrolment.cohort.edition
    online, in_person = (
        sum(entry.minutes for entry in entries if entry.modality == modality)
        for modality in (HoursEntry.Modality.ONLINE, HoursEntry.Modality.IN_PERSON)
    )
    return Ledger(
        entries, Hours(online, in_person, edition.online_minutes, edition.in_person_minutes)
    )
