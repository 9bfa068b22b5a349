"""Headers, names and rows of lists as ministries write them (A38, A39)."""

import pytest

from courses.domain.enrolment_columns import (
    complete_columns,
    guess_columns,
    guess_field,
    what_columns_lack,
)
from courses.domain.enrolment_reading import (
    entries_of,
    level_of,
    read_list,
    read_pasted,
)
from lms.lib.errors import RuleViolation


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Correo electrónico", "email"),
        ("CORREO ", "email"),
        ("e-mail", "email"),
        ("mail institucional", "email"),
        ("Dirección de correo", "email"),
        ("Nombre(s)", "given_names"),
        ("NOMBRE", "given_names"),
        ("Primer apellido", "surname_1"),
        ("Apellido paterno", "surname_1"),
        ("Segundo apellido", "surname_2"),
        ("APELLIDO MATERNO", "surname_2"),
        ("Primer nombre", "given_names"),
        ("Segundo nombre", "second_given_name"),
        ("Ap. Paterno", "surname_1"),
        ("Primer Ap.", "surname_1"),
        ("Mpio.", "municipality"),
        ("Nombre completo", "full_name"),
        ("Nombre(s) y apellidos", "full_name"),
        ("Apellidos y nombre(s)", "surnames_and_names"),
        ("APELLIDO PATERNO, MATERNO Y NOMBRE(S)", "surnames_and_names"),
        ("Nombre del servidor público", "full_name"),
        ("Apellidos", "surnames"),
        ("Apellidos (los dos)", "surnames"),
        ("Apellido paterno y materno", "surnames"),
        ("Municipio", "municipality"),
        ("Ayuntamiento", "municipality"),
        ("Dependencia/Institución", "organisation"),
        ("Nombre de la dependencia", "organisation"),
        ("Cargo/Puesto", "position"),
        ("Cargo en la dependencia", "position"),
        ("Área", "area"),
        ("Área de adscripción", "area"),
        ("Nivel", "level"),
        ("Orden de gobierno", "level"),
        ("Nivel (municipal o estatal)", "level"),
        ("Estado", "state"),
        ("No.", ""),
        ("Sexo", ""),
        ("CURP", ""),
        ("Teléfono", ""),
        ("Nivel de estudios", ""),
        ("ana@x.mx", ""),
        ("Municipio " + "x" * 90, ""),
    ],
)
def test_a39_headers_are_recognised_whatever_their_spelling(header, field):
    assert guess_field(header) == field


def test_a39_two_columns_that_look_like_mail_are_left_open():
    columns = guess_columns(["Nombre completo", "Correo institucional", "Correo personal"])

    assert columns == {0: "full_name"}
    assert what_columns_lack(columns) == ["email"]


def test_a39_of_two_columns_called_mail_the_one_that_holds_addresses_is_taken():
    headers = ["Nombre completo", "Correo institucional", "Correo personal"]
    rows = [("Ana Paz Uc", "", "ana@x.mx"), ("Eva Sol Ek", "no tiene", "eva@x.mx")]

    assert complete_columns(guess_columns(headers), headers, rows) == {0: "full_name", 2: "email"}


def test_a39_of_two_columns_with_addresses_none_is_taken():
    rows = [("Ana Paz Uc", "a@x.gob.mx", "ana@x.mx"), ("Eva Sol Ek", "e@x.gob.mx", "eva@x.mx")]

    assert complete_columns({}, [], rows) == {0: "full_name"}


def test_columns_without_headers_are_told_by_what_they_hold():
    reading = read_pasted("1\tAna Paz Uc\tana@x.mx\n2\tEva Sol de la Cruz\teva@x.mx\n")

    assert reading.columns == {1: "full_name", 2: "email"}


def test_a_name_in_four_columns_is_put_together():
    reading = read_pasted(
        "Primer nombre\tSegundo nombre\tPaterno\tMaterno\tCorreo\nAna\tSofía\tPaz\tUc\tana@x.mx\n"
        "Eva\t\tSol\tEk\teva@x.mx\n"
    )

    names = [each.full_name for each in entries_of(reading.rows, reading.columns)]
    assert names == ["Ana Sofía Paz Uc", "Eva Sol Ek"]


