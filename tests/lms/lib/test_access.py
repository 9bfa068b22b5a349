"""The door asks as little as it can, and never lets more in for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from courses.models import Enrolment
from lms.lib.access import fetch
from tests.factories import EnrolmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_row_that_one_may_act_on_costs_one_query(django_assert_num_queries):
    enrolment = EnrolmentFactory()

    with django_assert_num_queries(1):
        found = fetch(enrolment.participant, "study", Enrolment.objects.all(), pk=enrolment.pk)

    assert found == enrolment


def test_whoever_may_look_but_not_act_is_refused_and_a_stranger_finds_nothing():
    enrolment = EnrolmentFactory()
    staff = MembershipFactory(organisation=enrolment.cohort.host).person

    with pytest.raises(PermissionDenied):
        fetch(staff, "study", Enrolment.objects.all(), pk=enrolment.pk)
    with pytest.raises(Http404):
        fetch(UserFactory(), "study", Enrolment.objects.all(), pk=enrolment.pk)


def test_action_that_nobody_granted_is_a_mistake():
    enrolment = EnrolmentFactory()

    with pytest.raises(LookupError):
        fetch(enrolment.participant, "stdy", Enrolment.objects.all(), pk=enrolment.pk)
