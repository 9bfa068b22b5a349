"""Municipalities as people write them: everyday names, states, what the catalogue does not hold."""

import pytest

from courses.domain.enrolment_places import Catalogue, Municipality
from people.domain.territories import our_municipalities

PLACES, STATES = our_municipalities()
HELD = [
    Municipality(int(place.code), place.code, place.name, state.code, state.name)
    for place, state in PLACES
]
ALL_STATES = {state.code: state.name for state in STATES}
MEXICO = Catalogue(HELD, home_state="15", states=ALL_STATES)
ANYWHERE = Catalogue(HELD, states=ALL_STATES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TOLUCA", "Toluca"),
        ("15106", "Toluca"),
        ("H. Ayuntamiento de Toluca", "Toluca"),
        ("Ayto. de Toluca", "Toluca"),
        ("Toluca, Edomex", "Toluca"),
        ("Toluca (Estado de México)", "Toluca"),
        ("Toluca Edo. Méx.", "Toluca"),
        ("Sto. Tomás", "Santo Tomás"),
        ("Valladolid", "Valladolid"),
        ("Mérida, Yuc.", "Mérida"),
        ("Mérida Yucatán", "Mérida"),
        ("Mérida, México", "Mérida"),
        ("Cd. del Carmen", "Carmen"),
        ("Puerto Progreso", "Progreso"),
        ("Naucalpan", "Naucalpan de Juárez"),
        ("Ecatepec, Méx.", "Ecatepec de Morelos"),
        ("Tlalnepantla", "Tlalnepantla de Baz"),
        ("Neza", "Nezahualcóyotl"),
        ("Cd. Nezahualcoyotl", "Nezahualcóyotl"),
        ("Valle de Chalco", "Valle de Chalco Solidaridad"),
        ("Cuautitlán Izcalli", "Cuautitlán Izcalli"),
        ("Cuautitlán, México", "Cuautitlán"),
    ],
)
def test_municipalities_are_found_however_they_are_written(text, name):
    found = MEXICO.find(text)

    assert (found.municipality.name, found.notice) == (name, "")


@pytest.mark.parametrize(
    ("text", "name", "notice"),
    [
        ("Cuautitlán", "Cuautitlán", "municipality_namesake:Cuautitlán Izcalli"),
        ("Atizapán", "Atizapán", "municipality_namesake:Atizapán de Zaragoza"),
        ("San Antonio", "San Antonio la Isla", "municipality_part:San Antonio la Isla"),
        ("Chalco de Díaz Covarrubias", "Chalco", "municipality_part:Chalco"),
    ],
)
def test_a_name_that_is_not_the_whole_truth_is_taken_with_a_notice(text, name, notice):
    found = MEXICO.find(text)

    assert (found.municipality.name, found.notice) == (name, notice)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Almoloya", "municipality_several"),
        ("Atizapán de Zaragosa", "municipality_not_held:Campeche, México, Yucatán"),
        ("El", "municipality_not_held:Campeche, México, Yucatán"),
        ("Guadalajara", "municipality_not_held:Campeche, México, Yucatán"),
        ("Guadalajara, Jalisco", "municipality_elsewhere:Jalisco"),
        ("Monterrey, N.L.", "municipality_elsewhere:Nuevo León"),
        ("Benito Juárez, CDMX", "municipality_elsewhere:Ciudad de México"),
        ("Toluca, Yucatán", "municipality_unknown"),
    ],
)
def test_what_is_not_found_has_a_reason_that_is_true(text, problem):
    assert MEXICO.find(text).problem == problem


def test_a_cohort_of_a_state_that_is_not_held_says_so_of_every_name():
    assert MEXICO.at_home_in("14").find("Zapopan").problem == "municipality_elsewhere:Jalisco"


def test_without_a_state_at_home_everyday_names_are_found_where_they_are():
    assert ANYWHERE.find("Naucalpan").municipality.code == "15057"
    assert [each.name for each in ANYWHERE.candidates("Mérida")] == ["Mérida"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Almoloya", "Almoloya de Alquisiras"),
        ("Ecatepc de Morelos", "Ecatepec de Morelos"),
        ("Tequisquiac", "Tequixquiac"),
        ("Atizapán de Zaragosa", "Atizapán de Zaragoza"),
        ("Cuautitlán", "Cuautitlán"),
    ],
)
def test_the_nearest_municipalities_are_suggested(text, first):
    assert MEXICO.near(text)[0].name == first


def test_an_ambiguous_name_suggests_each_state():
    catalogue = Catalogue(
        [
            Municipality(6, "32032", "Morelos", "32", "Zacatecas"),
            Municipality(8, "05020", "Morelos", "05", "Coahuila de Zaragoza"),
        ],
        home_state="15",
    )

    assert catalogue.find("Morelos").problem == "municipality_ambiguous"
    assert {each.label for each in catalogue.near("Morelos")} == {
        "Morelos, Zacatecas",
        "Morelos, Coahuila de Zaragoza",
    }


def test_nothing_is_suggested_for_nothing():
    assert MEXICO.near(" ") == []
