"""Organisations and affiliations, found or made in bulk."""

import pytest

from people.domain.workplaces import (
    Post,
    Workplace,
    affiliate,
    find_or_make_organisations,
    town_hall_of,
)
from people.models import Affiliation, Organisation
from tests.factories import (
    AffiliationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_municipality_gets_one_town_hall_for_all_its_people():
    toluca = town_hall_of(MunicipalityFactory(name="Toluca"))

    [first] = find_or_make_organisations([toluca, toluca]).values()
    [second] = find_or_make_organisations([toluca]).values()

    assert first == second
    assert (first.name, first.kind, first.level) == (
        "H. Ayuntamiento de Toluca",
        "municipality",
        "municipal",
    )


def test_a_town_hall_of_another_name_is_found():
    toluca = MunicipalityFactory(name="Toluca")
    known = OrganisationFactory(name="Gobierno de Toluca", kind="municipality", territory=toluca)

    assert find_or_make_organisations([town_hall_of(toluca)]) == {town_hall_of(toluca): known}


def test_an_organisation_is_known_by_its_name_without_accents_in_its_territory():
    state = TerritoryFactory()
    known = OrganisationFactory(name="Secretaría de Salud", territory=state)
    same = Workplace("SECRETARIA  DE SALUD", state.pk, "ministry", "state", "government")
    elsewhere = Workplace(
        "Secretaría de Salud", MunicipalityFactory().pk, "ministry", "state", "government"
    )

    found = find_or_make_organisations([same, elsewhere])

    assert found[same] == known
    assert found[elsewhere] != known
    assert Organisation.objects.filter(folded_name="secretaria de salud").count() == 2


def test_the_current_affiliation_is_kept_and_a_new_post_is_added():
    current = AffiliationFactory(position="Tesorera")
    other = UserFactory()

    found = affiliate(
        [
            Post(current.person, current.organisation, "Tesorera"),
            Post(other, current.organisation, "Regidor"),
            Post(current.person, current.organisation, "Contralora"),
        ]
    )

    assert found[0] == current
    assert [each.position for each in found] == ["Tesorera", "Regidor", "Contralora"]
    assert Affiliation.objects.count() == 3
