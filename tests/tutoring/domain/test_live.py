from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lms.lib.errors import RuleViolation
from people.models import Message
from tests.factories import (
    EnrolmentFactory,
    LessonFactory,
    LiveSessionFactory,
    UserFactory,
)
from tutoring.domain.live import (
    cancel_live,
    entry_of,
    keep_recording,
    live_items_of,
    move_live,
    schedule_live,
)
from tutoring.domain.live_attendance import record_live_attendance
from tutoring.tasks import remind_of_live_sessions

pytestmark = pytest.mark.django_db
LINK = "https://sala.example/agua"


@pytest.fixture
def session():
    return LiveSessionFactory(lesson__minutes=60)


@pytest.fixture
def enrolment(session):
    return EnrolmentFactory(cohort=session.cohort)


def minutes_of(enrolment):
    return sum(entry.minutes for entry in enrolment.hours_entries.all())


def record(session, enrolment, *, came, **facts):
    return record_live_attendance(session, {enrolment: came}, by=UserFactory(), **facts)


def test_presence_completes_the_item_and_counts_its_minutes_once(session, enrolment):
    changes = [record(session, enrolment, came=True) for _ in range(2)]
    again = LiveSessionFactory(cohort=session.cohort, lesson=session.lesson)
    record(again, enrolment, came=True)

    assert changes == [1, 0]
    assert minutes_of(enrolment) == 60
    assert enrolment.lesson_progress.get().completed_at


def test_presence_that_is_taken_back_takes_its_minutes_along(session, enrolment):
    record(session, enrolment, came=True)

    record(session, enrolment, came=False)

    assert minutes_of(enrolment) == 0
    assert enrolment.lesson_progress.get().completed_at is None
    record(session, enrolment, came=True)
    assert minutes_of(enrolment) == 60


def test_minutes_stay_while_another_date_vouches_for_them(session, enrolment):
    record(session, enrolment, came=True)
    record(LiveSessionFactory(cohort=session.cohort, lesson=session.lesson), enrolment, came=True)

    record(session, enrolment, came=False)

    assert minutes_of(enrolment) == 60


def test_absence_counts_nothing(session, enrolment):
    assert record(session, enrolment, came=False) == 1
    assert minutes_of(enrolment) == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"starts_at": timezone.now() + timedelta(hours=1)}, "too_early"),
    ],
)
def test_attendance_is_refused(session, enrolment, changed, code):
    for name, value in changed.items():
        setattr(session, name, value)
    session.save()

    with pytest.raises(RuleViolation) as refusal:
        record(session, enrolment, came=True)

    assert refusal.value.code == code


def test_a_closed_cohort_records_no_attendance_and_takes_no_date(session, enrolment):
    session.cohort.state = "closed"
    session.cohort.save()

    with pytest.raises(RuleViolation) as refusal:
        record(session, enrolment, came=True)
    assert refusal.value.code == "closed"
    with pytest.raises(RuleViolation) as refusal:
        schedule_live(
            session.cohort,
            session.lesson,
            by=UserFactory(),
            starts_at=timezone.now(),
            link=LINK,
            key=uuid4(),
        )
    assert refusal.value.code == "closed"


def test_the_same_form_schedules_once_and_an_item_may_have_several_dates(session):
    key = uuid4()
    facts = {"by": UserFactory(), "starts_at": timezone.now(), "link": LINK}

    for sent in (key, key, uuid4()):
        schedule_live(session.cohort, session.lesson, key=sent, **facts)

    (item,) = live_items_of(session.cohort)
    assert (item.lesson, len(item.sessions)) == (session.lesson, 3)


def test_only_live_items_of_the_edition_are_scheduled(session):
    for lesson in (LessonFactory(module=session.lesson.module), LessonFactory(closed_by="live")):
        with pytest.raises(RuleViolation) as refusal:
            schedule_live(
                session.cohort,
                lesson,
                by=UserFactory(),
                starts_at=timezone.now(),
                link=LINK,
                key=uuid4(),
            )
        assert refusal.value.code == "not_live"


def test_recorded_sessions_keep_their_date_and_are_not_cancelled(session, enrolment):
    record(session, enrolment, came=True)
    facts = {"by": UserFactory(), "link": LINK, "minutes": 90}

    with pytest.raises(RuleViolation) as refusal:
        move_live(session, starts_at=timezone.now() + timedelta(days=1), **facts)
    assert refusal.value.code == "recorded"
    with pytest.raises(RuleViolation) as refusal:
        cancel_live(session, by=UserFactory(), reason="Falló la luz")
    assert refusal.value.code == "recorded"
    assert move_live(session, starts_at=session.starts_at, **facts).minutes == 90


def test_cancelling_says_why_and_happens_once(session):
    with pytest.raises(RuleViolation) as refusal:
        cancel_live(session, by=UserFactory(), reason=" ")
    assert refusal.value.code == "no_reason"

    for _ in range(2):
        cancel_live(session, by=UserFactory(), reason="Falló la luz")

    session.refresh_from_db()
    assert session.is_cancelled
    with pytest.raises(RuleViolation) as refusal:
        keep_recording(session, by=UserFactory(), recording=LINK)
    assert refusal.value.code == "cancelled"


def test_calendar_entry_changes_when_the_session_moves(session):
    before = entry_of(session, address="https://aula.example/x")

    moved = move_live(
        session,
        by=UserFactory(),
        starts_at=session.starts_at + timedelta(days=1),
        link=LINK,
        minutes=45,
    )

    after = entry_of(moved, address="https://aula.example/x")
    assert after.uid == before.uid
    assert after.changed_at > before.changed_at
    assert (after.ends_at - after.starts_at, after.location) == (timedelta(minutes=45), LINK)


def test_who_has_it_still_to_do_is_reminded_a_day_before_once_a_date(session, enrolment):
    done = EnrolmentFactory(cohort=session.cohort)
    record(session, done, came=True)
    EnrolmentFactory(cohort=session.cohort, status="withdrawn")
    later = LiveSessionFactory(
        cohort=session.cohort,
        lesson=session.lesson,
        starts_at=timezone.now() + timedelta(hours=20),
    )
    LiveSessionFactory(starts_at=timezone.now() + timedelta(days=3))

    for _ in range(2):
        remind_of_live_sessions()

    assert [message.person for message in Message.objects.all()] == [enrolment.participant]
    assert later.link in Message.objects.get().text
    move_live(
        later,
        by=UserFactory(),
        starts_at=later.starts_at + timedelta(hours=1),
        link=LINK,
        minutes=60,
    )
    remind_of_live_sessions()
    assert Message.objects.count() == 2
