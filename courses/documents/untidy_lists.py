"""Lists as ministries send them, to try the importer with: the same people, many messes."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from courses.documents.untidy_formats import write_ods, write_xls
from courses.domain.demo_people import TITLES, DemoPerson

Row = tuple[str, ...]
People = Sequence[DemoPerson]
NAMES = ("Nombre(s)", "Primer apellido", "Segundo apellido")
FACTS = (
    "Correo electrónico",
    "Orden de gobierno",
    "Municipio",
    "Dependencia",
    "Cargo/Puesto",
    "Área",
)
HEADERS = (*NAMES, *FACTS)


@dataclass(frozen=True)
class UntidyList:
    """A file: what it is called, how it is untidy, and how it is written."""

    name: str
    mess: str
    write: Callable[[People], bytes]


def _names(one: DemoPerson) -> Row:
    return one.given_names, one.surname_1, one.surname_2


def _facts(one: DemoPerson) -> Row:
    return one.email, one.level, one.municipality, one.organisation, one.position, one.area


def _row(one: DemoPerson) -> Row:
    return (*_names(one), *_facts(one))


def _surnames_first(one: DemoPerson) -> str:
    return " ".join(filter(None, [one.surname_1, one.surname_2, one.given_names])).upper()


# Workbooks


def _book(draw: Callable[[xlsxwriter.Workbook, Worksheet], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        draw(book, book.add_worksheet("Personas propuestas"))
    return target.getvalue()


def titles_and_total(people: People) -> bytes:
    """Three merged titles, headers in row 6, a total and a signature below."""

    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for line, title in enumerate(TITLES):
            sheet.merge_range(line, 0, line, len(HEADERS), title)
        sheet.write_row(5, 0, ("No.", *HEADERS))
        for line, one in enumerate(people, 1):
            sheet.write_row(5 + line, 0, (line, *_row(one)))
        end = 7 + len(people)
        sheet.write_row(end, 0, ("Total", len(people)))
        sheet.write(end + 3, 1, "Elaboró: Lic. Nombre y apellidos")

    return _book(draw)


def merged_cells(people: People) -> bytes:
    """Headers in two rows under merged ones, and one cell for the people of a municipality."""

    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(2, 0, ("Nombre(s)", "Apellidos", "", *FACTS))
        sheet.merge_range(2, 1, 2, 2, "Apellidos")
        sheet.write_row(3, 1, ("Paterno", "Materno"))
        line = 4
        for place, group in groupby(people, key=lambda one: one.municipality):
            rows = [_row(one) for one in group]
            for number, row in enumerate(rows):
                sheet.write_row(line + number, 0, row)
            if place and len(rows) > 1:
                sheet.merge_range(line, 5, line + len(rows) - 1, 5, place)
            line += len(rows)

    return _book(draw)


def hidden_parts(people: People) -> bytes:
    """A hidden column of identifiers, a hidden row of somebody taken off, a sheet of lists."""

    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ("CURP", *HEADERS))
        sheet.write_row(1, 0, ("X", "Persona", "Retirada", "", "retirada@demo.example"))
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for line, one in enumerate(people, 2):
            sheet.write_row(line, 0, (f"XEXX010101HNEXXXA{line % 10}", *_row(one)))
        lists = book.add_worksheet("Catálogo")
        lists.write_column(0, 0, ["Municipio", *sorted({one.municipality for one in people})])

    return _book(draw)


def blocks(people: People) -> bytes:
    """A block for each municipality: a heading, the headers again, its people, a subtotal."""

    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        line = 1
        for place, group in groupby(people, key=lambda one: one.municipality):
            rows = [_row(one) for one in group]
            sheet.write(line, 1, f"AYUNTAMIENTO: {place}" if place else "GOBIERNO DEL ESTADO")
            sheet.write_row(line + 1, 0, HEADERS)
            for number, row in enumerate(rows, 2):
                sheet.write_row(line + number, 0, row)
            sheet.write_row(line + len(rows) + 2, 0, ("Subtotal", len(rows)))
            line += len(rows) + 5  # Two rows stay blank.

    return _book(draw)


def four_names(people: People) -> bytes:
    """A name in four columns; numbers and dates where words are expected."""

    def draw(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        headers = ("No.", "Primer nombre", "Segundo nombre", "Ap. paterno", "Ap. materno", *FACTS)
        sheet.write_row(0, 0, (*headers, "Teléfono", "Alta"))
        for line, one in enumerate(people, 1):
            first, _space, second = one.given_names.partition(" ")
            names = (first, second, one.surname_1, one.surname_2)
            sheet.write_row(line, 0, (line, *names, *_facts(one)[:-1], 100 + line, 7220000000))
            sheet.write_datetime(line, len(headers) + 1, date(2026, 1, 8), day)

    return _book(draw)


def formulas(people: People) -> bytes:
    """Addresses and municipalities that are computed; only their last values are in the file."""

    def draw(_book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, HEADERS)
        for line, one in enumerate(people, 1):
            sheet.write_row(line, 0, _row(one))
            sheet.write_formula(line, 3, f"=LOWER(Z{line})", None, one.email)
            sheet.write_formula(line, 5, f"=VLOOKUP(Y{line},X:Y,2)", None, one.municipality)
            sheet.write_formula(line, 8, f"=VLOOKUP(Y{line},X:Z,3)", None, "#N/A")

    return _book(draw)


def libre_office(people: People) -> bytes:
    """LibreOffice's kind, with an empty row and column around the table."""
    return write_ods("Lista", [(), ("", *HEADERS), *(("", *_row(one)) for one in people)])


