"""Whole names: at which end the surnames stand, and where each is divided."""

import pytest

from courses.domain.enrolment_names import (
    GIVEN_FIRST,
    SURNAMES_FIRST,
    Divided,
    NameOrder,
    divide,
    guess_order,
    split_name,
    split_surnames,
    without_title,
)
from courses.domain.enrolment_reading import entries_of, read_list

UNKNOWN = ["Nꞌyeni Däthe Ku'uk", "Mꞌothe Zinacan"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("José Ángel Ruiz Toledo", ("José Ángel", "Ruiz", "Toledo")),
        ("María del Carmen Pérez de la Cruz", ("María del Carmen", "Pérez", "de la Cruz")),
        ("Juan Carlos Pérez", ("Juan Carlos", "Pérez", "")),
        ("Ana López", ("Ana", "López", "")),
        ("Citlali", ("Citlali", "", "")),
        ("Nꞌyeni Ku'uk Däthe", ("Nꞌyeni", "Ku'uk", "Däthe")),
        ("", ("", "", "")),
    ],
)
def test_whole_names_are_divided_as_usual_in_mexico(name, parts):
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("PEÑA NÚÑEZ MARÍA JOSÉ", ("MARÍA JOSÉ", "PEÑA", "NÚÑEZ")),
        ("DE LA CRUZ DEL RÍO MARÍA DEL CARMEN", ("MARÍA DEL CARMEN", "DE LA CRUZ", "DEL RÍO")),
        ("Ek Uc Ana", ("Ana", "Ek", "Uc")),
        ("Ek Ana Laura", ("Ana Laura", "Ek", "")),
        ("Pérez Juan", ("Juan", "Pérez", "")),
    ],
)
def test_surnames_that_come_first_are_divided_from_the_other_end(name, parts):
    assert split_name(name, SURNAMES_FIRST) == parts


def test_a_comma_tells_the_surnames_whatever_the_column_says():
    read = divide("Ruiz Toledo, José Ángel", NameOrder(GIVEN_FIRST, is_sure=False))

    assert read == Divided("José Ángel", "Ruiz", "Toledo")


@pytest.mark.parametrize(
    ("names", "told", "order"),
    [
        (["PEÑA NÚÑEZ MARÍA JOSÉ"], "", NameOrder(SURNAMES_FIRST, True)),
        (["María José Peña Núñez", "Ana Uc Ek"], "", NameOrder(GIVEN_FIRST, True)),
        (["Peña Núñez María José", "Ana Uc Ek"], "", NameOrder(GIVEN_FIRST, False)),
        (UNKNOWN, "", NameOrder(GIVEN_FIRST, False)),
        (UNKNOWN, SURNAMES_FIRST, NameOrder(SURNAMES_FIRST, True)),
        (["Ana Uc Ek", "Eva Sol Ek"], SURNAMES_FIRST, NameOrder(GIVEN_FIRST, False)),
        (["Pérez Uc, Ana"], "", NameOrder(GIVEN_FIRST, False)),
    ],
)
def test_the_order_of_a_column_is_told_by_its_header_and_its_names(names, told, order):
    assert guess_order(names, told=told) == order


def test_one_column_with_surnames_first_is_read_so_without_a_question():
    rows = "PEÑA NÚÑEZ MARÍA JOSÉ,a@x.mx\nCANUL EK JUAN,b@x.mx\nDÄTHE KU'UK Nꞌyeni,c@x.mx\n"
    reading = read_list(f"Nombre completo,Correo\n{rows}".encode(), name="lista.csv")

    people = entries_of(reading.rows, reading.columns, is_order_sure=reading.is_order_sure)
    assert reading.notices == [["surnames_first", ""]]
    assert [(one.given_names, one.surname_1, one.surname_2) for one in people] == [
        ("MARÍA JOSÉ", "PEÑA", "NÚÑEZ"),
        ("JUAN", "CANUL", "EK"),
        ("Nꞌyeni", "DÄTHE", "KU'UK"),
    ]
    assert not any(one.is_name_doubtful for one in people)


def test_a_name_against_the_order_of_its_column_is_read_its_own_way_and_doubted():
    order = NameOrder(GIVEN_FIRST, is_sure=True)

    read = [divide(name, order) for name in ("Peña Núñez María José", "Ku'uk María", "Ana Uc")]

    assert read == [
        Divided("María José", "Peña", "Núñez", is_doubtful=True),
        Divided("Ku'uk", "María", "", is_doubtful=True),
        Divided("Ana", "Uc", ""),
    ]


def test_where_the_order_is_a_guess_the_names_that_say_nothing_are_doubted():
    order = NameOrder(GIVEN_FIRST, is_sure=False)

    assert [divide(name, order).is_doubtful for name in (*UNKNOWN, "Ana Uc", "Citlali")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Lic. Juan Pérez", "Juan Pérez"),
        ("DRA. María de la Luz", "María de la Luz"),
        ("C.P. Ing. Ana", "Ana"),
        ("Celia Cruz", "Celia Cruz"),
        ("Dr.", "Dr."),
    ],
)
def test_titles_are_no_part_of_a_name(name, bare):
    assert without_title(name) == bare


def test_surnames_are_divided_with_their_particles():
    assert split_surnames("de la Cruz del Río") == ("de la Cruz", "del Río")
