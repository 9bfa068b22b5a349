from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.domain.progress import complete_lesson
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.models import MakeUp, SessionFacilitator

pytestmark = pytest.mark.django_db
ANSWERS = {
    "answer_1": "Quedó claro cómo se redacta el Propósito.",
    "answer_2": "Quitar las actividades de los componentes.",
    "answer_3": "Qué hacer si no hay línea base.",
}


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def tutor(enrolment):
    return TutorAssignmentFactory(enrolment=enrolment).tutor


@pytest.fixture
def live(enrolment):
    return LessonFactory(
        module__edition=enrolment.cohort.edition,
        kind="W",
        closed_by="reply",
        code="M5.2",
        minutes=60,
        title_es="Asesoría grupal",
    )


def mine(enrolment, what=None):
    if what is None:
        return reverse("tutoring:my-make-ups", args=[enrolment.cohort.code])
    return reverse("tutoring:make-up-ask", args=[enrolment.cohort.code, what])


def of(enrolment, what):
    return reverse("tutoring:make-up", args=[enrolment.public_id, what])


def granting(**facts):
    return {
        "kind": "paper",
        "happened_on": timezone.localdate().isoformat(),
        "reason": "Entregó sus respuestas en papel",
        "key": str(uuid4()),
    } | facts


def asking(**facts):
    return granting(kind="recording") | ANSWERS | facts


