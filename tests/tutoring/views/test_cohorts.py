from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    CohortTutorFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

URL = "/en/tutoria/cohortes/"


def person_of(tutor, days=0, **more):
    row = TutorAssignmentFactory(
        tutor=tutor,
        enrolment__last_seen_at=timezone.now() - timedelta(days=days),
        **{f"enrolment__{name}": value for name, value in more.items()},
    )
    return row.enrolment


def test_tutor_sees_their_people_and_the_rule(client):
    tutor = UserFactory()
    silent = person_of(tutor, days=12)
    there = person_of(tutor, cohort=silent.cohort)
    TutorAssignmentFactory(enrolment__cohort=silent.cohort)
    QuestionFactory(enrolment=there)
    client.force_login(tutor)

    everybody = client.get(URL)
    in_need = client.get(URL, {"ver": "acompanamiento"})

    assert {row.enrolment for row in everybody.context["rows"]} == {silent, there}
    assert [row.enrolment for row in in_need.context["rows"]] == [silent]
    page = everybody.content.decode()
    assert "somebody needs company after 10 days without activity" in page
    assert "No activity for 12 days" in page
    assert "Need company (1)" in page


def test_list_is_filtered_by_a_cohort_that_one_tutors(client):
    tutor = UserFactory()
    first, second = person_of(tutor), person_of(tutor)
    for enrolment in (first, second):
        CohortTutorFactory(cohort=enrolment.cohort, tutor=tutor)
    client.force_login(tutor)

    chosen = client.get(URL, {"cohorte": second.cohort.code})
    foreign = client.get(URL, {"cohorte": "nada"})

    assert [row.enrolment for row in chosen.context["rows"]] == [second]
    assert len(foreign.context["rows"]) == 2


def test_somebody_who_tutors_nobody_is_told_so(client):
    client.force_login(UserFactory())

    assert "You tutor nobody yet." in client.get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(client, django_assert_num_queries, count):
    tutor = UserFactory()
    for _ in range(count):
        person_of(tutor, days=12)
    client.force_login(tutor)

    with django_assert_num_queries(7):
        client.get(URL)
