"""Whole names of a list read again from the other end, without losing what was written by hand."""

from collections.abc import Sequence
from dataclasses import replace

from courses.domain.enrolment_names import (
    GIVEN_FIRST,
    SURNAMES_FIRST,
    Divided,
    NameOrder,
    divide,
    split_name,
    without_title,
)
from courses.domain.enrolment_reading import PersonEntry, with_names
from courses.models import EnrolmentListRow


def settled(
    rows: Sequence[EnrolmentListRow],
    entries: Sequence[PersonEntry],
    *,
    at: int,
    before: str,
    after: str,
) -> list[PersonEntry]:
    """Return the entries with the names of column ``at`` read in the order ``after``, for sure.

    A name that is not as the order ``before`` divides it was written by hand, and stays.
    """
    pairs = zip(rows, entries, strict=True)
    return [_settled(entry, _whole_name(row, at), before, after) for row, entry in pairs]


def _settled(entry: PersonEntry, name: str, before: str, after: str) -> PersonEntry:
    read = replace(divide(name, NameOrder(before, is_sure=True)), is_doubtful=False)
    if not name or read != Divided(entry.given_names, entry.surname_1, entry.surname_2):
        return entry
    return with_names(entry, divide(name, NameOrder(after, is_sure=True)))


def turned(
    rows: Sequence[EnrolmentListRow], entries: Sequence[PersonEntry], *, at: int, line: int
) -> list[PersonEntry]:
    """Return the entries with the name of one line read from the other end; that settles it."""
    pairs = zip(rows, entries, strict=True)
    return [
        _turned(entry, _whole_name(row, at)) if row.line == line else entry for row, entry in pairs
    ]


def _turned(entry: PersonEntry, name: str) -> PersonEntry:
    parts = split_name(name, GIVEN_FIRST)
    if parts == (entry.given_names, entry.surname_1, entry.surname_2):
        parts = split_name(name, SURNAMES_FIRST)
    return with_names(entry, Divided(*parts)) if name else entry


def _whole_name(row: EnrolmentListRow, at: int) -> str:
    return without_title(row.raw[at]) if at < len(row.raw) else ""
