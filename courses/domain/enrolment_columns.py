"""What each column of a list holds: told by its header, else by what stands below it. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_names import GIVEN_FIRST, SURNAMES_FIRST, WHOLE_NAMES
from lms.lib.tables import Line
from lms.lib.text import fold

# What a column may hold; the three of NAME_PARTS become names, "state" and "country" complete a
# municipality.
FIELDS: dict[str, Promise] = {
    "email": _("E-mail"),
    "given_names": _("Given names"),
    "second_given_name": _("Second given name"),
    "surname_1": _("First surname"),
    "surname_2": _("Second surname"),
    "full_name": _("Full name"),
    "surnames_and_names": _("Full name, surnames first"),
    "surnames": _("Both surnames"),
    "municipality": _("Municipality"),
    "state": _("State"),
    "country": _("Country"),
    "organisation": _("Ministry or organisation"),
    "position": _("Position"),
    "area": _("Area"),
    "level": _("Level of government"),
}
# In this order: "Nivel (municipal o estatal)" is a level, "Cargo en la dependencia" a position.
VARIANTS = {
    "email": r"\b(correos?|e ?mails?|mails?)\b",
    # Before the surnames: "Apellido paterno, materno y nombre(s)" is one column.
    "surnames_and_names": r"\bapellidos?( s)?( (paterno|materno|primer|segundo|apellido|y))*"
    r" nombres?\b|^(surnames?|last names?)( and)?( given| first)? names?\b",
    "full_name": r"\b(nombre completo|nombres?( s)?( y)?( primer)? apellidos?|full name"
    r"|nombre de la persona|nombre del? (la )?(participante|servidora?|funcionari[oa])"
    r"|nombre de (la )?(servidora|funcionaria))\b|^(participante|persona)s?$",
    "surnames": r"^(apellidos( s)?( completos| los dos)?|apellidos? paterno( y)? materno"
    r"|(ambos|los dos) apellidos|primer( apellido)? y segundo apellido|surnames)$",
    "surname_2": r"\b(segundo ap(ellido)?|materno|apellido [2m]|2o? ap(ellido)?|ap mat"
    r"|second surname)\b",
    "surname_1": r"\b(primer ap(ellido)?|paterno|apellido [1p]|1e?r? ap(ellido)?|ap pat"
    r"|first surname|last name)\b|^(apellido|surname)$",
    "second_given_name": r"\b(segundo nombre|nombre 2|2o? nombre|middle name)\b",
    "given_names": r"^nombres?( s)?( de pila)?$|\b(primer nombre|nombre 1|1e?r? nombre"
    r"|given names?|first name)\b|^names?$",
    "level": r"\b(nivel|orden|ambito)\b(?!.*(estudio|academ|escola|educa))|\blevel\b",
    "country": r"^(pais|country)( (de|of) (residencia|trabajo|residence|work))?$",
    "state": r"^(estado|state|entidad( federativa)?)$",
    "municipality": r"municipi|\b(alcaldia|ayuntamiento|mpio|mun|ayto)\b",
    "position": r"\b(cargo|puesto|nombramiento|position|job title)\b",
    "organisation": r"\b(dependencia|institucion|organi[sz]acion|organismo|organi[sz]ation"
    r"|institution|secretaria|instancia|centro de trabajo)\b",
    "area": r"\b(area|unidad administrativa|departamento|adscripcion|direccion general)\b",
}
NAME_FIELDS = {"given_names", *WHOLE_NAMES}
SAYS_GIVEN_FIRST = re.compile(r"\bnombres?( s)?( y)?( primer)? apellidos?\b")
HEADER_LINES = 40
LONGEST_HEADER = 80
# How a line begins that is no name: the heading of a block, or a remark.
HEADINGS = re.compile(
    r"^(total|suma|nota|region|zona|bloque|grupo|lista|relacion|municipio|ayuntamiento|h "
    r"|secretaria"
    r"|direccion|dependencia|gobierno|estado|elabor|revis|autori|fecha|hoja|pagina|observacion"
    r"|participantes|personas|servidor|\d)"
)


@dataclass(frozen=True)
class Header:
    """The line of headers: its cells, what they mean, and how many lines it took to reach it."""

    cells: list[str]
    columns: dict[int, str]
    used: int


def guess_field(header: str) -> str:
    """Return the field that a header names, or "" when it names none of ours."""
    if len(header) > LONGEST_HEADER or "@" in header:
        return ""
    words = _words(header)
    return next((name for name, pattern in VARIANTS.items() if re.search(pattern, words)), "")


def order_told(header: str) -> str:
    """Return the field of whole names in the order that the header says, or ""."""
    if guess_field(header) == SURNAMES_FIRST:
        return SURNAMES_FIRST
    return GIVEN_FIRST if SAYS_GIVEN_FIRST.search(_words(header)) else ""


def _words(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(header)).strip()


def guess_columns(headers: Sequence[str]) -> dict[int, str]:
    """Return column → field for what can be told from the headers alone.

    Two columns that both look like mail are left open, so that somebody is asked. A column of
    names without one of surnames holds whole names.
    """
    guesses = [guess_field(header) for header in headers]
    columns: dict[int, str] = {}
    for number, name in enumerate(guesses):
        if name and name not in columns.values():
            columns[number] = name
    if guesses.count("email") > 1:
        columns = {number: name for number, name in columns.items() if name != "email"}
    if not {"surname_1", "surnames"} & set(columns.values()):
        columns = {
            number: "full_name" if name == "given_names" else name
            for number, name in columns.items()
        }
    return columns


def complete_columns(
    columns: dict[int, str], headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[int, str]:
    """Return ``columns`` with what the cells themselves say, where no header said it.

    An address has its sign, so one column with it is found even below a header that says
    nothing; of two columns called mail the one is taken that alone holds addresses. Whole names
    are told by their shape: two to six words, no digits, in most rows.
    """
    width = max((len(row) for row in rows), default=0)
    cells = {
        number: [row[number] for row in rows if number < len(row) and row[number]]
        for number in range(width)
        if number not in columns
    }
    found = dict(columns)
    if "email" not in found.values():
        with_address = [number for number in cells if _share(cells[number], _has_address) > 0.5]
        if len(with_address) == 1:
            found[with_address[0]] = "email"
    if not NAME_FIELDS & set(found.values()):
        unnamed = [
            number
            for number in cells
            if number not in found and not (number < len(headers) and headers[number])
        ]
        named = [number for number in unnamed if _share(cells[number], looks_like_a_name) > 0.7]
        if len(named) == 1:
            found[named[0]] = "full_name"
    return dict(sorted(found.items()))


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells) if cells else 0.0


def _has_address(cell: str) -> bool:
    return re.search(r"[^@\s]@[^@\s]+\.", cell) is not None


def looks_like_a_name(cell: str) -> bool:
    words = cell.split()
    letters = re.fullmatch(r"[^\d:;()/@]+", cell) is not None
    return letters and 2 <= len(words) <= 6 and not HEADINGS.match(fold(cell))


def what_columns_lack(columns: dict[int, str]) -> list[str]:
    """Return the fields without which nobody can be enrolled and that no column holds."""
    held = set(columns.values())
    lacking = [] if "email" in held else ["email"]
    return lacking if NAME_FIELDS & held else [*lacking, "given_names"]


def find_header(lines: list[Line]) -> Header:
    """Return the line, or the two lines, whose cells name the most of our fields."""
    best = Header([], {}, 0)
    best_score = 1  # A title may mention a municipality; headers name two things or more.
    for at, line in enumerate(lines[:HEADER_LINES]):
        candidates = [(list(line.cells), at + 1)]
        if at + 1 < len(lines) and _is_second_header(lines[at + 1].cells):
            candidates.append((_joined(line.cells, lines[at + 1].cells), at + 2))
        for cells, used in candidates:
            score = len({guess_field(cell) for cell in cells} - {""})
            if score > best_score:
                best, best_score = Header(cells, guess_columns(cells), used), score
    return best


def _is_second_header(cells: Sequence[str]) -> bool:
    """Say whether every cell of the line names a field: "Paterno", "Materno" below "Apellidos"."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(guess_field(cell) for cell in filled)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    width = max(len(above), len(below))
    pairs = zip(_padded(above, width), _padded(below, width), strict=True)
    # "Apellidos" over "Paterno" is said by the lower one.
    return [low or high for high, low in pairs]


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
