import pytest
from django.urls import reverse

from tests.factories import (
    CommitmentFactory,
    HomeworkFactory,
    LessonFactory,
    TutorAssignmentFactory,
)

pytestmark = pytest.mark.django_db
ROW = {
    "action": "Presentar la matriz",
    "with_whom": "Cabildo",
    "until": "2027-03-01",
    "evidence": "Acta",
}


def typed(**changed):
    rows = {f"c{number}-{name}": value for number in (1, 2, 3) for name, value in ROW.items()}
    return rows | changed


@pytest.fixture
def address(enrolment):
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, closed_by="plan")
    return reverse("assessments:plan", args=[enrolment.cohort.code, lesson.public_id])


def test_participant_writes_the_plan_and_the_tutor_reads_it(client, enrolment, address):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    client.force_login(enrolment.participant)

    response = client.post(address, typed(), follow=True)

    assert response.redirect_chain == [(address, 302)]
    assert enrolment.lesson_progress.get().completed_at
    client.force_login(tutor)
    page = client.get(reverse("assessments:person-work", args=[enrolment.public_id]))
    assert page.content.decode().count("Presentar la matriz") == 3


def test_a_date_that_is_none_brings_the_plan_back_with_what_was_typed(client, enrolment, address):
    client.force_login(enrolment.participant)

    response = client.post(address, typed(**{"c2-until": "mañana"}))

    assert response.status_code == 422
    assert "Presentar la matriz" in response.content.decode()
    assert not enrolment.commitments.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_work_of_a_person_costs_the_same_for_any_number(
    client, django_assert_num_queries, enrolment, count
):
    for number in range(1, count + 1):
        HomeworkFactory(
            enrolment=enrolment,
            lesson=LessonFactory(module__edition=enrolment.cohort.edition),
        )
        CommitmentFactory(enrolment=enrolment, position=number)
    client.force_login(TutorAssignmentFactory(enrolment=enrolment).tutor)

    with django_assert_num_queries(8):
        page = client.get(reverse("assessments:person-work", args=[enrolment.public_id]))

    assert len(page.context["homework"]) == count