def test_a_row_with_nothing_but_a_name_is_a_person_to_correct_and_a_remark_is_not():
    reading = read_pasted(
        "Nombre completo\tCorreo\nAna Paz Uc\tana@x.mx\nEva Sol Ek\t\nNota: faltan tres\t\n"
        "REGIÓN II AMECAMECA\t\nTotal 2 personas\t\n"
    )

    assert [row.line for row in reading.rows] == [2, 3]
    assert reading.notices[0] == ["not_people", [4, 5, 6]]


def test_a_name_column_without_surnames_holds_whole_names():
    assert guess_columns(["Nombre", "Correo"]) == {0: "full_name", 1: "email"}
    assert guess_columns(["Nombre", "Apellidos", "Correo"])[0] == "given_names"


def test_a_title_before_a_whole_name_is_not_taken_for_a_given_name():
    reading = read_list(b"Nombre completo,Correo\nLic. Juan Paz,j@x.mx\n", name="lista.csv")

    (entry,) = entries_of(reading.rows, reading.columns)
    assert (entry.given_names, entry.surname_1) == ("Juan", "Paz")


@pytest.mark.parametrize(
    ("text", "level"),
    [("Municipal", "municipal"), ("ESTATAL", "state"), ("Gob. Federal", "federal"), ("x", "")],
)
def test_levels_are_recognised(text, level):
    assert level_of(text) == level


MINISTRY = """SECRETARÍA DE PLANEACIÓN,,,,,,,
Relación de personas propuestas por municipio,,,,,,,
,,,,,,,
No.,Nombre(s),Apellidos,,Correo electrónico,Municipio,Cargo,CURP
,,Paterno,Materno,,,,
1,Ana,Peña,Ruiz,ana@x.mx,Toluca,Regidora,ABC
2,,,,,,,
,,,,,,,
3,Luis,Mora,,luis@x.mx,Lerma
No.,Nombre(s),Apellidos,,Correo electrónico,Municipio,Cargo,CURP
4,Eva,Sol,Paz,,Toluca,Síndica,
Total,3,,,,,,
Elaboró: Lic. Juan Pérez,,,,,,,
"""


def test_a38_titles_totals_remarks_and_repeated_headers_are_no_people():
    reading = read_list(MINISTRY.encode(), name="lista.csv")

    entries = entries_of(reading.rows, reading.columns)
    assert [(e.line, e.full_name, e.email, e.municipality, e.position) for e in entries] == [
        (6, "Ana Peña Ruiz", "ana@x.mx", "Toluca", "Regidora"),
        (9, "Luis Mora", "luis@x.mx", "Lerma", ""),
        (11, "Eva Sol Paz", "", "Toluca", "Síndica"),
    ]
    assert reading.notices == [["not_people", [10, 12, 13]]]
    assert "CURP" in reading.headers


def test_a_state_column_completes_the_municipality_and_pasted_rows_are_read():
    reading = read_pasted(
        "Nombre\tCorreo\tMunicipio\tEstado\nAna Paz\ta@x.mx\tMorelos\tZacatecas\n"
    )

    [entry] = entries_of(reading.rows, reading.columns)
    assert (entry.given_names, entry.surname_1) == ("Ana", "Paz")
    assert entry.municipality == "Morelos, Zacatecas"
    assert reading.notices == [["given_first", ""]]


def test_a_list_without_headers_is_kept_for_the_question_about_columns():
    reading = read_list(b"Ana,Paz,ana@x.mx\nEva,Sol,eva@x.mx\n", name="lista.csv")

    assert (len(reading.rows), reading.columns) == (2, {2: "email"})
    assert reading.headers == ["", "", ""]


def test_a_file_without_people_is_refused():
    with pytest.raises(RuleViolation) as refusal:
        read_list(b"Nombre,Correo\nTotal,0\n", name="lista.csv")

    assert refusal.value.code == "nobody"


def test_more_people_than_the_setting_allows_are_refused(settings):
    settings.IMPORT_MAX_ROWS = 3
    text = "Nombre,Correo\n" + "".join(f"Ana Paz,a{n}@x.mx\n" for n in range(4))

    with pytest.raises(RuleViolation) as refusal:
        read_list(text.encode(), name="lista.csv")

    assert refusal.value.code == "too_many_rows"


def test_surnames_that_share_a_column_are_said_to_be_divided_and_no_whole_name_is():
    reading = read_pasted("Nombre\tApellidos\tCorreo\nAna\tPaz Uc\ta@x.mx\n")

    assert reading.notices == [["split_surnames", ""]]
