import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.domain.homework import (
    MOST_BYTES,
    Upload,
    check_upload,
    hand_in_homework,
    open_homework,
)
from assessments.models import Homework
from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Elegimos la meta ODS 6.1 porque el agua llega dos días por semana."


def upload(content=b"%PDF-1.7 ficha", name="ficha.pdf", size=None):
    return Upload(io.BytesIO(content), name, len(content) if size is None else size)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def lesson(enrolment):
    return LessonFactory(
        module__edition=enrolment.cohort.edition, kind="H", closed_by="homework", minutes=40
    )


def send(enrolment, lesson, **facts):
    facts = {"by": enrolment.participant, "key": uuid4()} | facts
    return hand_in_homework(enrolment, lesson, **facts)


def test_handing_in_completes_the_item_and_its_minutes_count_once(enrolment, lesson):
    send(enrolment, lesson, body=TEXT)
    send(enrolment, lesson, body=TEXT + " Y algo más.")

    assert [entry.minutes for entry in enrolment.hours_entries.all()] == [40]
    assert enrolment.lesson_progress.get().completed_at
    assert Homework.objects.get().body == TEXT + " Y algo más."


def test_the_same_form_sent_again_returns_the_first_result(enrolment, lesson):
    key = uuid4()

    first = send(enrolment, lesson, body=TEXT, key=key)
    again = send(enrolment, lesson, body="Otro texto, que llegó dos veces por la red.", key=key)

    assert (again.pk, again.body) == (first.pk, TEXT)


def test_a_key_of_somebody_else_is_refused(enrolment, lesson):
    key = uuid4()
    send(EnrolmentFactory(cohort=enrolment.cohort), lesson, body=TEXT, key=key)

    with pytest.raises(RuleViolation) as refusal:
        send(enrolment, lesson, body=TEXT, key=key)

    assert refusal.value.code == "key_used"


def test_a_file_alone_is_enough_and_is_kept_under_an_address_nobody_typed(enrolment, lesson):
    homework = send(enrolment, lesson, upload=upload(name="../mi ficha.PDF"))

    homework.refresh_from_db()
    assert (homework.file_name, homework.file_kind, homework.file_size) == (
        "mi ficha.pdf",
        "pdf",
        14,
    )
    assert "ficha" not in homework.file.name
    with homework.file.open() as file:
        assert file.read() == b"%PDF-1.7 ficha"


def test_a_new_file_replaces_the_old_one_and_text_alone_keeps_it(
    enrolment, lesson, django_capture_on_commit_callbacks
):
    first = send(enrolment, lesson, upload=upload()).file.name
    send(enrolment, lesson, body=TEXT)
    assert Homework.objects.get().file.name == first

    with django_capture_on_commit_callbacks(execute=True):
        send(enrolment, lesson, upload=upload(b"%PDF-1.7 nueva"))

    assert Homework.objects.get().file.name != first
    assert not default_storage.exists(first)


def test_a_file_can_be_dropped_when_there_is_text(enrolment, lesson):
    send(enrolment, lesson, upload=upload())

    send(enrolment, lesson, body=TEXT, drop_file=True)

    assert not Homework.objects.get().file


def test_what_the_tutor_opened_cannot_be_replaced(enrolment, lesson):
    homework = send(enrolment, lesson, body=TEXT)
    tutor = UserFactory()
    opened_at = timezone.now() - timedelta(hours=1)
    open_homework(homework, by=tutor, now=opened_at)
    open_homework(homework, by=UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        send(enrolment, lesson, body=TEXT)

    assert refusal.value.code == "opened"
    homework.refresh_from_db()
    assert (homework.opened_by, homework.opened_at) == (tutor, opened_at)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, "too_short"),
        ({"body": "Poco"}, "too_short"),
        ({"upload": upload(b"")}, "empty_file"),
        ({"upload": upload(size=MOST_BYTES + 1)}, "too_large"),
        ({"upload": upload(b"<html>", "ficha.html")}, "kind"),
        ({"upload": upload(b"<html>", "ficha.pdf")}, "kind"),
        ({"upload": upload(name="ficha.exe")}, "ending"),
    ],
)
def test_what_cannot_be_handed_in_completes_nothing(enrolment, lesson, facts, code):
    with pytest.raises(RuleViolation) as refusal:
        send(enrolment, lesson, **facts)

    assert refusal.value.code == code
    assert not Homework.objects.exists()
    assert not enrolment.hours_entries.exists()


def test_ten_megabytes_and_a_jpeg_ending_are_taken():
    assert check_upload(upload(b"\xff\xd8\xff", "foto.JPEG", size=MOST_BYTES)) == "jpg"


def test_other_items_and_closed_cohorts_take_no_homework(enrolment, lesson):
    other = LessonFactory(module=lesson.module)
    with pytest.raises(RuleViolation) as refusal:
        send(enrolment, other, body=TEXT)
    assert refusal.value.code == "closed_otherwise"

    enrolment.cohort.state = "closed"
    with pytest.raises(RuleViolation) as refusal:
        send(enrolment, lesson, body=TEXT)
    assert refusal.value.code == "closed"
