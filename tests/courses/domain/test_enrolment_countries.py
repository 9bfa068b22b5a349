"""People of other countries, in the courses that cross borders and in no others."""

import pytest

from courses.domain.access_requests import Asked, problems_of
from courses.domain.enrolment_countries import Country, WorldCatalogue, town_of
from courses.domain.enrolment_import import catalogue_for
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.without_email import Newcomer, enrol_without_email
from courses.models import Enrolment
from courses.notifications import invitations_to_course
from people.domain.territories import load_territories, places_abroad
from people.models import Territory
from tests.courses.lists import cohort_in_mexico, loaded
from tests.factories import UserFactory

HELD = [
    Municipality(1, "15106", "Toluca", "15", "México"),
    Municipality(2, "32041", "El Salvador", "32", "Zacatecas"),
]
ABROAD = [
    Country(7, "AR", "Argentina", "AR", "", "Argentina"),
    Country(8, "BR", "Brasil", "BR", "", "Brazil"),
    Country(9, "SV", "El Salvador", "SV", "", "El Salvador"),
]
WORLD = WorldCatalogue(HELD, countries=ABROAD)


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("Rosario, Argentina", 7),
        ("ARGENTINA", 7),
        ("Porto Alegre (Brazil)", 8),
        ("El Salvador", 9),
        ("El Salvador, Zacatecas", 2),
        ("Toluca, México", 1),
        ("Toluca", 1),
    ],
)
def test_a_place_is_found_in_its_country_or_in_mexico(text, pk):
    assert WORLD.find(text).municipality.pk == pk


def test_what_is_nowhere_is_said_so_and_a_country_written_wrong_is_suggested():
    assert WORLD.find("Rosario").problem == "place_unknown"
    assert [each.label for each in WORLD.near("Rosario, Argentna")] == ["Argentina"]
    assert Catalogue(HELD).find("Rosario, Argentina").municipality is None


def test_the_town_is_what_stands_before_the_country():
    assert [town_of(text) for text in ("Rosario, Argentina", "Chile")] == ["Rosario", ""]


def international_cohort(**facts):
    load_territories(places_abroad())
    cohort = cohort_in_mexico(**facts)
    cohort.edition.course.is_international = True
    cohort.edition.course.save()
    return cohort


@pytest.mark.django_db
def test_people_of_other_countries_are_enrolled_from_a_list_with_a_column_of_countries():
    cohort = international_cohort(seats=10)
    content = (
        "Nombre(s),Primer apellido,Correo,Municipio,País,Cargo\n"
        "Ana,Sosa,ana@rosario.example,Rosario,Argentina,Directora\n"
        "Beto,Cruz,beto@toluca.example,Toluca,México,Regidor\n"
        "Clara,Luna,clara@x.example,,Perú,Asesora\n"
    ).encode()
    listed = loaded(cohort, content)

    confirm_list(listed, by=UserFactory())
    enrol_list(listed.pk, tell=invitations_to_course)

    rows = listed.rows.values_list("territory__code", "verdict", "reasons")
    assert list(rows) == [
        ("AR", "ready", []),
        ("15106", "ready", []),
        ("PE", "error", ["organisation_missing"]),
    ]
    places = Enrolment.objects.order_by("participant__given_names").values_list(
        "affiliation__organisation__name", "affiliation__organisation__territory__code"
    )
    assert list(places) == [("Rosario", "AR"), ("H. Ayuntamiento de Toluca", "15106")]


@pytest.mark.django_db
def test_mexican_courses_know_no_other_country():
    load_territories(places_abroad())
    cohort = cohort_in_mexico()
    asked = Asked("Ana", "Sosa", "", "a@x.example", "Rosario, Argentina", "", "", "", "es-mx")

    assert type(catalogue_for(cohort)) is Catalogue
    assert [field for field, _said in problems_of(asked, cohort)] == ["municipality"]
    assert problems_of(asked, international_cohort()) == []


@pytest.mark.django_db
def test_somebody_abroad_without_email_is_enrolled_in_their_country():
    cohort = international_cohort()
    newcomer = Newcomer("Ana", "Sosa", municipality="Rosario, Argentina")

    enrolment = enrol_without_email(newcomer, cohort=cohort, by=UserFactory())

    assert enrolment.affiliation.organisation.territory == Territory.objects.get(code="AR")
