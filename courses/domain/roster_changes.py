"""What every change of the roster has: a plan, a line for each person, and a way back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Cohort, Enrolment, RosterChange, RosterChangeRow
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.records import record_all
from people.models import User


@dataclass(frozen=True)
class PlannedRow:
    """What a change would do to one person; ``why_not`` is set when nothing happens to them."""

    enrolment: Enrolment
    before: str
    after: str = ""
    why_not: str = ""
    minutes: int = 0  # Hours that go along.
    lost: int = 0  # Hours that do not, for the items in ``left_out``.
    left_out: Sequence[str] = ()
    detail: str = ""


@dataclass(frozen=True)
class Plan:
    """What a change would do, person by person, and what follows from it in sentences."""

    rows: Sequence[PlannedRow]
    notes: Sequence[str]
    minutes: int = 0  # Hours that are kept.

    @property
    def going(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.why_not]

    @property
    def staying(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.why_not]


@dataclass(frozen=True)
class Undone:
    """Who is back where they were, and who stays because they were changed again meanwhile."""

    back: list[Enrolment]
    stuck: list[Enrolment]


def rows_to_undo(
    change: RosterChange, *, only: Enrolment | None = None
) -> tuple[list[RosterChangeRow], list[RosterChangeRow]]:
    """Lock what stands of a change; return it apart from what a later change overtook."""
    later = RosterChangeRow.objects.in_force().filter(
        Q(enrolment=OuterRef("enrolment")) | Q(enrolment=OuterRef("moved_to")),
        pk__gt=OuterRef("pk"),
    )
    rows = change.rows.in_force().select_related("enrolment__participant", "moved_to")
    if only:
        rows = rows.filter(enrolment=only)
    rows = rows.select_for_update(of=("self", "enrolment")).order_by("enrolment")
    rows = list(rows.annotate(is_overtaken=Exists(later)))
    return [row for row in rows if not row.is_overtaken], [row for row in rows if row.is_overtaken]


def mark_undone(
    change: RosterChange, rows: Iterable[RosterChangeRow], *, by: User, now: datetime | None = None
) -> None:
    """Write down that ``rows`` of a change no longer hold."""
    rows = list(rows)
    RosterChangeRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        undone_by=by, undone_at=now or timezone.now()
    )
    people = [row.enrolment for row in rows]
    record_all(by, f"undo {change.kind}", people, reason=change.reason)


def change_made(cohort: Cohort, key: UUID) -> RosterChange | None:
    """Return the change that this form made before. The caller has locked the cohort."""
    return RosterChange.objects.filter(cohort=cohort, key=key).first()


def lock_cohorts(*cohorts: int) -> None:
    """Lock cohorts, always in the same order, so that two moves never wait for each other."""
    list(Cohort.objects.select_for_update().filter(pk__in=cohorts).order_by("pk"))


def locked(people: Iterable[Enrolment]) -> list[Enrolment]:
    """Lock people until the end of the transaction, in one order for everybody who does."""
    rows = Enrolment.objects.filter(pk__in=[each.pk for each in people]).order_by("pk")
    list(rows.select_for_update())
    return list(rows.select_related("participant", "invitation", "cohort"))


def said(reason: str) -> str:
    """Return the reason as it is stored, or refuse an empty one."""
    reason = clean(reason)[:300]
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    return reason


def write_change(
    kind: RosterChange.Kind,
    cohort: Cohort,
    facts: Mapping[Enrolment, tuple[dict[str, Any], dict[str, Any]]],
    *,
    by: User,
    reason: str,
    key: UUID,
    arrivals: Mapping[Enrolment, Enrolment] | None = None,
) -> RosterChange:
    """Write down what stood before and after for each person; refused when it is nobody.

    ``arrivals`` are the places that people got elsewhere.
    """
    arrivals = arrivals or {}
    if not facts:
        raise RuleViolation(_("Nothing would change for anybody."), code="nobody")
    change = RosterChange.objects.create(
        cohort=cohort, kind=kind, reason=reason, key=key, made_by=by
    )
    RosterChangeRow.objects.bulk_create(
        RosterChangeRow(
            change=change,
            enrolment=enrolment,
            moved_to=arrivals.get(enrolment),
            before=before,
            after=after,
        )
        for enrolment, (before, after) in facts.items()
    )
    return change
