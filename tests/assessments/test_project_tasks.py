from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.grading.verdicts import send_verdict
from assessments.models import Grade, Submission
from assessments.tasks import send_receipt, tell_about_grade, tell_about_grades
from people.models import Message
from tests.assessments.grades import approving, returning
from tests.assessments.projects import submitted_project
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tutor():
    return UserFactory(given_names="Renata", surname_1="Tun")


def keys():
    return set(Message.objects.values_list("key", flat=True))


def test_a_receipt_sent_twice_is_one_message_in_the_zone_of_its_reader():
    submission = submitted_project(participant__time_zone="America/Tijuana")
    Submission.objects.update(
        submitted_at=timezone.datetime(2026, 12, 1, 5, 59, tzinfo=timezone.get_fixed_timezone(0))
    )

    send_receipt(submission.pk)
    send_receipt(submission.pk)

    message = Message.objects.get()
    assert message.key == f"submission-{submission.public_id}"
    assert submission.folio in message.text
    assert submission.sha256 in message.text
    assert "21:59" in message.text
    assert submission.get_absolute_url() in message.text


def test_a_reader_in_english_gets_english_words_and_an_english_address(tutor):
    submission = submitted_project(participant__language="en", tutor=tutor)
    grade = send_verdict(submission, by=tutor, **approving(submission, 3))

    tell_about_grade(grade.pk)

    message = Message.objects.get(key=f"grade-{grade.public_id}")
    assert (
        message.subject
        == "Your project was approved: Agua segura para las localidades rurales de Valle de Encinos"
    )
    assert "80 of 100 points" in message.text
    assert "/en/curso/" in message.text


def test_a_verdict_is_told_once_and_a_draft_never(tutor):
    submission = submitted_project(tutor=tutor)
    draft = Grade.objects.create(
        submission=submission,
        rubric=send_verdict(other := submitted_project(), by=tutor, **approving(other)).rubric,
        tutor=tutor,
    )

    tell_about_grade(draft.pk)
    assert keys() == set()

    draft.delete()
    grade = send_verdict(submission, by=tutor, **returning(submission))
    tell_about_grade(grade.pk)
    tell_about_grade(grade.pk)
    assert keys() == {f"grade-{grade.public_id}"}


def test_the_sweep_finds_what_a_lost_bell_left(tutor):
    submission, old = submitted_project(tutor=tutor), submitted_project(tutor=tutor)
    Submission.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=9))
    grade = send_verdict(submission, by=tutor, **returning(submission))

    tell_about_grades()
    tell_about_grades()

    assert keys() == {f"grade-{grade.public_id}", f"submission-{submission.public_id}"}


def test_people_without_an_address_are_not_written_to(tutor):
    submission = submitted_project(participant__email=None, tutor=tutor)
    grade = send_verdict(submission, by=tutor, **returning(submission))

    tell_about_grades()

    grade.refresh_from_db()
    assert keys() == set()
    assert grade.participant_told_at is not None
