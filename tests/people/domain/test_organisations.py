"""Naming a territory, and organisations once per territory."""

import pytest

from lms.lib.errors import RuleViolation
from people.domain.organisations import find_territory, save_organisation, territory_labels
from people.models import Organisation
from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    mexico = TerritoryFactory()
    campeche = TerritoryFactory(code="04", name="Campeche")
    return {
        "country": mexico.parent,
        "mexico": mexico,
        "campeche": campeche,
        "campeche city": MunicipalityFactory(code="04002", name="Campeche", parent=campeche),
        "temoaya": MunicipalityFactory(code="15087", name="Temoaya", parent=mexico),
        "juarez a": MunicipalityFactory(code="15901", name="Juárez", parent=mexico),
        "juarez b": MunicipalityFactory(code="04901", name="Juárez", parent=campeche),
    }


@pytest.mark.parametrize(
    ("text", "level", "place"),
    [
        ("15087", "", "temoaya"),
        (" temoaya ", "", "temoaya"),
        ("TEMOAYA, Mexico", "", "temoaya"),
        ("México", "", "mexico"),
        ("México (MX)", "", "country"),
        ("mx", "", "country"),
        ("Campeche", "", "campeche"),
        ("Campeche", "municipal", "campeche city"),
        ("Campeche, Campeche", "", "campeche city"),
        ("Juarez, Campeche", "", "juarez b"),
    ],
)
def test_a_territory_is_found_as_people_write_it(places, text, level, place):
    assert find_territory(text, level=level) == places[place]


def test_every_suggestion_leads_back_to_its_territory(places):
    found = {find_territory(label) for label in territory_labels()}

    assert found == set(places.values())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Atlantis", "unknown_territory"),
        ("Juárez", "ambiguous_territory"),
        (",", "unknown_territory"),
    ],
)
def test_what_cannot_be_found_is_said(places, text, code):
    with pytest.raises(RuleViolation) as refusal:
        find_territory(text)

    assert refusal.value.code == code


def facts(**changes):
    return {
        "name": "Secretaría de Planeación",
        "short_name": "",
        "kind": "planning_ministry",
        "level": "state",
        "sector": "government",
        "territory": TerritoryFactory(),
    } | changes


def test_the_same_name_in_the_same_territory_is_refused_whatever_its_accents():
    save_organisation(Organisation(), by=UserFactory(), **facts())

    with pytest.raises(RuleViolation) as refusal:
        save_organisation(
            Organisation(), by=UserFactory(), **facts(name=" SECRETARIA  de planeacion")
        )

    assert refusal.value.code == "duplicate"
    assert Organisation.objects.count() == 1


def test_an_organisation_may_keep_its_own_name():
    organisation = OrganisationFactory(name="DIF")

    save_organisation(organisation, by=UserFactory(), **facts(name="DIF", kind="autonomous"))

    organisation.refresh_from_db()
    assert organisation.kind == "autonomous"
