from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from assessments.domain.quiz_on_paper import blank_paper, record_paper_attempt
from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAttempt
from courses.models import HoursEntry
from tests.assessments.quizzes import make_quiz, quiz_of_every_kind
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.models import SessionFacilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, items=2)


@pytest.fixture
def facilitator(client, enrolment):
    session = InPersonSessionFactory(cohort=enrolment.cohort)
    person = UserFactory()
    SessionFacilitator.objects.create(session=session, person=person)
    client.force_login(person)
    return person


def address(enrolment, quiz):
    with translation.override("es-mx"):
        return reverse(
            "assessments:paper-attempt", args=[enrolment.public_id, quiz.lesson.public_id]
        )


def overview(enrolment):
    return reverse("person-paper", args=[enrolment.public_id])


def sheet(quiz, enrolment, **changes):
    """The letter A everywhere."""
    answers = {f"q{asked.number}-choices": "1" for asked in blank_paper(enrolment, quiz).asked}
    day = timezone.localdate() - timedelta(days=2)
    return {"key": str(uuid4()), "taken_on": day.isoformat(), "note": "Hoja 12"} | (
        answers | changes
    )


def seen(client, where, sent):
    """Look at the score first, and return the form with its fingerprint."""
    page = client.post(where, sent)
    assert page.status_code == 200, page.context["form"].errors
    return sent | {"seen": page.context["form"].fingerprint}


def test_score_is_shown_before_it_is_entered_and_entered_once(client, facilitator, enrolment, quiz):
    where = address(enrolment, quiz)
    sent = seen(client, where, sheet(quiz, enrolment))
    assert not QuizAttempt.objects.exists()

    answers = [client.post(where, sent) for _click in range(2)]

    assert [one.url for one in answers] == [overview(enrolment)] * 2
    attempt = QuizAttempt.objects.get()
    assert (attempt.score, attempt.recorded_by, attempt.paper_note) == (100, facilitator, "Hoja 12")
    assert attempt.taken_on == timezone.localdate() - timedelta(days=2)
    assert HoursEntry.objects.get().minutes == quiz.lesson.minutes


def test_what_was_changed_after_the_look_is_shown_again(client, facilitator, enrolment, quiz):
    where = address(enrolment, quiz)
    sent = seen(client, where, sheet(quiz, enrolment))

    page = client.post(where, sent | {"q1-choices": "2"})

    assert page.status_code == 200
    assert page.context["score"] == 50
    assert not QuizAttempt.objects.exists()


def test_score_alone_is_enough(client, facilitator, enrolment, quiz):
    where = address(enrolment, quiz)
    nothing = {"q1-choices": "", "q2-choices": "", "score": "87.5"}

    client.post(where, seen(client, where, sheet(quiz, enrolment, **nothing)))

    attempt = QuizAttempt.objects.get()
    assert (attempt.score, attempt.is_score_only) == (87.5, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"score": "50"},
        {"q1-choices": "", "q2-choices": ""},
        {"note": ""},
        {"taken_on": "2999-01-01"},
        {"q1-choices": "9"},
    ],
    ids=["both", "neither", "no folio", "a day to come", "no such letter"],
)
def test_what_cannot_be_is_refused_with_what_was_typed(
    client, facilitator, enrolment, quiz, changes
):
    page = client.post(address(enrolment, quiz), sheet(quiz, enrolment, **changes))

    assert page.status_code == 422
    assert 'value="Hoja 12"' in page.content.decode() or changes == {"note": ""}
    assert not QuizAttempt.objects.exists()


def test_every_kind_of_question_has_its_field(client, facilitator, enrolment):
    quiz = quiz_of_every_kind(enrolment)

    page = client.get(address(enrolment, quiz))

    assert [len(item.fields) for item in page.context["form"].items] == [
        max(1, len(asked.gaps)) for asked in blank_paper(enrolment, quiz).asked
    ]


def test_there_is_no_form_while_an_attempt_is_open(client, facilitator, enrolment, quiz):
    start_attempt(enrolment, quiz, by=enrolment.participant)

    html = client.get("/en" + address(enrolment, quiz)).content.decode()

    assert "has an attempt open on the platform" in html
    assert 'name="taken_on"' not in html


def test_a_tutor_takes_a_wrong_entry_back(client, enrolment, quiz):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    attempt = record_paper_attempt(
        enrolment, quiz, taken_on=timezone.localdate(), by=UserFactory(), key=uuid4(), score=90
    )
    client.force_login(tutor)
    where = reverse("assessments:paper-withdraw", args=[attempt.public_id])

    client.post(where, {"reason": ""})
    assert QuizAttempt.objects.in_force().exists()
    answer = client.post(where, {"reason": "Era de otra persona."})

    assert answer.url == overview(enrolment)
    assert not QuizAttempt.objects.in_force().exists()
    assert sum(HoursEntry.objects.values_list("minutes", flat=True)) == 0


def test_who_facilitates_and_studies_enters_nothing_for_themselves(
    client, facilitator, enrolment, quiz
):
    own = EnrolmentFactory(cohort=enrolment.cohort, participant=facilitator)

    pages = [client.get(address(own, quiz)), client.get(overview(own))]

    assert [page.status_code for page in pages] == [403, 403]


@pytest.mark.parametrize("quizzes", [1, 3])
def test_the_overview_costs_the_same_for_one_quiz_and_for_three(
    client, facilitator, enrolment, quizzes, django_assert_max_num_queries
):
    for number in range(quizzes):
        one = make_quiz(enrolment, items=1)
        record_paper_attempt(
            enrolment,
            one,
            taken_on=timezone.localdate(),
            by=facilitator,
            key=uuid4(),
            score=number,
        )
    client.get(overview(enrolment))

    with django_assert_max_num_queries(12):
        page = client.get(overview(enrolment))

    assert page.content.decode().count("<details>") == quizzes


def test_sheet_to_print_asks_everything_and_tells_no_answer(client, facilitator, enrolment):
    quiz = quiz_of_every_kind(enrolment, kind="post")
    quiz.items.first().choices.update(feedback="Por esta razón.")

    page = client.get(
        reverse("assessments:paper-sheet", args=[enrolment.public_id, quiz.lesson.public_id])
    )

    html = page.content.decode()
    assert len(page.context["sheet"].items) == quiz.items.count()
    assert all(item.stem in unescape(html) for item in page.context["sheet"].items)
    assert "Por esta razón." not in html
