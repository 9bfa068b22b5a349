"""The page of the coverage of a cohort, and its files."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    HostFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    membership = MembershipFactory(organisation=HostFactory())
    client.force_login(membership.person)
    cohort = CohortFactory(host=membership.organisation, territory=TerritoryFactory())
    somebody(cohort, "Ñandú")
    return reverse("completion:coverage", args=[cohort.code]), cohort


def somebody(cohort, name):
    place = MunicipalityFactory(name=name, parent=cohort.territory)
    hall = OrganisationFactory(territory=place, kind="municipality", level="municipal")
    EnrolmentFactory(cohort=cohort, affiliation__organisation=hall)
    return place


def test_the_coverage_is_there_as_tiles_as_a_table_and_as_files(client, page):
    address, cohort = page
    MunicipalityFactory(name="Zacualpan", parent=cohort.territory)

    html = client.get(address).content.decode()
    sheet = client.get(address, {"descargar": "xlsx"}).content
    lines = client.get(address, {"descargar": "csv"}).content.decode("utf-8-sig").splitlines()

    assert (html.count("Ñandú"), html.count(" Sin personas</span>")) == (2, 1)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[1:] for row in rows[1:]] == [
        ["Ñandú", "Con personas inscritas"],
        ["Zacualpan", "Sin personas"],
    ]
    assert [line.split(",")[1] for line in lines[1:]] == ["Ñandú", "Zacualpan"]
    assert AccessRecord.objects.filter(action="export coverage").count() == 2


def test_it_costs_the_same_for_one_municipality_and_for_three(client, page):
    address, cohort = page
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    somebody(cohort, "Lerma")
    somebody(cohort, "Temoaya")
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(one) == len(three) <= 12
