"""The ledger as a page explains it: every line under the part of the course that earned it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.domain.hours import Hours
from courses.domain.reading import structure_of
from courses.models import Enrolment, HoursEntry

ONLINE, IN_PERSON = HoursEntry.Modality.ONLINE, HoursEntry.Modality.IN_PERSON


@dataclass(frozen=True)
class Part:
    """A module, the sessions, or the adjustments: its lines with their exact sum."""

    title: str
    planned: int  # Minutes; 0 for what nobody plans.
    entries: list[HoursEntry]  # Each with ``is_taken_back``.

    @property
    def minutes(self) -> int:
        return sum(entry.minutes for entry in self.entries)


@dataclass(frozen=True)
class Ledger:
    """Every line that counts for somebody; the parts add up to the hours, minute by minute."""

    online: list[Part]
    in_person: list[Part]
    hours: Hours


def ledger_of(enrolment: Enrolment) -> Ledger:
    """Return the whole ledger of one enrolment. Load ``cohort__edition`` with it.

    One query, and what ``structure_of`` costs.
    """
    entries = list(
        enrolment.hours_entries.with_corrections().select_related("entered_by").order_by("pk")
    )
    edition = enrolment.cohort.edition
    modules = structure_of(edition).modules
    module_of = {lesson.pk: module.pk for module in modules for lesson in module.lessons.all()}
    lines = _by_part(entries, module_of)
    online = [
        Part(f"{module.code} {module.title}", module.minutes, lines[ONLINE, module.pk])
        for module in modules
    ]
    in_person = [Part(_("In-person sessions"), edition.in_person_minutes, lines[IN_PERSON, None])]
    for modality, parts in ((ONLINE, online), (IN_PERSON, in_person)):
        others = lines[modality, 0]
        if others:
            parts.append(Part(_("Adjustments by the team"), 0, others))
    return Ledger(
        online,
        in_person,
        Hours(
            online=sum(part.minutes for part in online),
            in_person=sum(part.minutes for part in in_person),
            online_planned=edition.online_minutes,
            in_person_planned=edition.in_person_minutes,
        ),
    )


def _by_part(
    entries: Iterable[HoursEntry], module_of: dict[int, int]
) -> dict[tuple[str, int | None], list[HoursEntry]]:
    """Group by modality and module; None for the sessions, 0 for everything else.

    A correction stands where the line stands that it takes back.
    """
    lines: dict[tuple[str, int | None], list[HoursEntry]] = defaultdict(list)
    part_of: dict[int, int | None] = {}
    for entry in entries:  # In the order in which they were entered: first the line, then its end.
        if entry.source_kind == HoursEntry.Source.LESSON:
            part = module_of.get(entry.source_id, 0)
        elif entry.source_kind == HoursEntry.Source.CORRECTION:
            part = part_of.get(entry.source_id, 0)
        elif entry.source_kind == HoursEntry.Source.ADJUSTMENT:
            part = 0
        else:
            part = None
        part_of[entry.pk] = part
        lines[entry.modality, part].append(entry)
    return lines
