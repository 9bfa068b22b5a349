"""Turning whole names in a list under review: the surnames stand at the other end."""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from courses.domain.enrolment_import import entry_of, judge_again, keep_columns, lock_in_review
from courses.domain.enrolment_names import (
    GIVEN_FIRST,
    SURNAMES_FIRST,
    WHOLE_NAMES,
    Divided,
    NameOrder,
    divide,
    split_name,
    without_title,
)
from courses.domain.enrolment_reading import PersonEntry, whole_names_at, with_names
from courses.models import EnrolmentList, EnrolmentListRow


@transaction.atomic
def settle_order(enrolment_list: EnrolmentList, field: str) -> None:
    """Read the column of whole names in the order ``field``; it is no guess any more.

    Names that somebody wrote by hand stay, and so does all else that was corrected.
    """
    locked = lock_in_review(enrolment_list)
    columns = {int(number): name for number, name in locked.columns.items()}
    at = whole_names_at(columns)
    if at is None or field not in WHOLE_NAMES:
        return
    before, after = NameOrder(columns[at], is_sure=True), NameOrder(field, is_sure=True)

    def settled(row: EnrolmentListRow, entry: PersonEntry) -> PersonEntry:
        name = _whole_name(row, at)
        if not name or not _is_as_read(entry, name, before):
            return entry
        return with_names(entry, divide(name, after))

    keep_columns(locked, columns | {at: field})
    _judge_with(locked, settled)


@transaction.atomic
def turn_row(enrolment_list: EnrolmentList, line: int) -> None:
    """Read the whole name of one row from the other end than now; that settles it."""
    locked = lock_in_review(enrolment_list)
    at = whole_names_at({int(number): name for number, name in locked.columns.items()})
    if at is None:
        return

    def turned(row: EnrolmentListRow, entry: PersonEntry) -> PersonEntry:
        name = _whole_name(row, at)
        if row.line != line or not name:
            return entry
        parts = split_name(name, GIVEN_FIRST)
        if parts == (entry.given_names, entry.surname_1, entry.surname_2):
            parts = split_name(name, SURNAMES_FIRST)
        return with_names(entry, Divided(*parts))

    _judge_with(locked, turned)


def _whole_name(row: EnrolmentListRow, at: int) -> str:
    return without_title(row.raw[at]) if at < len(row.raw) else ""


def _is_as_read(entry: PersonEntry, name: str, order: NameOrder) -> bool:
    read = replace(divide(name, order), is_doubtful=False)
    return read == Divided(entry.given_names, entry.surname_1, entry.surname_2)


def _judge_with(
    locked: EnrolmentList, named: Callable[[EnrolmentListRow, PersonEntry], PersonEntry]
) -> None:
    rows = list(locked.rows.all())
    judge_again(locked, rows, [named(row, entry_of(row, {})) for row in rows])
