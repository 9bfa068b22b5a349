"""One organisation written twice becomes one, with all that hung on both."""

import pytest

from lms.lib.errors import RuleViolation
from people.domain.merging import Moving, duplicates_of, merge, what_moves
from people.models import AccessRecord, Organisation, OrganisationMerge
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    EnrolmentFactory,
    HostFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartnershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refusal_of(*args, **facts):
    with pytest.raises(RuleViolation) as caught:
        merge(*args, by=UserFactory(), **facts)
    return caught.value.code


def test_the_likest_of_the_same_territory_are_suggested():
    kept = OrganisationFactory(name="Secretaría de Planeación del Estado")
    alike = OrganisationFactory(name="Secretaria de Planeacion de Estado")
    OrganisationFactory(name="Tribunal Electoral")
    place = MunicipalityFactory()
    hall, town = (
        OrganisationFactory(name=name, kind="municipality", territory=place)
        for name in ("H. Ayuntamiento de Lerma", "Presidencia municipal")
    )

    assert duplicates_of(kept) == [alike]
    assert duplicates_of(hall) == [town]


def test_all_that_hangs_on_the_other_moves_and_a_record_says_what():
    kept, gone = OrganisationFactory(), OrganisationFactory(name="Seplan")
    cohort = CohortFactory(partner=gone)
    enrolment = EnrolmentFactory(cohort=cohort)
    MembershipFactory(organisation=gone, role="coordinator")
    by = UserFactory()
    told = what_moves(gone)

    done = merge(gone, into=kept, by=by)

    assert Moving("inscripciones", 1) in told
    enrolment.refresh_from_db()
    assert (enrolment.nominated_by, enrolment.affiliation.organisation) == (kept, kept)
    assert kept.memberships.get().role == "coordinator"
    assert not Organisation.objects.filter(name="Seplan").exists()
    assert (done.merged_name, done.moved["courses.Enrolment"], done.merged_by) == ("Seplan", 1, by)
    assert AccessRecord.objects.get(action="merge").reason == "Seplan"


def test_somebody_who_acts_for_both_keeps_one_open_role():
    kept, gone = OrganisationFactory(), OrganisationFactory()
    person = UserFactory()
    for organisation in (kept, gone):
        MembershipFactory(person=person, organisation=organisation, role="coordinator")

    merge(gone, into=kept, by=UserFactory())

    assert person.memberships.filter(organisation=kept, until=None).count() == 1


def test_a_merge_is_refused_whole():
    kept, gone = OrganisationFactory(), OrganisationFactory()
    cohort = CohortFactory(partner=kept)
    for partner in (kept, gone):
        PartnershipFactory(cohort=cohort, partner=partner)
    AffiliationFactory(organisation=gone)

    assert refusal_of(gone, into=kept) == "both"
    assert refusal_of(kept, into=kept) == "same"
    assert refusal_of(HostFactory(), into=kept) == "host"
    assert gone.affiliations.count() == 1
    assert not OrganisationMerge.objects.exists()