def test_recording_with_three_answers_goes_to_the_tutor_who_grants_it(
    client, enrolment, tutor, live, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(enrolment.participant)
    assert "M5.2" in client.get(mine(enrolment)).content.decode()
    refused = client.post(mine(enrolment, "M5.2"), asking(answer_3=""))
    assert refused.status_code == 422
    assert ANSWERS["answer_1"] in refused.content.decode()
    assert client.post(mine(enrolment, "M5.2"), asking()).url == mine(enrolment)

    client.force_login(tutor)
    waiting = client.get(reverse("tutoring:make-up-list")).content.decode()
    assert of(enrolment, "M5.2") in waiting
    assert ANSWERS["answer_3"] in client.get(of(enrolment, "M5.2")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(of(enrolment, "M5.2"), granting(kind="recording"))

    person = reverse("person", args=[enrolment.public_id])
    assert (answer.status_code, answer.url) == (302, person)
    assert enrolment.hours_entries.get().minutes == 60
    [letter] = mailoutbox
    assert letter.subject == "Sus horas de M5.2 Asesoría grupal cuentan"
    # The same form again, and the page of what is done, lead back to the person.
    assert client.post(of(enrolment, "M5.2"), granting()).url == person
    assert client.get(of(enrolment, "M5.2")).url == person


def test_item_that_needs_others_says_how_to_make_it_up_until_it_is_done(client, enrolment):
    item = LessonFactory(
        module__edition=enrolment.cohort.edition, kind="F", closed_by="forum", code="M2.9"
    )
    client.force_login(enrolment.participant)
    page = reverse("courses:lesson", args=[enrolment.cohort.code, item.public_id])

    assert mine(enrolment, "M2.9") in client.get(page).content.decode()
    complete_lesson(enrolment, item, by=enrolment.participant)
    assert mine(enrolment, "M2.9") not in client.get(page).content.decode()


def test_request_is_declined_with_a_reason_that_the_person_reads(
    client, enrolment, tutor, live, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(enrolment.participant)
    client.post(mine(enrolment, "M5.2"), asking())
    client.force_login(tutor)

    assert client.post(of(enrolment, "M5.2"), {"decline": "1", "reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        client.post(of(enrolment, "M5.2"), {"decline": "1", "reason": "Falta una respuesta"})

    client.force_login(enrolment.participant)
    assert "Falta una respuesta" in client.get(mine(enrolment)).content.decode()
    [letter] = mailoutbox
    assert "Motivo: Falta una respuesta" in letter.body
    assert not enrolment.hours_entries.exists()


def test_staff_grants_part_of_a_session_and_undoes_it(client, enrolment):
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    code = session.planned.code
    client.force_login(MembershipFactory(organisation=enrolment.cohort.host).person)

    too_much = client.post(of(enrolment, code), granting(minutes="241"))
    answer = client.post(of(enrolment, code), granting(minutes="60"))
    assert too_much.status_code == 422
    assert answer.status_code == 302

    undo = reverse("tutoring:make-up-undo", args=[MakeUp.objects.get().public_id])
    person = reverse("person", args=[enrolment.public_id])
    assert undo in client.get(person).content.decode()
    client.post(undo, {"reason": ""})
    assert MakeUp.objects.get().state == "granted"
    assert client.post(undo, {"reason": "No hacía falta"}).url == person
    assert MakeUp.objects.get().state == "undone"


def test_only_the_tutor_and_the_team_grant(client, enrolment, tutor, live):
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    facilitator = UserFactory()
    SessionFacilitator.objects.create(session=session, person=facilitator)
    people = {
        "tutor": tutor,
        "staff": MembershipFactory(organisation=enrolment.cohort.host).person,
        "facilitator": facilitator,
        "own": enrolment.participant,
        "other tutor": TutorAssignmentFactory(enrolment__cohort=enrolment.cohort).tutor,
        "coordinator": MembershipFactory(
            organisation=enrolment.cohort.partner, role="coordinator"
        ).person,
    }

    answers = {}
    for name, person in people.items():
        client.force_login(person)
        answers[name] = client.get(of(enrolment, "M5.2")).status_code

    assert answers == {
        "tutor": 200,
        "staff": 200,
        "facilitator": 403,
        "own": 403,
        "other tutor": 404,
        "coordinator": 404,
    }


def test_requests_of_others_are_neither_listed_nor_undone(client, enrolment, tutor, live):
    client.force_login(enrolment.participant)
    client.post(mine(enrolment, "M5.2"), asking())
    asked = MakeUp.objects.get()
    undo = reverse("tutoring:make-up-undo", args=[asked.public_id])
    stranger = TutorAssignmentFactory(enrolment__cohort=enrolment.cohort).tutor

    client.force_login(stranger)
    assert "M5.2" not in client.get(reverse("tutoring:make-up-list")).content.decode()
    assert client.post(undo, {"reason": "x"}).status_code == 404
    client.force_login(enrolment.participant)
    assert client.post(undo, {"reason": "x"}).status_code == 403


def test_code_that_is_no_part_of_the_course_is_not_found(client, enrolment, tutor):
    client.force_login(tutor)
    assert client.get(of(enrolment, "M9.9")).status_code == 404
    client.force_login(enrolment.participant)
    assert client.get(mine(enrolment, "M9.9")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_any_number(
    client, enrolment, tutor, number, django_assert_num_queries
):
    for place in range(number):
        lesson = LessonFactory(
            module__edition=enrolment.cohort.edition, kind="F", closed_by="reply"
        )
        MakeUp.objects.create(
            enrolment=enrolment,
            lesson=lesson,
            kind="comment",
            state="requested",
            minutes=30,
            happened_on=timezone.localdate(),
            key=uuid4(),
        )
        MakeUp.objects.create(
            enrolment=enrolment,
            planned=InPersonSessionFactory(cohort=enrolment.cohort).planned,
            kind="paper",
            state="granted",
            minutes=10 + place,
            happened_on=timezone.localdate(),
            key=uuid4(),
            decided_by=tutor,
            reason="x",
        )
    enrolment.cohort.edition.content_hash = uuid4().hex
    enrolment.cohort.edition.save()
    pages = [
        (enrolment.participant, mine(enrolment), 6),
        (tutor, reverse("tutoring:make-up-list"), 4),
        (tutor, of(enrolment, lesson.code), 7),
        (tutor, reverse("person", args=[enrolment.public_id]), 8),
    ]
    for person, address, queries in pages:
        client.force_login(person)
        assert client.get(address).status_code == 200
        with django_assert_num_queries(queries, info=address):
            client.get(address)
