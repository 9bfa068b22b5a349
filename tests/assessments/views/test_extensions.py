from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.due import due_dates_of
from assessments.domain.extensions import extend
from courses.models import Cohort, DueExtension
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
)

pytestmark = pytest.mark.django_db


def test_tutor_gives_more_time_and_takes_it_back(client):
    due_at = timezone.now() + timedelta(days=5)
    enrolment = EnrolmentFactory(cohort=CohortFactory(project_due_at=due_at))
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    address = reverse("assessments:extension", args=[enrolment.public_id])
    form = {
        "what": "E5",
        "day": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "reason": "Cuida a su madre",
        "key": str(uuid4()),
    }

    client.force_login(enrolment.participant)
    assert client.get(address).status_code == 403
    client.force_login(MembershipFactory().person)
    assert client.get(address).status_code == 404
    client.force_login(tutor)
    assert client.post(address, form | {"reason": ""}).status_code == 422
    assert client.post(address, form).url == address
    assert "Cuida a su madre" in client.get(address).content.decode()
    assert due_dates_of(enrolment)["E5"].is_extended

    batch = DueExtension.objects.get().batch
    undo = reverse("assessments:extension-withdraw", args=[enrolment.public_id, batch])
    assert client.post(undo).url == address
    assert not due_dates_of(enrolment)["E5"].is_extended


def test_page_of_more_time_says_why_there_is_nothing_to_fill_in(client):
    enrolment = EnrolmentFactory()
    client.force_login(TutorAssignmentFactory(enrolment=enrolment).tutor)
    address = "/en" + reverse("assessments:extension", args=[enrolment.public_id])
    days = "/en" + reverse("assessments:cohort-days", args=[enrolment.cohort.code])

    assert days in client.get(address).content.decode()

    due_at = timezone.now() + timedelta(days=5)
    Cohort.objects.update(state=Cohort.State.CLOSED, project_due_at=due_at)
    page = client.get(address).content.decode()
    assert "This cohort is closed." in page
    assert "Give more time" not in page


@pytest.fixture
def group():
    cohort = CohortFactory(project_due_at=timezone.now() + timedelta(days=5))
    tutor = CohortTutorFactory(cohort=cohort).tutor
    mine = [EnrolmentFactory(cohort=cohort) for _each in range(2)]
    for enrolment in mine:
        TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    return cohort, tutor, mine, EnrolmentFactory(cohort=cohort)


def form_for(who, **more):
    return {
        "what": "E5",
        "day": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "who": who,
        "reason": "Hubo inundaciones",
        "key": str(uuid4()),
    } | more


def test_tutor_gives_their_own_people_more_time_and_nobody_else(client, group):
    cohort, tutor, mine, other = group
    address = reverse("assessments:group-extension", args=[cohort.code])
    client.force_login(tutor)

    assert client.post(address, form_for("chosen")).status_code == 422
    stranger = form_for("chosen", people=[str(other.public_id)])
    assert client.post(address, stranger).status_code == 422
    assert client.post(address, form_for("all")).url == address

    given = DueExtension.objects.in_force()
    assert {each.enrolment for each in given} == set(mine)
    page = client.get(address).content.decode()
    assert "Hubo inundaciones" in page
    undo = reverse("assessments:group-extension-withdraw", args=[cohort.code, given[0].batch])
    assert client.post(undo).url == address
    assert not DueExtension.objects.in_force().exists()


def test_staff_gives_time_that_no_tutor_takes_back(client, group):
    """What a whole cohort got is taken back from the whole cohort, by who runs it."""
    cohort, tutor, mine, other = group
    address = reverse("assessments:group-extension", args=[cohort.code])
    client.force_login(MembershipFactory(role="staff", organisation=cohort.host).person)
    chosen = [str(each.public_id) for each in (mine[0], other)]

    assert client.post(address, form_for(str(tutor.public_id))).url == address
    assert client.post(address, form_for("chosen", people=chosen)).url == address

    batch = DueExtension.objects.in_force().get(enrolment=other).batch
    assert DueExtension.objects.filter(batch=batch).count() == 1  # The other one had it already.
    client.force_login(tutor)
    theirs = DueExtension.objects.filter(enrolment=mine[0]).get()
    undo = reverse("assessments:group-extension-withdraw", args=[cohort.code, theirs.batch])
    assert client.post(undo).status_code == 403
    undo = reverse("assessments:extension-withdraw", args=[mine[0].public_id, theirs.batch])
    assert client.post(undo).status_code == 403
    assert DueExtension.objects.in_force().count() == 3
    assert "deshacer" not in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_group_costs_the_same_for_any_number(
    client, group, django_assert_num_queries, count
):
    cohort, tutor, _mine, _other = group
    for number in range(count):
        enrolment = EnrolmentFactory(cohort=cohort)
        TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
        extend(
            [enrolment],
            "E5",
            due_at=timezone.now() + timedelta(days=9 + number),
            reason="x",
            by=tutor,
            key=uuid4(),
        )
    client.force_login(tutor)
    address = reverse("assessments:group-extension", args=[cohort.code])
    client.get(address)

    with django_assert_num_queries(8):
        client.get(address)
