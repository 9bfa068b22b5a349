"""The pages of organisations."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Organisation
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

LIST, NEW = "/gestion/organizaciones/", "/gestion/organizaciones/nueva/"


@pytest.fixture
def staff(client):
    membership = MembershipFactory(role="staff")
    client.force_login(membership.person)
    return membership


def answers(**changes):
    return {
        "name": "Ayuntamiento de Temoaya",
        "short_name": "Temoaya",
        "kind": "municipality",
        "level": "municipal",
        "sector": "government",
        "territory_name": "Temoaya, México",
    } | changes


def test_staff_add_an_organisation_and_find_it(client, staff):
    temoaya = MunicipalityFactory(code="15087", name="Temoaya")
    assert "Temoaya, México" in client.get(NEW).content.decode()

    assert client.post(NEW, answers()).url == LIST

    organisation = Organisation.objects.get(short_name="Temoaya")
    assert (organisation.territory, organisation.is_host) == (temoaya, False)
    assert list(client.get(f"{LIST}?q=TEMOAYA").context["page"]) == [organisation]
    assert list(client.get(f"{LIST}?q=xyz").context["page"]) == []


def test_a_second_one_with_the_same_name_is_refused(client, staff):
    MunicipalityFactory(code="15087", name="Temoaya")
    client.post(NEW, answers())

    again = client.post(NEW, answers(name="AYUNTAMIENTO DE TEMOAYA"))

    assert again.status_code == 422
    assert again.context["form"].non_field_errors()
    assert Organisation.objects.filter(short_name="Temoaya").count() == 1


@pytest.mark.parametrize("name", ["Atlantis", "", "Juárez"])
def test_an_unknown_or_ambiguous_territory_is_said_and_the_rest_kept(client, staff, name):
    state = TerritoryFactory(code="04", name="Campeche")
    MunicipalityFactory(name="Juárez")
    MunicipalityFactory(name="Juárez", parent=state)

    response = client.post(NEW, answers(territory_name=name))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["territory_name"]
    assert "Ayuntamiento de Temoaya" in response.content.decode()


def test_an_organisation_is_corrected(client, staff):
    organisation = OrganisationFactory(name="DIF")
    path = f"{LIST}{organisation.public_id}/"
    assert "DIF" in client.get(path).content.decode()

    client.post(path, answers(name="DIF Estatal", territory_name="15", is_host="on"))

    organisation.refresh_from_db()
    assert (organisation.name, organisation.is_host) == ("DIF Estatal", False)


def test_a_coordinator_may_not_correct_and_a_stranger_sees_nothing(client):
    coordinator = MembershipFactory(role="coordinator", organisation=OrganisationFactory())
    client.force_login(coordinator.person)

    own = f"{LIST}{coordinator.organisation.public_id}/"
    assert client.post(own, answers()).status_code == 403
    assert client.get(f"{LIST}{OrganisationFactory().public_id}/").status_code == 404
    assert client.get(LIST).status_code == 404
    assert client.get(NEW).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(client, staff):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    client.get(LIST)
    one = cost()
    for _number in range(3):
        OrganisationFactory(territory=MunicipalityFactory())

    assert cost() == one
    assert one <= 12


def test_fifty_a_page(client, staff):
    OrganisationFactory.create_batch(51)

    page = client.get(f"{LIST}?pagina=2").context["page"]

    assert len(page) == 2


def test_two_that_are_one_are_merged_after_a_preview(client, staff):
    kept = OrganisationFactory(name="Secretaría de Planeación")
    gone = OrganisationFactory(name="Secretaria de Planeacion Estatal")
    MembershipFactory(organisation=gone, role="observer")
    page = f"{LIST}{kept.public_id}/unir/"

    suggested = client.get(f"{LIST}{kept.public_id}/").context["duplicates"]
    preview = client.get(page, {"con": gone.public_id})
    nobody = client.post(page, {"con": "x"})
    merged = client.post(page, {"con": gone.public_id})

    assert suggested == [gone]
    assert [each.number for each in preview.context["moving"]] == [1]
    assert (nobody.status_code, merged.url) == (422, f"{LIST}{kept.public_id}/")
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    assert "Secretaria de Planeacion" in client.get(merged.url).content.decode()


def test_an_organisation_to_merge_is_found_by_its_name(client, staff):
    kept, other = OrganisationFactory(), OrganisationFactory(name="Colegio Mexiquense")
    page = f"{LIST}{kept.public_id}/unir/"

    assert list(client.get(page, {"q": "mexiq"}).context["found"]) == [other]
    assert list(client.get(page, {"q": "zzz"}).context["found"]) == []


def test_the_preview_of_a_merge_costs_the_same_whatever_hangs_on_it(client, staff):
    kept, gone = OrganisationFactory(), OrganisationFactory()
    page = f"{LIST}{kept.public_id}/unir/"
    MembershipFactory(organisation=gone, role="observer")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page, {"con": gone.public_id})
    for _number in range(3):
        MembershipFactory(organisation=gone, role="observer")
        AffiliationFactory(organisation=gone)
    with CaptureQueriesContext(connection) as three:
        client.get(page, {"con": gone.public_id})

    assert len(one) == len(three) <= 12
