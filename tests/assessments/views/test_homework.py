from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.models import Homework
from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    HomeworkFactory,
    LessonFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "Elegimos la meta ODS 6.1 porque el agua llega dos días por semana."


@pytest.fixture
def homework():
    return HomeworkFactory()


@pytest.fixture
def tutor(homework):
    return TutorAssignmentFactory(enrolment=homework.enrolment).tutor


def page_of(enrolment, lesson):
    return reverse("assessments:homework", args=[enrolment.cohort.code, lesson.public_id])


def test_participant_hands_in_text_and_file_and_downloads_it_as_an_attachment(client):
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, kind="H", closed_by="homework")
    client.force_login(enrolment.participant)
    form = {
        "body": TEXT,
        "file": SimpleUploadedFile("mi ficha.pdf", b"%PDF-1.7 ficha", "text/html"),
        "key": uuid4(),
    }

    response = client.post(page_of(enrolment, lesson), form, follow=True)

    assert response.redirect_chain == [(page_of(enrolment, lesson), 302)]
    assert TEXT in response.content.decode()
    file = client.get(reverse("assessments:homework-file", args=[Homework.objects.get().public_id]))
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == 'attachment; filename="mi ficha.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 ficha"


def test_a_refused_file_brings_the_form_back_with_what_was_typed(client):
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, kind="H", closed_by="homework")
    client.force_login(enrolment.participant)

    response = client.post(
        page_of(enrolment, lesson),
        {"body": TEXT, "file": SimpleUploadedFile("x.pdf", b"<html>"), "key": uuid4()},
    )

    assert response.status_code == 422
    assert TEXT in response.content.decode()
    assert not Homework.objects.exists()


def test_tutor_opens_it_from_the_list_and_then_it_stays(client, homework, tutor):
    CohortTutorFactory(cohort=homework.enrolment.cohort, tutor=tutor)
    HomeworkFactory()
    client.force_login(tutor)

    listed = client.get(reverse("assessments:homework-list")).context["page"].object_list
    client.get(homework.get_absolute_url())
    after = client.get(reverse("assessments:homework-list")).context["page"].object_list
    read = client.get(reverse("assessments:homework-list"), {"ver": "leidas"})

    assert list(listed) == [homework]
    assert list(after) == []
    assert list(read.context["page"].object_list) == [homework]
    homework.refresh_from_db()
    assert homework.opened_by == tutor
    client.force_login(homework.enrolment.participant)
    own = client.get(page_of(homework.enrolment, homework.lesson))
    assert not own.context["may_write"]


def test_staff_and_the_author_read_it_without_opening_it(client, homework):
    staff = MembershipFactory(organisation=homework.enrolment.cohort.host, role="staff").person

    for person in (staff, homework.enrolment.participant):
        client.force_login(person)
        assert client.get(homework.get_absolute_url()).status_code == 200

    homework.refresh_from_db()
    assert homework.opened_at is None


@pytest.mark.parametrize("name", ["homework-detail", "homework-file"])
def test_others_of_the_same_cohort_and_other_tutors_find_nothing(client, homework, name):
    address = reverse(f"assessments:{name}", args=[homework.public_id])
    neighbour = EnrolmentFactory(cohort=homework.enrolment.cohort).participant
    tutor_of_others = TutorAssignmentFactory(enrolment__cohort=homework.enrolment.cohort).tutor

    for person in (neighbour, tutor_of_others, UserFactory()):
        client.force_login(person)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(client, django_assert_num_queries, count):
    tutor = UserFactory()
    for _ in range(count):
        TutorAssignmentFactory(enrolment=HomeworkFactory().enrolment, tutor=tutor)
    client.force_login(tutor)

    with django_assert_num_queries(7):
        page = client.get(reverse("assessments:homework-list"))

    assert len(page.context["page"].object_list) == count
