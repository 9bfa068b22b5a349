"""Until when things are due: what the cohort planned, or longer for who was given more time.

``assessments.domain.due`` adds the deliverables of the project; both read their days here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, F, QuerySet, Value

from courses.models import Cohort, DueExtension, Enrolment, ItemDue

# Code of an item or deliverable, day, and whether the day is that of an extension.
Row = tuple[str, datetime, bool]


@dataclass(frozen=True)
class Due:
    """Until when one person hands something in."""

    what: str
    due_at: datetime
    planned_at: datetime | None  # None where only an extension says a day.

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
    says = Value(are_extensions, output_field=BooleanField())
    return rows.order_by().annotate(says=says).values_list("what", "due_at", "says")


def dues_in(rows: Iterable[Row], more: Mapping[str, datetime] | None = None) -> dict[str, Due]:
    """Put planned days and extensions together. Pure.

    The later day counts: an extension never shortens, and moving the calendar may overtake it.
    """
    rows = list(rows)
    planned = dict(more or {}) | {what: day for what, day, is_extension in rows if not is_extension}
    latest = dict(planned)
    for what, day, _is_extension in rows:
        latest[what] = max(day, latest.get(what, day))
    return {what: Due(what, day, planned.get(what)) for what, day in latest.items()}
