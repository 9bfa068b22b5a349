"""Until when things are due: what the cohort planned, or longer for who was given more time.

``assessments.domain.due`` adds the deliverables of the project; both read their days here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat, Trim

from courses.models import Cohort, DueExtension, Enrolment, ItemDue

# Code of an item or deliverable, day, and who gave more time: "" where the cohort planned the day.
Row = tuple[str, datetime, str]


@dataclass(frozen=True)
class Due:
    """Until when one person hands something in."""

    what: str
    due_at: datetime
    planned_at: datetime | None  # None where only an extension says a day.
    extended_by: str = ""  # The name of who gave more time, where that day counts.

    @property
    def is_extended(self) -> bool:
        return self.due_at != self.planned_at


def item_dues(enrolment: Enrolment, *, code: str = "") -> dict[str, Due]:
    """Return code of the item → due, for everything in the outline or one item. One query."""
    planned, extended = planned_items(enrolment.cohort), extensions_of(enrolment)
    if code:
        planned, extended = planned.filter(what=code), extended.filter(what=code)
    return dues_in(as_rows(planned).union(as_rows(extended, are_extensions=True)))


def planned_items(cohort: Cohort) -> QuerySet:
    return ItemDue.objects.filter(cohort=cohort).annotate(what=F("lesson__code"))


def extensions_of(enrolment: Enrolment) -> QuerySet[DueExtension]:
    return DueExtension.objects.in_force().filter(enrolment=enrolment)


def as_rows(rows: QuerySet, *, are_extensions: bool = False) -> QuerySet:
    """Return rows that know ``what`` and ``due_at`` in a shape that can be put together."""
    says = _who_granted() if are_extensions else Value("", output_field=CharField())
    return rows.order_by().annotate(says=says).values_list("what", "due_at", "says")


def _who_granted() -> Trim:
    """The full name of who gave more time, as the person reads it."""
    space = Value(" ")
    parts = ("given_names", "surname_1", "surname_2")
    given, first, second = (F(f"granted_by__{part}") for part in parts)
    return Trim(Concat(given, space, first, space, second, output_field=CharField()))


def dues_in(rows: Iterable[Row], more: Mapping[str, datetime] | None = None) -> dict[str, Due]:
    """Put planned days and extensions together. Pure.

    The later day counts: an extension never shortens, and moving the calendar may overtake it.
    """
    rows = list(rows)
    planned = dict(more or {}) | {what: day for what, day, by in rows if not by}
    latest = {what: Due(what, day, day) for what, day in planned.items()}
    for what, day, by in rows:
        if by and (what not in latest or day > latest[what].due_at):
            latest[what] = Due(what, day, planned.get(what), by)
    return latest
