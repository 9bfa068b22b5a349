"""Reading tables: encodings (A36), ragged sheets (A38), bombs and disguises (A45 to A47)."""

import io
import socket
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.utils.translation import override

from lms.lib import workbook as workbooks
from lms.lib.errors import RuleViolation
from lms.lib.tables import decode, read_tables, read_text
from lms.lib.workbook_limits import Limits

LIMITS = Limits(bytes=200_000, unpacked_bytes=2_000_000, rows=50, columns=12, cell=200)
NAMES = "Nombre;Correo\nÑandú Güemes Peñaló;a@x.mx\nÍñigo Ávalos;b@x.mx\n"


def workbook(fill):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    fill(book)
    book.close()
    return target.getvalue()


def one_sheet(rows):
    def fill(book):
        sheet = book.add_worksheet("Lista")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


def repacked(content, *, replace=None, add=None):
    """Return the workbook with parts replaced or added, as an attacker would."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, (replace or {}).get(name, old.read(name)))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return target.getvalue()


def cells(table):
    return [(line.number, *line.cells) for line in table.lines]


def code_of(content, name="lista.xlsx", limits=LIMITS):
    with pytest.raises(RuleViolation) as refusal:
        read_tables(content, name=name, limits=limits)
    assert str(refusal.value.messages[0])
    return refusal.value.code


# Encodings


@pytest.mark.parametrize(
    ("codec", "shown"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
        ("cp850", "MS-DOS 850"),
    ],
)
def test_a36_names_are_intact_in_every_encoding(codec, shown):
    [table] = read_tables(NAMES.encode(codec), name="lista.csv", limits=LIMITS)

    assert cells(table) == [
        (1, "Nombre", "Correo"),
        (2, "Ñandú Güemes Peñaló", "a@x.mx"),
        (3, "Íñigo Ávalos", "b@x.mx"),
    ]
    assert (table.encoding, table.is_encoding_certain) == (shown, True)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "Nʼaní Peña"),
        ("utf-16-le", "Nʼaní Peña"),
        ("cp1252", "Peña D’Angelo"),
        ("mac_roman", "Peña D’Angelo"),
    ],
)
def test_a36_an_apostrophe_is_intact_in_every_encoding(codec, name):
    [table] = read_tables(f"Nombre;Correo\n{name};a@x.mx".encode(codec), name="x", limits=LIMITS)

    assert (cells(table)[1], table.is_encoding_certain) == ((2, name, "a@x.mx"), True)


@pytest.mark.parametrize(
    ("codec", "name", "is_certain"),
    [
        ("cp1252", "Luz D’Angelo", True),  # On another system: DíAngelo.
        ("mac_roman", "Luz Martín", False),  # On another system: Mart’n.
    ],
)
def test_a36_a_sign_that_two_encodings_read_as_names_asks_for_a_look(codec, name, is_certain):
    text, _name, found_certain = decode(f"Nombre;Correo\n{name};a@x.mx".encode(codec))

    assert (name in text, found_certain) == (True, is_certain)


def test_a36_an_old_encoding_with_odd_signs_asks_for_a_look():
    _text, name, is_certain = decode("Nombre;Æ÷ß\nPeña".encode("cp1252"))

    assert (name, is_certain) == ("Windows-1252", False)


def test_a36_decomposed_letters_and_saltillo_arrive_composed():
    table = read_text("Nombre\tCorreo\nMun\u0303oz Mꞌothe\ta@x.mx\n", limits=LIMITS)

    assert cells(table)[1] == (2, "Muñoz Mꞌothe", "a@x.mx")


# Separated text


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    text = separator.join(["Nombre", "Correo", "Cargo"]) + "\n"
    text += separator.join(["Ana", "a@x.mx", "Jefa"]) + "\n"

    assert cells(read_text(text, limits=LIMITS))[1] == (2, "Ana", "a@x.mx", "Jefa")


def test_excels_separator_line_and_quoted_breaks_are_understood():
    table = read_text('sep=;\nNombre;Cargo\nAna;"Jefa;\nde área"\n', limits=LIMITS)

    assert cells(table) == [(1, "Nombre", "Cargo"), (2, "Ana", "Jefa; de área")]


def test_a38_ragged_and_empty_rows_keep_their_numbers():
    table = read_text("a,b,c\n\n,,\n1\n1,2,3,,\n", limits=LIMITS)

    assert cells(table) == [(1, "a", "b", "c"), (4, "1"), (5, "1", "2", "3")]


# Workbooks


def test_values_are_read_as_people_see_them():
    content = one_sheet([["No.", "Nombre"], [1, "  Ana\u200b   López "], [2.5, "=1+1"]])

    [table] = read_tables(content, name="lista.xlsx", limits=LIMITS)

    assert cells(table)[:2] == [(1, "No.", "Nombre"), (2, "1", "Ana López")]


def test_a38_hidden_rows_columns_and_sheets_are_left_out_and_said():
    def fill(book):
        secret = book.add_worksheet("Oculta")
        secret.write_row(0, 0, ["Nombre", "Correo"])
        sheet = book.add_worksheet("Lista")
        for number, row in enumerate([["Nombre", "CURP", "Correo"], *[["Ana", "X", "a@x"]] * 4]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.activate()
        secret.hide()

    [table] = read_tables(workbook(fill), name="lista.xlsx", limits=LIMITS)

    assert table.sheet == "Lista"
    assert table.hidden_lines == (3,)
    assert table.hidden_columns == 1
    assert [line.number for line in table.lines] == [1, 2, 4, 5]
    assert table.lines[0].cells == ("Nombre", "Correo")


def test_a38_a_merged_municipality_belongs_to_each_of_its_rows():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "Lista de personas")
        sheet.write_row(1, 0, ["Municipio", "Nombre"])
        sheet.merge_range(2, 0, 3, 0, "Toluca")
        sheet.write(2, 1, "Ana")
        sheet.write(3, 1, "Luis")

    [table] = read_tables(workbook(fill), name="lista.xlsx", limits=LIMITS)

    assert cells(table)[2:] == [(3, "Toluca", "Ana"), (4, "Toluca", "Luis")]


# Too much


def test_a45_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(one_sheet([["a"]]), add={"xl/media/zeros.bin": b"\0" * 3_000_000})

    assert len(bomb) < LIMITS.bytes
    assert code_of(bomb) == "unpacked_size"


def test_a45_a_directory_that_lies_about_sizes_is_refused():
    content = repacked(one_sheet([["a"]]), add={"xl/worksheets/sheet9.xml": b"<a>" * 400_000})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        real = archive.getinfo("xl/worksheets/sheet9.xml").file_size
    lying = content.replace(real.to_bytes(4, "little"), (9).to_bytes(4, "little"))

    assert code_of(lying) == "damaged"


def test_a45_a_hundred_thousand_members_are_refused():
    members = {f"x{number}": b"" for number in range(1200)}

    assert code_of(repacked(one_sheet([["a"]]), add=members)) == "unpacked_size"


def test_a45_a_cell_at_the_end_of_the_world_makes_no_room_for_all_before_it():
    sheet = (
        b'<worksheet><sheetData><row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c>'
        b"</row></sheetData></worksheet>"
    )
    far_down = repacked(
        one_sheet([["a"]]), replace={"xl/worksheets/sheet1.xml": sheet % (900000, b"A", 900000)}
    )
    far_right = repacked(
        one_sheet([["a"]]), replace={"xl/worksheets/sheet1.xml": sheet % (1, b"XFD", 1)}
    )

    assert code_of(far_down) == "too_many_rows"
    assert code_of(far_right) == "too_many_columns"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["a"]] * 260, "too_many_rows"),
        ([["a"] * 13], "too_many_columns"),
        ([["x" * 201]], "cell_too_long"),
    ],
)
def test_rows_columns_and_cells_have_limits(rows, code):
    assert code_of(one_sheet(rows)) == code
    text = "\n".join(",".join(row) for row in rows)
    assert code_of(text.encode(), name="lista.csv") == code


def test_a_file_over_the_limit_is_refused_unread():
    assert code_of(b"x" * 200_001, name="lista.csv") == "too_large"


def test_a45_members_that_would_leave_their_folder_are_never_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    link = zipfile.ZipInfo("xl/worksheets/link")
    link.external_attr = 0o120777 << 16
    attack = repacked(
        one_sheet([["Nombre", "Correo"]]),
        add={
            "../../escaped.txt": b"x",
            "/tmp/escaped.txt": b"x",  # noqa: S108 -- the name is the attack
            "xl/media/inner.zip": repacked(one_sheet([["a"]])),
            link: b"/etc/passwd",
        },
    )

    [table] = read_tables(attack, name="lista.xlsx", limits=LIMITS)

    assert cells(table) == [(1, "Nombre", "Correo")]
    assert list(tmp_path.rglob("*")) == []


# What is no workbook


def test_a45_truncated_and_duplicated_workbooks_are_refused():
    content = one_sheet([["Nombre", "Correo"]] * 9)
    assert code_of(content[: len(content) // 2]) == "damaged"
    target = io.BytesIO(content)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(target, "a") as archive,
    ):
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert code_of(target.getvalue()) == "damaged"


def test_a45_an_encrypted_workbook_is_named_so():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    assert code_of(ole) == "password"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_a46_entities_are_refused(part, declaration):
    content = one_sheet([["Nombre"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part)
    head, _end, body = xml.partition(b"?>")

    attack = repacked(content, replace={part: head + b"?>" + declaration + body})

    assert code_of(attack) == "unsafe"


def test_a46_what_a_workbook_points_to_outside_is_never_asked_for():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        outside = f"http://127.0.0.1:{listener.getsockname()[1]}/x.xlsx"

        def fill(book):
            sheet = book.add_worksheet("Lista")
            sheet.write_row(0, 0, ["Nombre", "Correo", "Cargo"])
            sheet.write_formula(1, 0, f"='{outside}'!A1", value="Ana")
            sheet.write_url(1, 1, outside, string="a@x.mx")
            sheet.write_formula(1, 2, "=cmd|'/C calc'!A0", value="Jefa")

        linked = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" TargetMode="External" Type="http://schemas.openxmlformats.org/'
            f'officeDocument/2006/relationships/externalLinkPath" Target="{outside}"/>'
            "</Relationships>"
        )
        attack = repacked(
            workbook(fill),
            add={
                "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": linked.encode(),
            },
        )

        [table] = read_tables(attack, name="lista.xlsx", limits=LIMITS)

        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert cells(table)[1] == (2, "Ana", "a@x.mx", "Jefa")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "lista.xlsx"),
        (b"<html><table><tr><td>Nombre</td></tr></table></html>", "lista.xls"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "lista.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "carta.doc"),
        (b"\x89PNG\r\n", "lista.csv"),
        (one_sheet([["a"]]), "lista.xlsm"),
        (repacked(one_sheet([["a"]]), add={"xl/vbaProject.bin": b"x"}), "lista.xlsx"),
        (repacked(one_sheet([["a"]]), add={"Index/Document.iwa": b"x"}), "lista.xlsx"),
    ],
)
def test_a47_other_kinds_are_refused_with_what_to_send(content, name):
    with pytest.raises(RuleViolation) as refusal:
        read_tables(content, name=name, limits=LIMITS)

    assert refusal.value.code == "kind"
    assert ".xlsx" in refusal.value.messages[0]


def test_a47_the_refusal_says_in_spanish_what_to_send():
    with override("es-mx"), pytest.raises(RuleViolation) as refusal:
        read_tables(b"%PDF-1.7 ...", name="lista.xlsx", limits=LIMITS)
    with override("es-mx"):
        said = refusal.value.messages[0]

    assert said == (
        "Es un PDF: su tabla no puede leerse con seguridad. "
        "Guarde la lista como libro de Excel (.xlsx) o como CSV y vuelva a cargarla."
    )


def test_a47_a_zip_that_is_no_workbook_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("word/document.xml", "<w/>")

    assert code_of(target.getvalue(), name="lista.xlsx") == "kind"


def test_plain_text_called_xls_is_read():
    [table] = read_tables(b"Nombre\tCorreo\nAna\ta@x.mx\n", name="export.xls", limits=LIMITS)

    assert len(table.lines) == 2


@pytest.mark.parametrize("content", [b"", b"  \n "])
def test_an_empty_file_is_said_to_be_empty(content):
    assert code_of(content, name="lista.csv") == "empty"


# Workbooks of LibreOffice, and of an old Excel

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
ODS_FOOT = "</office:spreadsheet></office:body></office:document-content>"
ODS_TEXT = '<table:table-cell office:value-type="string">'
ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def ods(tables, manifest=b"<manifest/>"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_KIND)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS_HEAD + tables + ODS_FOOT)
    return target.getvalue()


def ods_row(*texts, **attributes):
    said = "".join(
        f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    inside = "".join(
        text if text.startswith("<") else f"{ODS_TEXT}<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row{said}>{inside}</table:table-row>"


def test_a_workbook_of_libreoffice_is_read_without_what_it_hides():
    tall = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>Mérida</text:p></table:table-cell>"
    )
    number = (
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p>'
        "</table:table-cell>"
    )
    content = ods(
        '<table:table table:name="Lista"><table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/>'
        + ods_row("Lista del estado")
        + ods_row("<table:table-cell/>", number_rows_repeated=2)
        + ods_row("Nombre", "Correo", "Municipio", "Nota")
        + ods_row("Ñandú", "a@x.mx", tall, "x")
        + ods_row("Íñigo", number, "<table:covered-table-cell/>", "y")
        + ods_row("Oculta", "o@x.mx", "Kanasín", "z", visibility="filter")
        + ods_row(
            '<table:table-cell table:number-columns-repeated="1024"/>',
            number_rows_repeated=1_000_000,
        )
        + '</table:table><table:table table:name="Otra" table:style-name="gone">'
        + ods_row("no se ve")
        + "</table:table>"
    )

    [table] = read_tables(content, name="lista.ods", limits=LIMITS)

    assert cells(table) == [
        (1, "Lista del estado"),
        (4, "Nombre", "Correo", "Municipio"),
        (5, "Ñandú", "a@x.mx", "Mérida"),
        (6, "Íñigo", "12", "Mérida"),
    ]
    assert (table.hidden_lines, table.hidden_columns) == ((7,), 1)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row("a", number_rows_repeated=1_000_000), "too_many_rows"),
        (ods_row("x" * 201), "cell_too_long"),
        (
            ods_row('<table:table-cell table:number-columns-repeated="40"/>', "a"),
            "too_many_columns",
        ),
        (
            ods_row(
                '<table:table-cell table:number-columns-repeated="16000" office:value="1"'
                ' office:value-type="float"/>'
            ),
            "too_many_columns",
        ),
        (ods_row("a") + "<table:table-row>", "damaged"),
    ],
)
def test_a45_a_workbook_of_libreoffice_is_measured_before_it_is_parsed(rows, code):
    content = ods(f'<table:table table:name="Lista">{rows}</table:table>')

    assert code_of(content, "lista.ods") == code


def test_a47_a_workbook_of_libreoffice_with_a_password_is_refused():
    content = ods("", manifest=b"<manifest><encryption-data/></manifest>")

    assert code_of(content, "lista.ods") == "password"


def test_a_workbook_of_an_old_excel_is_read_with_its_merged_cells():
    content = (Path(__file__).parent / "lista.xls").read_bytes()

    [table] = read_tables(content, name="lista.xls", limits=LIMITS)

    assert cells(table)[:4] == [
        (1, "Gobierno del Estado de Yucatán"),
        (4, "Nombre(s)", "Apellidos", "Correo electrónico", "Municipio", "Cargo"),
        (5, "Ñandú", "Güemes Peñaló", "n@x.gob.mx", "Mérida", "Regidora"),
        (6, "Íñigo", "Ávalos Uc", "i@x.gob.mx", "Mérida", "2026-01-02"),
    ]
    assert code_of(content[:3000], "lista.xls") == "damaged"


def test_a45_a_workbook_that_needs_too_much_memory_ends_with_a_sentence(monkeypatch):
    rows = [[f"{row}-{column}".ljust(190, "x") for column in range(12)] for row in range(50)]
    monkeypatch.setattr(workbooks, "MEGABYTES", 1)

    assert code_of(one_sheet(rows)) == "unpacked_size"
