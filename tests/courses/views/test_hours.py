from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.domain.corrections import adjust_hours
from courses.domain.progress import finish_lesson
from courses.models import HoursEntry
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.models import SessionFacilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def staff(enrolment):
    return MembershipFactory(organisation=enrolment.cohort.host).person


def freeze(edition):
    """Published for good, as those of cohorts are: what was read of it is kept."""
    edition.content_hash = uuid4().hex
    edition.save()


def lines_of(enrolment, number):
    for _line in range(number):
        lesson = LessonFactory(module__edition=enrolment.cohort.edition, minutes=25)
        finish_lesson(enrolment, lesson, by=enrolment.participant)
    return list(enrolment.hours_entries.order_by("pk"))


def page(enrolment, name="person", **more):
    return reverse(name, kwargs={"public_id": enrolment.public_id, **more})


def adjustment(**facts):
    return {
        "modality": "online",
        "sign": "more",
        "minutes": "30",
        "earned_on": timezone.localdate().isoformat(),
        "evidence": "handbook",
        "reason": "Se leyó en el taller",
        "key": str(uuid4()),
    } | facts


def test_participant_reads_every_line_and_sums_that_are_never_rounded_up(client, enrolment):
    lines_of(enrolment, 3)
    client.force_login(enrolment.participant)

    text = client.get(reverse("courses:hours", args=[enrolment.cohort.code])).content.decode()

    assert "75 min = 1.2 de 40 h" in text
    assert text.count("Hecha en el aula") == 3
    assert "Corregir" not in text


def test_staff_corrects_a_line_and_the_person_reads_why(client, enrolment, staff):
    [entry] = lines_of(enrolment, 1)
    client.force_login(staff)
    address = page(enrolment, "courses:line-correct", line=entry.public_id)

    assert client.get(address).status_code == 200
    refused = client.post(address, {"reason": " "})
    answer = client.post(address, {"reason": "Era de otra persona"})

    assert refused.status_code == 422
    assert (answer.status_code, answer.url) == (302, page(enrolment))
    assert "Motivo: Era de otra persona" in client.get(page(enrolment)).content.decode()
    assert client.get(address).status_code == 404  # It is taken back already.


def test_staff_adjusts_hours_and_a_refusal_keeps_what_was_typed(client, enrolment, staff):
    client.force_login(staff)
    address = page(enrolment, "courses:hours-adjust")

    refused = client.post(address, adjustment(sign="less"))
    answer = client.post(address, adjustment())

    assert refused.status_code == 422
    assert "Se leyó en el taller" in refused.content.decode()
    assert answer.status_code == 302
    assert HoursEntry.objects.get().minutes == 30


def test_person_page_opens_for_whoever_teaches_or_runs_and_for_nobody_else(client, enrolment):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    facilitator = UserFactory()
    SessionFacilitator.objects.create(session=session, person=facilitator)
    staff = MembershipFactory(organisation=enrolment.cohort.host).person
    coordinator = MembershipFactory(
        organisation=enrolment.cohort.partner, role="coordinator"
    ).person
    other_tutor = TutorAssignmentFactory(enrolment__cohort=enrolment.cohort).tutor

    answers = {}
    for name, person in {
        "tutor": tutor,
        "facilitator": facilitator,
        "staff": staff,
        "own": enrolment.participant,
        "coordinator": coordinator,
        "other tutor": other_tutor,
        "classmate": EnrolmentFactory(cohort=enrolment.cohort).participant,
        "other staff": MembershipFactory().person,
    }.items():
        client.force_login(person)
        answers[name] = client.get(page(enrolment)).status_code

    assert answers == {
        "tutor": 200,
        "facilitator": 200,
        "staff": 200,
        "own": 302,
        "coordinator": 404,
        "other tutor": 404,
        "classmate": 404,
        "other staff": 404,
    }


def test_only_staff_corrects(client, enrolment):
    [entry] = lines_of(enrolment, 1)
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    addresses = [
        page(enrolment, "courses:line-correct", line=entry.public_id),
        page(enrolment, "courses:hours-adjust"),
    ]

    for person in (tutor, enrolment.participant):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_any_number_of_lines(
    client, enrolment, staff, number, django_assert_num_queries
):
    lines_of(enrolment, number)
    freeze(enrolment.cohort.edition)
    adjust_hours(enrolment, modality="in_person", minutes=5, reason="x", by=staff, key=uuid4())
    for person, address, queries in (
        (enrolment.participant, reverse("courses:hours", args=[enrolment.cohort.code]), 4),
        (staff, page(enrolment), 9),
    ):
        client.force_login(person)
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
