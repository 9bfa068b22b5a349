"""The page on which a partner adapts the exercise of its cohort."""

import pytest
from django.urls import reverse

from assessments.domain.adaptation import adaptation_of
from assessments.forms import initial_of_adaptation
from courses.domain.goals import load_goals
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    load_goals()
    return CohortFactory(partner=OrganisationFactory())


def page_of(cohort):
    return reverse("assessments:adaptation", args=[cohort.code])


def form_of(cohort, **changes):
    return initial_of_adaptation(adaptation_of(cohort)) | changes


def test_staff_and_the_coordinator_adapt_the_exercise_and_nobody_else(client, cohort):
    staff = MembershipFactory(organisation=cohort.host).person
    coordinator = MembershipFactory(organisation=cohort.partner, role="coordinator").person
    observer = MembershipFactory(organisation=cohort.partner, role="observer").person
    others = [
        (observer, 403),
        (EnrolmentFactory(cohort=cohort).participant, 403),
        (MembershipFactory(organisation=OrganisationFactory(), role="coordinator").person, 404),
        (UserFactory(), 404),
    ]

    for person, status in [(staff, 200), (coordinator, 200), *others]:
        client.force_login(person)
        assert client.get(page_of(cohort)).status_code == status
        if status != 200:
            assert client.post(page_of(cohort), form_of(cohort)).status_code == status


def test_a_preview_saves_nothing_and_saving_shows_it_to_the_people(client, cohort):
    person = EnrolmentFactory(cohort=cohort).participant
    client.force_login(MembershipFactory(organisation=cohort.partner, role="coordinator").person)
    said = form_of(cohort, emphasis="<b>Agua</b> para todas", goals=[6], targets="6.1, 6.b")

    preview = client.post(page_of(cohort), said | {"preview": "1"})
    before = adaptation_of(cohort)
    saved = client.post(page_of(cohort), said)
    client.force_login(person)
    seen = client.get(reverse("assessments:project", args=[cohort.code])).content.decode()

    assert "&lt;b&gt;Agua&lt;/b&gt; para todas" in preview.content.decode()
    assert before.emphasis == ""
    assert saved.status_code == 302
    assert "&lt;b&gt;Agua&lt;/b&gt; para todas" in seen
    assert "6.1, 6.b" in seen


def test_what_was_typed_stays_when_it_is_refused(client, cohort):
    client.force_login(MembershipFactory(organisation=cohort.host).person)
    code = next(iter(adaptation_of(cohort).weights))

    answer = client.post(
        page_of(cohort), form_of(cohort, emphasis="Agua", **{f"weight_{code}": 99})
    )

    assert answer.status_code == 422
    assert "Agua" in answer.content.decode()
    assert adaptation_of(cohort).emphasis == ""


def test_the_page_costs_little(client, cohort, django_assert_max_num_queries):
    client.force_login(MembershipFactory(organisation=cohort.partner, role="coordinator").person)
    client.get(page_of(cohort))

    with django_assert_max_num_queries(12):
        assert client.get(page_of(cohort)).status_code == 200
