"""Reading a list of who came: whom each row means, and what it says about them.

Nothing is written here. Every row gets a verdict, and as many rows come out as went in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import HEADER_LINES, NAME_FIELDS, guess_columns
from courses.domain.enrolment_reading import TOTALS, PersonEntry, RawRow, ReadList, entries_of
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.tables import Line, Table
from lms.lib.text import fold
from tutoring.models import Attendance, InPersonSession

Status = Attendance.Status
STATUS_HEADER = re.compile(r"asisten|estatus|status|attendance|present|registro")
HOURS_HEADER = re.compile(r"^(horas?|hours?|hrs?)\b")
# What cells say, folded. Without a column that says anything, a signed row is somebody who came.
SAYS = {
    Status.PRESENT: {"presente", "present", "p", "si", "yes", "x", "1", "asistio", "a tiempo"},
    Status.LATE: {"retardo", "tarde", "late", "r", "llego tarde"},
    Status.ABSENT: {"ausente", "absent", "falta", "no", "0", "f", "no asistio"},
}


WHO = {"email", *NAME_FIELDS, "surnames", "surname_1"}


def read_attendance(tables: Sequence[Table]) -> ReadList:
    """Return the rows below the first header that names people; without one, names in column A.

    Rows that hold no letters are no people, and neither are totals. Pure.
    """
    found = next((each for each in map(_below_header, tables) if each), None)
    read = found or ReadList(["", ""], {0: "full_name"}, _people(tables[0].lines, 0))
    if not read.rows:
        raise RuleViolation(
            _("There are no people in this list. Was it the right file?"), code="nobody"
        )
    return read


def _below_header(table: Table) -> ReadList | None:
    for at, line in enumerate(table.lines[:HEADER_LINES]):
        columns = guess_columns(line.cells)
        named = [number for number, name in columns.items() if name in WHO]
        if named:
            rows = _people(table.lines[at + 1 :], *named)
            return ReadList(list(line.cells), columns, rows)
    return None


def _people(lines: Iterable[Line], *named: int) -> list[RawRow]:
    """Return the rows in which one of these columns has words."""
    rows = []
    for line in lines:
        words = [line.cells[number] for number in named if number < len(line.cells)]
        if any(map(str.isalpha, "".join(words))) and not TOTALS.match(fold(" ".join(words))):
            rows.append(RawRow(line.number, line.cells))
    return rows


class Verdict:
    READY, WARNING, FIX, DUPLICATE, WALK_IN = "ready", "warning", "fix", "duplicate", "walk_in"


@dataclass(frozen=True)
class ListRow:
    """A row of the list: where it stands, whom it names, and what becomes of it."""

    line: int
    name: str
    verdict: str
    reason: str | Promise = ""
    enrolment: Enrolment | None = None
    status: str = ""
    hours: str = ""
    note: str = ""


def judge(
    read: ReadList,
    session: InPersonSession,
    enrolments: Iterable[Enrolment],
    current: Mapping[int, Attendance],
) -> list[ListRow]:
    """Return a verdict for every row. ``current`` is enrolment → record in force. Pure."""
    people = _Directory(enrolments)
    status_column = _column(read, STATUS_HEADER)
    hours_column = _column(read, HOURS_HEADER)
    first_line: dict[int, int] = {}
    rows = []
    for raw, entry in zip(read.rows, entries_of(read.rows, read.columns), strict=True):
        said = _cell(raw.cells, status_column)
        row = _whom(people, entry)
        if row.enrolment:
            earlier = first_line.setdefault(row.enrolment.pk, row.line)
            if earlier != row.line:
                row = replace(
                    row,
                    verdict=Verdict.DUPLICATE,
                    reason=_("The same person as in row %(line)s.") % {"line": earlier},
                )
            else:
                has_column = status_column is not None
                row = _what(
                    row,
                    session,
                    said,
                    _cell(raw.cells, hours_column),
                    has_column=has_column,
                )
                row = _beside(row, current.get(row.enrolment.pk))
        rows.append(row)
    return rows


def counts(rows: Iterable[ListRow]) -> Counter[str]:
    return Counter(row.verdict for row in rows)


class _Directory:
    """Who of the cohort has an address, or the words of a name in whatever order."""

    def __init__(self, enrolments: Iterable[Enrolment]) -> None:
        self.by_mail: dict[str, Enrolment] = {}
        self.by_words: dict[tuple[str, ...], list[Enrolment]] = defaultdict(list)
        for each in enrolments:
            if each.participant.email:
                self.by_mail[each.participant.email.lower()] = each
            self.by_words[_words(each.participant.full_name)].append(each)


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))


def _whom(people: _Directory, entry: PersonEntry) -> ListRow:
    row = ListRow(entry.line, entry.full_name or entry.email, Verdict.WALK_IN)
    by_mail = people.by_mail.get(entry.email.lower()) if entry.email else None
    found = [by_mail] if by_mail else people.by_words.get(_words(entry.full_name), [])
    if len(found) > 1:
        return replace(
            row,
            verdict=Verdict.FIX,
            reason=_("Several people have this name. Add the e-mail to the list."),
        )
    if not found:
        return replace(row, reason=_("Not in the cohort: can be noted at the door."))
    [enrolment] = found
    row = replace(row, enrolment=enrolment, name=enrolment.participant.full_name)
    if not enrolment.holds_a_seat:
        return replace(
            row, verdict=Verdict.WALK_IN, reason=_("Has left the cohort."), enrolment=None
        )
    return row


def _what(
    row: ListRow, session: InPersonSession, said: str, hours: str, *, has_column: bool
) -> ListRow:
    word = fold(said)
    status = next((status for status, words in SAYS.items() if word in words), "")
    if not status and not has_column:
        status = Status.PRESENT
    if not status:
        return replace(
            row,
            verdict=Verdict.FIX,
            reason=_("“%(said)s” is neither present, late nor absent.") % {"said": said or "–"},
        )
    minutes = minutes_in(hours)
    if hours and (minutes is None or minutes > session.minutes):
        return replace(
            row,
            verdict=Verdict.FIX,
            reason=_("“%(said)s” are no hours of this session.") % {"said": hours},
        )
    return replace(row, verdict=Verdict.READY, status=status, hours=hours and hours_text(minutes))


def _beside(row: ListRow, attendance: Attendance | None) -> ListRow:
    """Say when the row would correct what is recorded already."""
    if row.verdict != Verdict.READY or attendance is None:
        return row
    same_minutes = not row.hours or minutes_in(row.hours) == attendance.minutes
    if attendance.status == row.status and same_minutes:
        return replace(row, reason=_("Recorded already: nothing changes."))
    return replace(
        row,
        verdict=Verdict.WARNING,
        reason=_("Corrects what is recorded: %(status)s.")
        % {"status": attendance.get_status_display()},
    )


def minutes_in(text: str) -> int | None:
    """Return the minutes of "3", "3.5", "3,5 h" or "3:30"; None for anything else. Pure."""
    found = re.fullmatch(r"(\d{1,2})(?:(:)(\d{2})|[.,](\d{1,2}))?\s*(?:h|hrs?|horas?)?", fold(text))
    if not found:
        return None
    hours = int(found[1]) * 60
    if found[2]:
        return hours + int(found[3])
    return hours + round(float(f"0.{found[4] or 0}") * 60)


def hours_text(minutes: int) -> str:
    """Write minutes so that ``minutes_in`` reads the same: 210 → 3.5, 200 → 3:20. Pure."""
    return f"{minutes / 60:g}" if minutes % 3 == 0 else f"{minutes // 60}:{minutes % 60:02}"


def _column(read: ReadList, header: re.Pattern[str]) -> int | None:
    """Return the first column that holds nothing about the person and is called so."""
    for number, cell in enumerate(read.headers):
        if number not in read.columns and header.search(fold(cell)):
            return number
    return None


def _cell(cells: tuple[str, ...], number: int | None) -> str:
    return cells[number].strip() if number is not None and number < len(cells) else ""
