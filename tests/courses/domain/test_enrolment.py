"""Entering and leaving a cohort."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.domain.enrolment import enrol, seats_left, withdraw
from courses.models import Enrolment
from courses.signals import people_enrolled
from lms.lib.errors import RuleViolation
from tests.factories import AffiliationFactory, CohortFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def enrol_somebody(cohort, person=None):
    affiliation = AffiliationFactory(person=person or UserFactory())
    return enrol(
        affiliation.person,
        cohort=cohort,
        affiliation=affiliation,
        nominated_by=cohort.partner,
        by=UserFactory(),
    )


def test_enrol_gives_a_seat_as_invited_and_announces_it(heard, django_capture_on_commit_callbacks):
    announced = heard(people_enrolled)
    cohort = CohortFactory(seats=1)

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol_somebody(cohort)

    assert (enrolment.status, enrolment.holds_a_seat) == ("invited", True)
    assert [facts["cohort"] for facts in announced] == [cohort]
    assert seats_left(cohort) == 0


def test_enrolling_again_changes_nothing(heard, django_capture_on_commit_callbacks):
    cohort = CohortFactory(seats=1)
    first = enrol_somebody(cohort)
    announced = heard(people_enrolled)

    with django_capture_on_commit_callbacks(execute=True):
        assert enrol_somebody(cohort, first.participant) == first

    assert announced == []
    assert cohort.enrolments.count() == 1


def test_enrol_refuses_when_every_seat_is_taken():
    cohort = CohortFactory(seats=1)
    enrol_somebody(cohort)

    with pytest.raises(RuleViolation) as refusal:
        enrol_somebody(cohort)

    assert refusal.value.code == "full"
    assert cohort.enrolments.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "planned"},
        {"state": "closed"},
        {
            "starts_on": timezone.localdate() - timedelta(days=9),
            "ends_on": timezone.localdate() - timedelta(days=1),
        },
    ],
)
def test_enrol_refuses_a_cohort_that_is_not_open_or_is_over(facts):
    with pytest.raises(RuleViolation) as refusal:
        enrol_somebody(CohortFactory(**facts))

    assert refusal.value.code == "closed"


def test_somebody_who_left_gets_the_old_enrolment_back():
    enrolment = EnrolmentFactory()
    withdraw(enrolment, by=UserFactory(), reason="Cambio de puesto")

    again = enrol_somebody(enrolment.cohort, enrolment.participant)

    assert again.pk == enrolment.pk
    again.refresh_from_db()
    assert (again.status, again.withdrawal_reason) == ("invited", "")


def test_a_graduate_cannot_be_withdrawn():
    enrolment = EnrolmentFactory(status="graduated")

    with pytest.raises(RuleViolation) as refusal:
        withdraw(enrolment, by=UserFactory(), reason="x")

    assert refusal.value.code == "graduated"
    assert Enrolment.objects.get().status == "graduated"
