"""R42: what belongs to a partner stays with it when its focal point changes."""

import pytest

from courses.domain.partner_links import find, standing_of, token_of
from courses.domain.partnerships import send_letter
from courses.domain.succession import hand_over_focal_point
from courses.models import EnrolmentList, Partnership
from lms.lib.access import allowed
from lms.lib.errors import RuleViolation
from people.domain.invitations import Standing
from people.domain.team import Newcomer
from tests.factories import (
    CohortFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_the_successor_inherits_open_cohorts_lists_and_the_letter_that_waits():
    partner = OrganisationFactory()
    former = MembershipFactory(role="coordinator", organisation=partner).person
    facts = {"partner": partner, "focal_point": former}
    accepted = PartnershipFactory(state="accepted", **facts)
    waiting = PartnershipQuotaFactory(partnership=PartnershipFactory(**facts)).partnership
    letter = send_letter(waiting, by=UserFactory())
    closed = PartnershipFactory(cohort=CohortFactory(state="closed"), **facts)
    named = EnrolmentList.objects.create(
        cohort=accepted.cohort, partnership=accepted, uploaded_by=former, file_hash="x"
    )
    eva = UserFactory(email="eva@planeacion.example")

    hand_over_focal_point(accepted, Newcomer(eva.email, "Eva"), position="Jefa", by=UserFactory())

    assert set(allowed(eva, "nominate", Partnership.objects.all())) == {accepted, waiting, closed}
    assert list(allowed(eva, "correct", EnrolmentList.objects.all())) == [named]
    assert not allowed(former, "nominate", Partnership.objects.all()).exists()
    assert set(Partnership.objects.filter(focal_point=eva)) == {accepted, waiting}
    assert standing_of(find(token_of(letter))) is Standing.REPLACED
    assert waiting.links.first().email == eva.email


def test_the_focal_point_does_not_follow_itself():
    partnership = PartnershipFactory()
    same = Newcomer(partnership.focal_point.email, "Ana")

    with pytest.raises(RuleViolation) as caught:
        hand_over_focal_point(partnership, same, position="", by=UserFactory())

    assert caught.value.code == "same"
