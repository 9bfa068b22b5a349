from uuid import uuid4

import pytest
from django.utils import timezone

from people.models import Message
from tests.factories import (
    AnswerFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    LessonFactory,
    MembershipFactory,
    QuestionFactory,
    UserFactory,
)
from tutoring.domain.assignment import SETTLED_AFTER, tutor_of
from tutoring.domain.questions import answer_question
from tutoring.models import MakeUp
from tutoring.tasks import (
    assign_everywhere,
    assign_missing,
    tell_about_make_up,
    tell_about_make_ups,
    tell_participant,
    tell_participants,
)

pytestmark = pytest.mark.django_db


def test_answering_writes_to_the_participant_after_commit(
    mailoutbox, django_capture_on_commit_callbacks
):
    question = QuestionFactory(lesson=LessonFactory(code="M1.3"), body="¿Fin & Propósito?")

    with django_capture_on_commit_callbacks(execute=True):
        answer = answer_question(
            question, by=UserFactory(given_names="Renata"), body="Un <Fin>.", key=uuid4()
        )
        assert not Message.objects.exists()

    message = Message.objects.get()
    assert message.key == f"answer-{answer.pk}"
    assert message.to == question.enrolment.participant.email
    assert "M1.3" in message.subject
    [mail] = mailoutbox
    assert "Un <Fin>." in mail.body
    assert "¿Fin & Propósito?" in mail.body
    assert "Un &lt;Fin&gt;." in mail.alternatives[0].content
    assert f"{question.get_absolute_url()}" in mail.body


def test_message_is_in_the_language_of_the_reader():
    answer = AnswerFactory(question__enrolment__participant__language="en")

    tell_participant(answer.pk)

    message = Message.objects.get()
    assert message.subject == "An answer to your question"
    assert f"/en/dudas/{answer.question.public_id}/" in message.text


def test_telling_twice_posts_one_message():
    answer = AnswerFactory()

    tell_participant(answer.pk)
    tell_participant(answer.pk)

    assert Message.objects.count() == 1
    answer.refresh_from_db()
    assert answer.participant_told_at


def test_sweep_finds_what_a_lost_bell_left():
    told, untold = AnswerFactory(participant_told_at=timezone.now()), AnswerFactory()

    tell_participants()

    assert [message.key for message in Message.objects.all()] == [f"answer-{untold.pk}"]
    assert told.participant_told_at


def test_tutors_are_assigned_by_the_bell_and_by_the_clock():
    first, second = EnrolmentFactory(), EnrolmentFactory()
    for enrolment in (first, second):
        tutor = MembershipFactory(organisation=enrolment.cohort.host, role="tutor").person
        CohortTutorFactory(
            cohort=enrolment.cohort, tutor=tutor, since=timezone.now() - SETTLED_AFTER
        )

    assign_missing(first.cohort_id)
    assert (tutor_of(first) is None, tutor_of(second) is None) == (False, True)

    assign_everywhere()
    assert tutor_of(second)


def test_decision_that_nobody_was_told_is_found_by_the_clock_and_told_once(mailoutbox):
    enrolment = EnrolmentFactory()
    lesson = LessonFactory(
        module__edition=enrolment.cohort.edition, code="M1.7", kind="F", closed_by="reply"
    )
    make_up = MakeUp.objects.create(
        enrolment=enrolment,
        lesson=lesson,
        kind="comment",
        state="declined",
        minutes=30,
        happened_on=timezone.localdate(),
        key=uuid4(),
        decided_by=UserFactory(),
        reason="Falta <todo>",
    )

    tell_about_make_ups()
    tell_about_make_ups()
    tell_about_make_up(make_up.pk)

    assert Message.objects.get().key == f"make-up-{make_up.public_id}-declined"
    assert "Falta &lt;todo&gt;" in Message.objects.get().html
