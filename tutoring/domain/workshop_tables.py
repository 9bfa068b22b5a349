"""Reading who came to a workshop: a table of counts, or a list of names that is only counted."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import HEADER_LINES, NAME_FIELDS, guess_columns
from courses.domain.enrolment_places import Catalogue
from courses.domain.enrolment_reading import TOTALS, RawRow, entries_of
from courses.domain.enrolment_verdicts import said
from lms.lib.errors import RuleViolation
from lms.lib.tables import Line, Table
from lms.lib.text import fold
from tutoring.domain.workshops import Counted

PEOPLE = re.compile(r"\b(personas?|asistentes|participantes|people|total)\b")
INSTITUTIONS = re.compile(r"\b(instituciones|dependencias|organizaciones|institutions)\b")
NAMED = {"email", *NAME_FIELDS, "surnames", "surname_1"}


@dataclass(frozen=True)
class TableRow:
    """A municipality of the table: its counts, or why a row stays out."""

    line: int
    place: str
    counted: Counted | None = None
    code: str = ""  # Of the territory, as the form that keeps the counts sends it.
    problem: str | Promise = ""


@dataclass(frozen=True)
class ReadTable:
    rows: list[TableRow]
    is_a_list: bool  # Of names, which are counted and not kept.
    repeated: int = 0  # Names that stood in the list more than once.


def read_counts(
    tables: Sequence[Table], catalogue: Catalogue, *, elsewhere: tuple[str, str]
) -> ReadTable:
    """Return the counts that a file holds, by municipality. Pure.

    A list of names is counted: each person once, by e-mail or by name and municipality, and each
    institution once a municipality. Who names none counts for ``elsewhere`` (code, name).
    """
    for table in tables:
        for at, line in enumerate(table.lines[:HEADER_LINES]):
            columns = guess_columns(line.cells)
            below = table.lines[at + 1 :]
            numbers = _number_column(line, below, PEOPLE)
            places = [number for number, name in columns.items() if name == "municipality"]
            if numbers is not None and places:
                institutions = _number_column(line, below, INSTITUTIONS)
                return _counts(below, catalogue, places[0], numbers, institutions)
            if NAMED & set(columns.values()):
                return _names(below, columns, catalogue, elsewhere)
    raise RuleViolation(
        _("This table has neither municipalities with counts nor names of people."),
        code="no_header",
    )


def _number_column(header: Line, below: Sequence[Line], called: re.Pattern[str]) -> int | None:
    """Return the column that is called so and holds numbers: "Personas" may also hold names."""
    for number, cell in enumerate(header.cells):
        values = [line.cells[number] for line in below[:20] if number < len(line.cells)]
        filled = [value for value in values if value.strip()]
        if called.search(fold(cell)) and filled and all(map(_is_number, filled[:3])):
            return number
    return None


def _counts(
    lines: Sequence[Line],
    catalogue: Catalogue,
    place: int,
    people: int,
    institutions: int | None,
) -> ReadTable:
    rows: list[TableRow] = []
    seen: dict[str, int] = {}
    for line in lines:
        name = _cell(line, place)
        if not name or TOTALS.match(fold(name)):
            continue
        counted = Counted(
            number_in(_cell(line, people)),
            number_in(_cell(line, institutions)) if institutions is not None else 0,
        )
        found = catalogue.find(name)
        if found.municipality is None:
            rows.append(TableRow(line.number, name, problem=said(found.problem)[1]))
        elif min(counted.people, counted.institutions) < 0:
            rows.append(TableRow(line.number, name, problem=_("The count is no number.")))
        elif found.municipality.code in seen:
            twice = _("The same municipality as in row %(line)s.")
            earlier = {"line": seen[found.municipality.code]}
            rows.append(TableRow(line.number, name, problem=twice % earlier))
        else:
            seen[found.municipality.code] = line.number
            label = found.municipality.label
            rows.append(TableRow(line.number, label, counted, found.municipality.code))
    return ReadTable(rows, is_a_list=False)


def _names(
    lines: Sequence[Line],
    columns: Mapping[int, str],
    catalogue: Catalogue,
    elsewhere: tuple[str, str],
) -> ReadTable:
    raw = [RawRow(line.number, line.cells) for line in lines]
    people: dict[str, set[str]] = defaultdict(set)
    institutions: dict[str, set[str]] = defaultdict(set)
    labels = {elsewhere[0]: elsewhere[1]}
    everybody: set[str] = set()
    problems, repeated = [], 0
    for entry in entries_of(raw, dict(columns)):
        if not (entry.full_name or entry.email) or TOTALS.match(fold(entry.full_name)):
            continue
        place = elsewhere[0]
        if entry.municipality:
            found = catalogue.find(entry.municipality)
            if found.municipality is None:
                problems.append(
                    TableRow(entry.line, entry.municipality, problem=said(found.problem)[1])
                )
                continue
            place = found.municipality.code
            labels[place] = found.municipality.label
        who = entry.email.lower() or f"{fold(entry.full_name)} {place}"
        repeated += who in everybody
        if who not in everybody:
            everybody.add(who)
            people[place].add(who)
        if entry.organisation:
            institutions[place].add(fold(entry.organisation))
    rows = [
        TableRow(0, labels[place], Counted(len(who), len(institutions[place])), place)
        for place, who in sorted(people.items(), key=lambda each: fold(labels[each[0]]))
    ]
    return ReadTable([*rows, *problems], is_a_list=True, repeated=repeated)


def _cell(line: Line, number: int) -> str:
    return line.cells[number].strip() if number < len(line.cells) else ""


def _is_number(text: str) -> bool:
    return number_in(text) >= 0


def number_in(text: str) -> int:
    """Return a whole number as people write it, 0 for nothing, -1 for anything else."""
    bare = re.sub(r"[\s,]", "", text)
    if not bare:
        return 0
    return int(bare) if bare.isdecimal() and len(bare) < 8 else -1
