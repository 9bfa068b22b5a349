"""Which municipalities have people in a cohort, and which have none."""

import pytest

from courses.domain.coverage import Reach, coverage_of
from courses.models import EnrolmentList, EnrolmentListRow
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartnershipFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def somebody(cohort, place, **facts):
    hall = OrganisationFactory(territory=place, kind="municipality", level="municipal")
    return EnrolmentFactory(cohort=cohort, affiliation__organisation=hall, **facts)


def reaches(covered):
    return {place.name: place.reach for place in covered.places}


def test_each_municipality_says_the_furthest_that_its_people_have_come():
    state = TerritoryFactory()
    cohort = CohortFactory(territory=state)
    acolman, bravo, calimaya, donato = (
        MunicipalityFactory(name=name, parent=state)
        for name in ("Acolman", "Bravo", "Calimaya", "Donato")
    )
    MunicipalityFactory(parent=TerritoryFactory(code="31", name="Yucatán"))
    somebody(cohort, acolman)
    somebody(cohort, acolman, status="invited")
    somebody(cohort, bravo, status="invited")
    somebody(cohort, donato, status="withdrawn")
    named = EnrolmentList.objects.create(
        cohort=cohort, uploaded_by=UserFactory(), state="nominated", file_name="x", file_hash="x"
    )
    EnrolmentListRow.objects.create(enrolment_list=named, line=2, territory=calimaya)

    covered = coverage_of(cohort)

    assert reaches(covered) == {
        "Acolman": Reach.ENROLLED,
        "Bravo": Reach.INVITED,
        "Calimaya": Reach.NAMED,
        "Donato": Reach.NONE,
    }
    assert (covered.with_people, covered.named, covered.without) == (2, 1, 1)


def test_a_partner_is_told_the_coverage_of_its_own_people_only():
    state = TerritoryFactory()
    cohort = CohortFactory(territory=state)
    own, others = (MunicipalityFactory(name=name, parent=state) for name in ("Acolman", "Bravo"))
    somebody(cohort, own)
    other = PartnershipFactory(cohort=cohort, partner=OrganisationFactory())
    somebody(cohort, others, nominated_by=other.partner)

    assert reaches(coverage_of(cohort, cohort.partner)) == {
        "Acolman": Reach.ENROLLED,
        "Bravo": Reach.NONE,
    }
