"""The order of whole names in a list under review, settled with one tap."""

import pytest

from courses.domain.enrolment_correcting import Tapped, correct_rows
from courses.domain.enrolment_review import name_example
from tests.courses.lists import cohort_in_mexico, loaded

pytestmark = pytest.mark.django_db
# Nobody can tell from these which end holds the surnames.
ROWS = "Däthe Zinacan Lu,a@x.mx,Toluca\nKu'uk Tonali Ra,b@x.mx,Tolca\nTzasná Dehe Xi,c@x.mx,Lerma\n"


@pytest.fixture
def waiting():
    return loaded(cohort_in_mexico(), f"Nombre completo,Correo,Municipio\n{ROWS}".encode())


def names(enrolment_list):
    rows = enrolment_list.rows.all()
    return [(row.given_names, f"{row.surname_1} {row.surname_2}") for row in rows]


def reasons(enrolment_list):
    return [row.reasons for row in enrolment_list.rows.all()]


def test_an_order_that_nobody_can_tell_is_asked_about_in_every_row(waiting):
    example = name_example(waiting)

    assert reasons(waiting) == [
        ["name_order"],
        ["name_order", "municipality_unknown"],
        ["name_order"],
    ]
    assert (example.given_names, example.surnames, example.is_guess) == (
        "Däthe",
        "Zinacan Lu",
        True,
    )


def test_turning_the_column_keeps_what_was_corrected_and_settles_the_rest(waiting):
    correct_rows(waiting, {3: {"municipality": "Toluca"}, 4: {"given_names": "Tzasná Dehe"}})

    correct_rows(waiting, {}, Tapped(order="surnames_and_names"))

    waiting.refresh_from_db()
    assert names(waiting) == [
        ("Lu", "Däthe Zinacan"),
        ("Ra", "Ku'uk Tonali"),
        ("Tzasná Dehe", "Dehe Xi"),
    ]
    assert reasons(waiting) == [[], [], []]
    assert (waiting.columns["0"], waiting.notices) == (
        "surnames_and_names",
        [["surnames_first", ""]],
    )


def test_saying_that_the_order_is_right_settles_it_too(waiting):
    before = names(waiting)

    correct_rows(waiting, {}, Tapped(order="full_name"))

    waiting.refresh_from_db()
    assert (names(waiting), waiting.notices) == (before, [["given_first", ""]])
    assert reasons(waiting) == [[], ["municipality_unknown"], []]


def test_one_name_is_turned_there_and_back(waiting):
    correct_rows(waiting, {}, Tapped(turn=2))
    there = names(waiting)[0]
    correct_rows(waiting, {}, Tapped(turn=2))

    assert (there, names(waiting)[0]) == (("Lu", "Däthe Zinacan"), ("Däthe", "Zinacan Lu"))
    assert reasons(waiting)[0] == []


def test_a_list_without_whole_names_has_no_order_to_settle():
    waiting = loaded(
        cohort_in_mexico(), b"Nombre,Apellidos,Correo,Municipio\nAna,Paz Uc,a@x.mx,Toluca\n"
    )

    correct_rows(waiting, {}, Tapped(order="surnames_and_names"))
    correct_rows(waiting, {}, Tapped(turn=2))

    waiting.refresh_from_db()
    assert (names(waiting), name_example(waiting)) == ([("Ana", "Paz Uc")], None)
    assert "surnames_and_names" not in waiting.columns.values()
