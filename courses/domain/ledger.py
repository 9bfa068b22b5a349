"""The ledger as a page explains it: every line under the part of the course that earned it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.domain.corrections import why_not_corrected
from courses.domain.hours import Hours
from courses.domain.reading import structure_of
from courses.models import Enrolment, HoursEntry, Lesson

Source = HoursEntry.Source
ONLINE, IN_PERSON = HoursEntry.Modality.ONLINE, HoursEntry.Modality.IN_PERSON


@dataclass(frozen=True)
class Line:
    """One entry of the ledger; ``is_correctable`` if a counter-entry may take it back."""

    entry: HoursEntry
    is_correctable: bool


@dataclass(frozen=True)
class Part:
    """A module, the sessions, or the adjustments: its lines with their exact sum."""

    title: str
    planned: int  # Minutes; 0 for what nobody plans.
    lines: list[Line]

    @property
    def minutes(self) -> int:
        return sum(line.entry.minutes for line in self.lines)


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
    lessons = {lesson.pk: lesson for module in modules for lesson in module.lessons.all()}
    lines = _by_part(entries, lessons)
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
    entries: Iterable[HoursEntry], lessons: Mapping[int, Lesson]
) -> dict[tuple[str, int | None], list[Line]]:
    """Group by modality and module; None for the sessions, 0 for everything else.

    A correction stands where the line stands that it takes back.
    """
    lines: dict[tuple[str, int | None], list[Line]] = defaultdict(list)
    part_of: dict[int, int | None] = {}
    for entry in entries:  # In the order in which they were entered: first the line, then its end.
        lesson = lessons.get(entry.source_id) if entry.source_kind == Source.LESSON else None
        if lesson:
            part = lesson.module_id
        elif entry.source_kind == Source.CORRECTION:
            part = part_of.get(entry.source_id, 0)
        elif entry.source_kind in {Source.ATTENDANCE, Source.MAKE_UP}:
            part = None
        else:
            part = 0
        part_of[entry.pk] = part
        is_correctable = not entry.is_taken_back and not why_not_corrected(entry, lesson)
        lines[entry.modality, part].append(Line(entry, is_correctable))
    return lines
