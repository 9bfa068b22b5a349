"""What people choose to show of their needs: to tutor and facilitator, and to nobody else."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SUPPORT, CONNECTION = "Lengua de señas", "Conexión: Sin internet la mayoría"


@pytest.fixture
def enrolment():
    return EnrolmentFactory(
        participant__support_needed=SUPPORT,
        participant__shares_support=True,
        participant__connectivity="none",
        participant__shares_connectivity=True,
    )


@pytest.fixture
def pages(client, enrolment):
    """Return a function that says which pages show the needs to whom."""
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    facilitator = session.session_facilitators.create(person=UserFactory()).person
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    CohortTutorFactory(cohort=enrolment.cohort, tutor=tutor)
    staff = MembershipFactory(organisation=enrolment.cohort.host).person
    with override("es-mx"):
        addresses = {
            "sheet": session.get_absolute_url(),
            "person": reverse("person", args=[enrolment.public_id]),
            "mine": reverse("tutoring:my-cohorts"),
            "roster": reverse("roster", args=[enrolment.cohort.code]),
        }

    def that_show(text):
        found = set()
        for who, person in (("facilitator", facilitator), ("tutor", tutor), ("staff", staff)):
            client.force_login(person)
            found |= {
                f"{who}: {name}"
                for name, address in addresses.items()
                if text in client.get(address).content.decode()
            }
        return found

    return that_show


@pytest.mark.parametrize("text", [SUPPORT, CONNECTION])
def test_shared_needs_are_where_tutor_and_facilitator_need_them_and_nowhere_else(pages, text):
    assert pages(text) == {"facilitator: sheet", "tutor: sheet", "tutor: mine", "tutor: person"}


def test_what_is_not_shared_any_more_is_shown_to_nobody(client, enrolment, pages):
    client.force_login(enrolment.participant)
    client.post(reverse("my-data"), {"support_needed": SUPPORT, "connectivity": "none"})

    assert pages(SUPPORT) | pages(CONNECTION) == set()