def old_excel(people: People) -> bytes:
    """Excel's kind of 1997, with one title."""
    return write_xls("Lista", [TITLES[:1], HEADERS, *map(_row, people)])


# Text


def _text(rows: Iterable[Row], separator: str, *, ends: str = "\r\n") -> str:
    return ends.join(separator.join(row) for row in rows) + ends


def _old(text: str) -> str:
    """Write an apostrophe for the saltillo, large or small, which old encodings do not know."""
    return text.replace("\ua78b", "’").replace("\ua78c", "’")


def bar_and_sep(people: People) -> bytes:
    """A first line that says the separator, in Windows-1252."""
    return b"sep=|\r\n" + _old(_text([HEADERS, *map(_row, people)], "|")).encode("cp1252")


def semicolons(people: People) -> bytes:
    """Semicolons, Windows-1252, one column that says that the surnames come first."""
    rows = [("Apellidos y nombre(s)", *FACTS)]
    rows += [(_surnames_first(one), *_facts(one)) for one in people]
    return _old(_text(rows, ";")).encode("cp1252")


def unicode_text(people: People) -> bytes:
    """What Excel calls Unicode text: tabs, UTF-16, and more columns than are needed."""
    rows = [(*HEADERS, "Sexo", "Observaciones"), *((*_row(one), "-", "") for one in people)]
    return "\ufeff".encode("utf-16-le") + _text(rows, "\t").encode("utf-16-le")


def macintosh(people: People) -> bytes:
    """An old Macintosh: its own letters and its own ends of lines."""
    return _old(_text([HEADERS, *map(_row, people)], ";", ends="\r")).encode("mac_roman")


def whole_names(people: People) -> bytes:
    """One column of whole names in capitals, surnames first though the header is silent, titles."""
    rows: list[Row] = [("Nombre completo", *FACTS)]
    rows += [(f"LIC. {_surnames_first(one)}", *_facts(one)) for one in people]
    return _text(rows, ",").encode("utf-8-sig")


def line_breaks(people: People) -> bytes:
    """Line breaks and separators inside of quoted cells, empty columns at both ends."""
    rows: list[Row] = [("", "Nombre(s)", '"Apellidos\n(los dos)"', *FACTS, "", "")]
    for one in people:
        surnames = f'"{one.surname_1}\n{one.surname_2}"'
        email, *others = _facts(one)
        rows.append(
            ("", one.given_names, surnames, email, *(f'"{each}"' for each in others), "", "")
        )
    return _text(rows, ",").encode()


def pasted(people: People) -> bytes:
    """Cells pasted out of a message: no-break spaces, addresses with a name, a link, a comma."""
    rows: list[Row] = [HEADERS]
    ways = ("{0}", "mailto:{0}", "{1} <{0}>", "{0};", " {0}\u200b")
    for number, one in enumerate(people):
        email = ways[number % len(ways)].format(one.email, one.given_names) if one.email else ""
        names = (f"\u00a0{one.given_names}\u00a0", f"{one.surname_1}  ", one.surname_2)
        rows.append((*names, email, *_facts(one)[1:]))
    return _text(rows, "\t", ends="\n").encode()


UNTIDY_LISTS = tuple(
    UntidyList(name, (write.__doc__ or "").rstrip("."), write)
    for name, write in (
        ("01-titulos.xlsx", titles_and_total),
        ("02-celdas-combinadas.xlsx", merged_cells),
        ("03-ocultas.xlsx", hidden_parts),
        ("04-bloques.xlsx", blocks),
        ("05-cuatro-nombres.xlsx", four_names),
        ("06-formulas.xlsx", formulas),
        ("07-libreoffice.ods", libre_office),
        ("08-excel-97.xls", old_excel),
        ("09-sep.csv", bar_and_sep),
        ("10-punto-y-coma.csv", semicolons),
        ("11-texto-unicode.txt", unicode_text),
        ("12-macintosh.csv", macintosh),
        ("13-nombre-completo.csv", whole_names),
        ("14-saltos-de-linea.csv", line_breaks),
        ("15-pegado.txt", pasted),
    )
)
