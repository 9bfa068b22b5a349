from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.assignment import tutor_of
from tutoring.models import CohortTutor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def staff(client, cohort):
    person = MembershipFactory(organisation=cohort.host).person
    client.force_login(person)
    return person


def team_tutor(cohort, **more):
    return MembershipFactory(organisation=cohort.host, role="tutor", **more).person


def appointed(cohort, quota=30):
    tutor = team_tutor(cohort)
    return CohortTutorFactory(cohort=cohort, tutor=tutor, quota=quota).tutor


def url(name, cohort, *more):
    return reverse(f"tutoring:{name}", args=[cohort.code, *more])


@pytest.mark.usefixtures("staff")
def test_staff_adds_a_tutor_once(client, cohort):
    tutor = team_tutor(cohort)
    form = {"tutor": tutor.public_id, "quota": 28}

    responses = [client.post(url("tutor-appoint", cohort), form) for _ in range(2)]

    assert [response.url for response in responses] == [url("cohort-tutors", cohort)] * 2
    assert [(row.tutor, row.quota) for row in CohortTutor.objects.all()] == [(tutor, 28)]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("quota", ["", "0", "x", "5000"])
def test_wrong_quota_comes_back(client, cohort, quota):
    tutor = team_tutor(cohort)

    response = client.post(url("tutor-appoint", cohort), {"tutor": tutor.public_id, "quota": quota})

    assert response.status_code == 422
    assert not CohortTutor.objects.exists()


@pytest.mark.usefixtures("staff")
def test_somebody_who_is_not_on_the_team_cannot_be_chosen(client, cohort):
    stranger = MembershipFactory(role="tutor").person

    response = client.post(url("tutor-appoint", cohort), {"tutor": stranger.public_id, "quota": 30})

    assert response.status_code == 422
    assert not CohortTutor.objects.exists()


@pytest.mark.usefixtures("staff")
def test_closed_cohort_says_why_it_refuses(client, cohort):
    tutor = team_tutor(cohort)
    cohort.state = "closed"
    cohort.save()

    response = client.post(url("tutor-appoint", cohort), {"tutor": tutor.public_id, "quota": 30})

    assert response.status_code == 422
    assert "This cohort is closed." in response.content.decode()


@pytest.mark.usefixtures("staff")
def test_staff_assigns_and_sees_who_is_left(client, cohort):
    appointed(cohort, quota=2)
    EnrolmentFactory.create_batch(3, cohort=cohort)

    before = client.get(url("cohort-tutors", cohort)).content.decode()
    after = client.post(url("people-assign", cohort), follow=True).content.decode()

    assert "3 people have no tutor." in before
    assert "The tutors have 2 places left" in before
    assert "2 people got a tutor." in after
    assert "1 person has no tutor, because every tutor has as many as they can take." in after
    assert "2 of 2" in after


@pytest.mark.usefixtures("staff")
def test_staff_ends_a_tutor_and_the_people_go_on(client, cohort):
    leaving, staying = appointed(cohort), appointed(cohort)
    enrolment = TutorAssignmentFactory(enrolment__cohort=cohort, tutor=leaving).enrolment

    address = url("tutor-end", cohort, leaving.public_id)
    statuses = [client.post(address).status_code for _ in range(2)]

    assert statuses == [302, 404]  # Ended already: there is nothing to end.
    assert tutor_of(enrolment) == staying


@pytest.mark.usefixtures("staff")
def test_tutor_of_another_cohort_is_not_found(client, cohort):
    other = appointed(CohortFactory(host=cohort.host))

    assert client.post(url("tutor-end", cohort, other.public_id)).status_code == 404
    assert client.post(url("tutor-end", cohort, uuid4())).status_code == 404


@pytest.mark.usefixtures("staff")
def test_list_is_searched_and_filtered(client, cohort):
    tutor = appointed(cohort)
    ana = EnrolmentFactory(cohort=cohort, participant__given_names="Ána")
    luz = TutorAssignmentFactory(
        enrolment__cohort=cohort, enrolment__participant__given_names="Luz", tutor=tutor
    ).enrolment
    address = url("cohort-tutors", cohort)

    def found(**query):
        return list(client.get(address, query).context["page"])

    assert found(q="ana l") == [ana]
    assert found(tutora="sin") == [ana]
    assert found(tutora=str(tutor.public_id)) == [luz]
    assert found(tutora="nada") == []
    assert found(q="nobody") == []


@pytest.mark.parametrize("who", ["stranger", "staff of another host", "tutor"])
def test_only_staff_of_the_host_enters(client, cohort, who):
    tutor = appointed(cohort)
    person = {
        "stranger": UserFactory(),
        "staff of another host": MembershipFactory().person,
        "tutor": tutor,
    }[who]
    client.force_login(person)
    may_view = who == "tutor"

    for name, more in [
        ("cohort-tutors", []),
        ("tutor-appoint", []),
        ("people-assign", []),
        ("tutor-end", [tutor.public_id]),
    ]:
        call = client.get if name == "cohort-tutors" else client.post
        status = call(url(name, cohort, *more)).status_code
        assert status == (403 if may_view else 404)


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_for_any_number(client, cohort, django_assert_num_queries, count):
    for _ in range(count):
        tutor = appointed(cohort)
        TutorAssignmentFactory(enrolment__cohort=cohort, tutor=tutor)

    with django_assert_num_queries(10):
        client.get(url("cohort-tutors", cohort))
