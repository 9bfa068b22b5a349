from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.calendar_moves import move_calendar, undo_move
from assessments.domain.extensions import extend, withdraw_extension
from assessments.tasks import remind_of_due_days, tell_about_calendar, tell_about_days
from courses.models import CalendarMove, DueExtension, ItemDue
from people.domain.messages import deliver
from people.models import Message
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    LessonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def cohort():
    return CohortFactory(project_due_at=timezone.now() + WEEK)


def move(cohort, **facts):
    default = {"reason": "Huracán & lluvia", "by": UserFactory(), "key": uuid4()}
    return move_calendar(cohort, 7, **default | facts)


def in_the_outbox():
    return list(Message.objects.order_by("key").values_list("key", "state"))


def test_people_are_told_of_a_move_after_ten_minutes_in_their_language(cohort):
    lesson = LessonFactory(
        module__edition=cohort.edition, title_es="Ficha de metas", title_en="Targets sheet"
    )
    ItemDue.objects.create(cohort=cohort, lesson=lesson, due_at=timezone.now() + WEEK)
    mexican = EnrolmentFactory(cohort=cohort).participant
    english = EnrolmentFactory(cohort=cohort, participant__language="en").participant
    EnrolmentFactory(cohort=cohort, participant__email=None)
    tutor = CohortTutorFactory(cohort=cohort).tutor
    done = move(cohort)

    for _again in range(2):
        tell_about_days()

    told = {message.person: message for message in Message.objects.all()}
    assert told.keys() == {mexican, english, tutor}
    assert told[mexican].key == f"calendar-{done.public_id}-{mexican.public_id}"
    assert "Huracán & lluvia" in told[mexican].text
    assert "Huracán &amp; lluvia" in told[mexican].html
    assert "Ficha de metas" in told[mexican].text
    assert "Targets sheet" in told[english].text
    assert f"/curso/{cohort.code}/" in told[mexican].text
    assert f"/gestion/cohortes/{cohort.code}/fechas/" in told[tutor].text
    assert not deliver(told[mexican].pk, now=done.moved_at + timedelta(minutes=9))
    assert deliver(told[mexican].pk, now=done.moved_at + timedelta(minutes=11))


def test_only_who_was_told_hears_that_a_move_was_undone(cohort):
    told, untold = (EnrolmentFactory(cohort=cohort).participant for _each in range(2))
    done = move(cohort)
    tell_about_calendar(done.pk)
    deliver(Message.objects.get(person=told).pk, now=timezone.now() + timedelta(minutes=11))

    undo_move(done, by=UserFactory(), now=timezone.now())
    for _again in range(2):
        tell_about_days()

    assert set(in_the_outbox()) == {
        (f"calendar-{done.public_id}-{told.public_id}", "sent"),
        (f"calendar-{done.public_id}-{untold.public_id}", "stopped"),
        (f"calendar-undone-{done.public_id}-{told.public_id}", "pending"),
    }


def test_move_that_was_undone_at_once_is_told_to_nobody(cohort):
    EnrolmentFactory(cohort=cohort)
    done = move(cohort)
    undo_move(done, by=UserFactory())

    tell_about_days()

    assert in_the_outbox() == []
    assert CalendarMove.objects.get().told_at is None


def test_people_hear_of_more_time_and_that_it_was_taken_back(
    cohort, mailoutbox, django_capture_on_commit_callbacks
):
    enrolment = EnrolmentFactory(cohort=cohort, participant__language="en")
    tutor, key = UserFactory(given_names="Renata", surname_1="Tun"), uuid4()

    with django_capture_on_commit_callbacks(execute=True):
        extend(
            [enrolment],
            "E5",
            due_at=timezone.now() + 2 * WEEK,
            reason="Cuida a su madre",
            by=tutor,
            key=key,
        )
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_extension(key, by=tutor)
    tell_about_days()

    given, taken = mailoutbox
    assert given.subject == "More time for E5 Final project"
    assert "Renata Tun granted it for this reason: Cuida a su madre" in given.body
    assert taken.subject == "The additional time for E5 Final project no longer holds"
    assert f"/en/curso/{cohort.code}/proyecto/" in taken.body
    assert DueExtension.objects.untold().count() == 0
    assert DueExtension.objects.withdrawal_untold().count() == 0


def test_clock_reminds_once_of_what_is_due(cohort):
    """Whatever the hour at which the tests run: the cohort lies where it is about noon."""
    hour = timezone.now().hour
    offset = 12 - hour  # Etc/GMT has its signs the other way round.
    cohort.time_zone = f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"
    cohort.project_due_at = timezone.now() + timedelta(days=3)
    cohort.save()
    enrolment = EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=CohortFactory())

    for _again in range(2):
        remind_of_due_days()

    message = Message.objects.get()
    assert message.person == enrolment.participant
    assert "E5" in message.subject
    assert f"/curso/{cohort.code}/proyecto/" in message.text
