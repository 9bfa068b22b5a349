"""The public page on which somebody asks for a place, and the queue of the team."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import AccessRequest
from courses.views.access_requests import ASKED_A_MINUTE
from tests.courses.lists import cohort_in_mexico
from tests.factories import (
    AccessRequestFactory,
    EnrolmentFactory,
    HostFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
EVA = {"given_names": "Eva", "surname_1": "Sol", "email": "e@x.example", "municipality": "Toluca"}


@pytest.fixture
def staff():
    return MembershipFactory(organisation=HostFactory())


@pytest.fixture
def cohort(staff):
    cohort = cohort_in_mexico(host=staff.organisation, takes_requests=True)
    type(cohort.edition).objects.filter(pk=cohort.edition_id).update(state="published")
    return cohort


def place(cohort, name="place-ask"):
    return reverse(f"courses:{name}", args=[cohort.edition.course.slug, cohort.code])


def queue(cohort):
    return reverse("courses:request-list", args=[cohort.code])


def test_the_answer_is_the_same_for_somebody_unknown_enrolled_and_who_asked_before(client, cohort):
    EnrolmentFactory(cohort=cohort, participant__email="in@x.example")
    AccessRequestFactory(cohort=cohort, email="before@x.example")

    answers = {
        email: client.post(place(cohort), EVA | {"email": email}, follow=True)
        for email in ("new@x.example", "in@x.example", "before@x.example")
    }

    assert {each.redirect_chain[0] for each in answers.values()} == {
        (place(cohort, "place-asked"), 302)
    }
    assert len({each.content.partition(b"<main")[2] for each in answers.values()}) == 1
    assert AccessRequest.objects.count() == 3


def test_a_machine_that_fills_every_field_gets_the_same_answer_and_nothing_is_kept(client, cohort):
    trapped = client.post(place(cohort), EVA | {"website": "http://x"})

    assert trapped.url == place(cohort, "place-asked")
    assert AccessRequest.objects.count() == 0


def test_what_was_typed_stays_when_something_is_wrong(client, cohort):
    answer = client.post(place(cohort), EVA | {"municipality": "Tolca", "reason": "Para el plan"})

    assert answer.status_code == 422
    assert answer.context["form"].has_error("municipality")
    assert "Para el plan" in answer.content.decode()


def test_a72_so_many_requests_a_minute_are_taken_from_one_connection(client, cohort):
    # Twice as many as a minute allows: the clock's minute may change once meanwhile.
    statuses = {client.post(place(cohort), {}).status_code for _n in range(2 * ASKED_A_MINUTE + 1)}

    assert statuses == {422, 429}
    assert client.get(place(cohort)).status_code == 200


def test_a_course_offers_its_cohorts_that_take_requests_and_no_others(client, cohort):
    page = reverse("courses:course-detail", args=[cohort.edition.course.slug])
    shown = client.get(page).content.decode()
    cohort.takes_requests = False
    cohort.save()

    assert place(cohort) in shown
    assert place(cohort) not in client.get(page).content.decode()
    assert client.get(place(cohort)).status_code == 404
    assert client.post(place(cohort), EVA).status_code == 404


def test_staff_accept_some_and_decline_others_with_a_reason(client, staff, cohort):
    accepted, declined = AccessRequestFactory(cohort=cohort), AccessRequestFactory(cohort=cohort)
    client.force_login(staff.person)

    nobody = client.post(queue(cohort), {"answer": "accept"})
    client.post(queue(cohort), {"answer": "accept", "person": accepted.public_id})
    wordless = client.post(queue(cohort), {"answer": "decline", "person": declined.public_id})
    client.post(
        queue(cohort), {"answer": "decline", "person": declined.public_id, "reason": "Es de otro"}
    )

    assert [nobody.status_code, wordless.status_code] == [422, 422]
    assert "checked" in wordless.content.decode()
    states = AccessRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "declined"]
    assert "Es de otro" in client.get(queue(cohort)).content.decode()


def test_staff_of_another_host_answer_no_request(client, cohort):
    stranger = MembershipFactory(organisation=HostFactory())
    request = AccessRequestFactory(cohort=cohort)
    client.force_login(stranger.person)

    answer = client.post(queue(cohort), {"answer": "accept", "person": request.public_id})

    assert answer.status_code == 404
    assert AccessRequest.objects.get().state == "pending"


def test_the_queue_costs_the_same_for_one_and_for_three(client, staff, cohort):
    client.force_login(staff.person)
    AccessRequestFactory(cohort=cohort)
    client.get(queue(cohort))
    with CaptureQueriesContext(connection) as one:
        client.get(queue(cohort))
    for _n in range(2):
        AccessRequestFactory(cohort=cohort)
    with CaptureQueriesContext(connection) as three:
        client.get(queue(cohort))

    assert len(one) == len(three)
    assert len(three) <= 12
