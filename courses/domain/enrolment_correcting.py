"""Correcting a list under review: its columns, what is typed or tapped in rows, or all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import what_columns_lack
from courses.domain.enrolment_import import entry_of, judge_again, lock_in_review
from courses.domain.enrolment_names import WHOLE_NAMES
from courses.domain.enrolment_reading import (
    NAME_NOTICES,
    PersonEntry,
    RawRow,
    entries_of,
    name_notices,
    whole_names_at,
)
from courses.domain.enrolment_turning import settled, turned
from courses.models import EnrolmentList, EnrolmentListRow
from lms.lib.errors import RuleViolation

State = EnrolmentList.State


@dataclass(frozen=True)
class Tapped:
    """A button of the page: the line of another person or of a name to turn, or an order."""

    another: int | None = None
    turn: int | None = None
    order: str = ""


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
    locked = lock_in_review(enrolment_list)
    _keep_columns(locked, columns)
    rows = list(locked.rows.all())
    entries = entries_of([RawRow(row.line, tuple(row.raw)) for row in rows], dict(columns))
    judge_again(locked, rows, entries)


@transaction.atomic
def correct_rows(
    enrolment_list: EnrolmentList,
    corrections: Mapping[int, Mapping[str, str]],
    tapped: Tapped | None = None,
) -> None:
    """Write what people typed into rows (line → field → text) and judge the list again.

    What is still wrong is kept as typed. Lines and fields that the list does not have are ignored.
    """
    locked = lock_in_review(enrolment_list)
    rows = list(locked.rows.all())
    entries = [entry_of(row, corrections.get(row.line, {})) for row in rows]
    if tapped:
        entries = _with_tap(locked, rows, entries, tapped)
    judge_again(locked, rows, entries)


def _with_tap(
    locked: EnrolmentList,
    rows: Sequence[EnrolmentListRow],
    entries: list[PersonEntry],
    tapped: Tapped,
) -> list[PersonEntry]:
    for row in rows:
        if row.line == tapped.another:
            row.is_another_person = True
            row.save(update_fields=["is_another_person"])
    columns = {int(number): name for number, name in locked.columns.items()}
    at = whole_names_at(columns)
    if at is None:
        return entries
    if tapped.turn:
        entries = turned(rows, entries, at=at, line=tapped.turn)
    if tapped.order in WHOLE_NAMES:
        entries = settled(rows, entries, at=at, before=columns[at], after=tapped.order)
        _keep_columns(locked, columns | {at: tapped.order})
    return entries


def _keep_columns(locked: EnrolmentList, columns: Mapping[int, str]) -> None:
    """Store what somebody said that the columns hold; nothing about names is a guess any more."""
    locked.columns = {str(number): name for number, name in columns.items()}
    others = [notice for notice in locked.notices if notice[0] not in NAME_NOTICES]
    locked.notices = [*others, *name_notices(columns, is_order_sure=True)]
    locked.save(update_fields=["columns", "notices"])


@transaction.atomic
def cancel_list(enrolment_list: EnrolmentList) -> None:
    """Put a list aside that nobody confirmed; what it said of people is removed."""
    locked = lock_in_review(enrolment_list)
    locked.rows.all().delete()
    locked.state = State.CANCELLED
    locked.save(update_fields=["state"])
