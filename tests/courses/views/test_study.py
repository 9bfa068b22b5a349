from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import LessonText, StudySheet
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    ModuleFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.models import SessionFacilitator

pytestmark = pytest.mark.django_db
QUESTION = """```question
stem: ¿Cuántos ODS hay?
options:
  - {text: Quince, reason: Son más.}
  - {text: Diecisiete, reason: Así es., correct: true}
```
"""


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def lessons(enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition, code="M1")
    lessons = [LessonFactory(module=module, minutes=25, position=place) for place in (1, 2)]
    LessonText.objects.create(lesson=lessons[0], language="es", markdown=QUESTION, html="x")
    LessonFactory(module=module, kind="Q", closed_by="quiz", position=3, title_es="Cuestionario")
    return lessons


@pytest.fixture
def facilitator(enrolment):
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    return SessionFacilitator.objects.create(session=session, person=UserFactory()).person


def freeze(edition):
    """Published for good, as those of cohorts are: what was read of it is kept."""
    edition.content_hash = uuid4().hex
    edition.save()


def own(enrolment):
    return reverse("courses:module-sheet", args=[enrolment.cohort.code, "M1"])


def of(enrolment):
    return reverse("courses:sheet-enter", args=[enrolment.public_id, "M1"])


def filled(*lessons, **facts):
    return {
        "lessons": [str(lesson.public_id) for lesson in lessons],
        "studied_on": timezone.localdate().isoformat(),
        "key": str(uuid4()),
    } | facts


def test_participant_hands_in_the_sheet_and_reads_which_answers_were_right(
    client, enrolment, lessons
):
    client.force_login(enrolment.participant)
    name = f"q-{lessons[0].public_id}-1"

    refused = client.post(own(enrolment), filled(*lessons))
    answer = client.post(own(enrolment), filled(*lessons, **{name: "A"}))
    page = client.get(own(enrolment)).content.decode()

    assert refused.status_code == 422
    text = refused.content.decode()
    assert text.count("checked") == 2  # What was ticked stays ticked.
    assert (answer.status_code, answer.url) == (302, own(enrolment))
    assert "A) Quince Son más." in page
    assert "Se responde en papel" in page  # The quiz of the module.
    assert enrolment.hours_entries.count() == 2


def test_same_form_twice_counts_once(client, enrolment, lessons):
    client.force_login(enrolment.participant)
    form = filled(lessons[1])

    answers = [client.post(own(enrolment), form).status_code for _again in range(2)]

    assert answers == [302, 302]
    assert enrolment.hours_entries.count() == StudySheet.objects.count() == 1


def test_participant_says_nothing_about_the_evidence(client, enrolment, lessons):
    client.force_login(enrolment.participant)

    client.post(own(enrolment), filled(lessons[1], evidence="on_site"))

    assert enrolment.hours_entries.get().evidence == "handbook"


def test_facilitator_enters_a_sheet_with_its_real_day_and_may_undo_it(
    client, enrolment, lessons, facilitator
):
    client.force_login(facilitator)
    person = reverse("person", args=[enrolment.public_id])
    day = timezone.localdate() - timedelta(days=3)

    assert "¿Cuántos ODS hay?" not in client.get(of(enrolment)).content.decode()
    answer = client.post(
        of(enrolment), filled(*lessons, evidence="on_site", studied_on=day.isoformat())
    )
    assert (answer.status_code, answer.url) == (302, person)
    assert {(entry.evidence, entry.earned_on) for entry in enrolment.hours_entries.all()} == {
        ("on_site", day)
    }

    sheet = StudySheet.objects.get()
    undo = reverse("courses:sheet-undo", args=[enrolment.public_id, sheet.public_id])
    assert undo in client.get(person).content.decode()
    assert client.post(undo).url == person
    assert undo not in client.get(person).content.decode()
    assert sum(entry.minutes for entry in enrolment.hours_entries.all()) == 0


def test_only_those_who_teach_or_run_enter_for_somebody(client, enrolment, lessons):
    people = {
        "tutor": TutorAssignmentFactory(enrolment=enrolment).tutor,
        "staff": MembershipFactory(organisation=enrolment.cohort.host).person,
        "own": enrolment.participant,
        "other tutor": TutorAssignmentFactory(enrolment__cohort=enrolment.cohort).tutor,
        "coordinator": MembershipFactory(
            organisation=enrolment.cohort.partner, role="coordinator"
        ).person,
    }

    answers = {}
    for name, person in people.items():
        client.force_login(person)
        answers[name] = client.get(of(enrolment)).status_code

    assert answers == {
        "tutor": 200,
        "staff": 200,
        "own": 403,
        "other tutor": 404,
        "coordinator": 404,
    }


def test_sheet_of_somebody_else_is_not_undone(client, enrolment, lessons, facilitator):
    client.force_login(facilitator)
    client.post(of(enrolment), filled(lessons[1], evidence="handbook"))
    undo = reverse(
        "courses:sheet-undo", args=[enrolment.public_id, StudySheet.objects.get().public_id]
    )

    client.force_login(MembershipFactory(organisation=enrolment.cohort.host).person)

    assert client.post(undo).status_code == 404


def test_module_that_does_not_exist_is_not_found(client, enrolment, lessons):
    client.force_login(enrolment.participant)

    assert client.get(own(enrolment).replace("M1", "M9")).status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_pages_cost_the_same_for_any_number_of_lessons(
    client, enrolment, lessons, facilitator, more, django_assert_num_queries
):
    for _more in range(more):
        LessonFactory(module=lessons[0].module)
    freeze(enrolment.cohort.edition)
    client.force_login(enrolment.participant)
    client.get(own(enrolment))
    with django_assert_num_queries(6):
        client.get(own(enrolment))
    client.force_login(facilitator)
    client.get(of(enrolment))
    with django_assert_num_queries(5):
        client.get(of(enrolment))
