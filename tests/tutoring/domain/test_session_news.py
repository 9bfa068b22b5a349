from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Message
from people.tasks import deliver_messages
from tests.factories import (
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    UserFactory,
    VenueFactory,
)
from tutoring.domain.sessions import cancel, reschedule, schedule
from tutoring.models import InPersonSession
from tutoring.tasks import remind_of_sessions, tell_of_session, tell_of_sessions

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def session():
    starts_at = timezone.now() + 10 * DAY
    return InPersonSessionFactory(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        planned__agenda_es="Mapa (60 min)",
    )


@pytest.fixture
def participant(session):
    """Who studies, beside those who left, have not joined or have no address."""
    for status in ("withdrawn", "invited"):
        EnrolmentFactory(cohort=session.cohort, status=status)
    EnrolmentFactory(cohort=session.cohort, participant__email=None)
    return EnrolmentFactory(cohort=session.cohort).participant


@pytest.fixture
def staff(session):
    return MembershipFactory(organisation=session.cohort.host).person


def move(session, staff, *, days=1, venue="Casa de la Cultura", **facts):
    starts_at = session.starts_at + days * DAY
    return reschedule(session, starts_at=starts_at, venue=venue, by=staff, **facts)


def pending():
    return list(Message.objects.filter(state="pending").order_by("key"))


def test_moving_writes_once_to_everybody_who_studies_with_a_new_entry(
    session, participant, staff, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        session = move(session, staff)
    for _time in range(2):
        tell_of_session(session.pk)
        tell_of_sessions()

    [message] = pending()
    assert message.person == participant
    assert "New date or place" in message.subject or "Nueva fecha" in message.subject
    assert "\r\nMETHOD:PUBLISH\r\n" in message.calendar
    assert "\r\nSEQUENCE:1\r\n" in message.calendar
    assert f"\r\nDTSTART:{session.starts_at:%Y%m%dT%H%M%SZ}\r\n" in message.calendar
    assert "Mapa (60 min)" in message.calendar
    assert message.not_before > timezone.now() + timedelta(minutes=4)


def test_a_date_corrected_at_once_is_told_once(session, participant, staff):
    for days in (1, 2):
        session = move(session, staff, days=days)
        tell_of_session(session.pk)

    [message] = pending()
    assert message.person == participant
    assert "\r\nSEQUENCE:2\r\n" in message.calendar
    assert Message.objects.filter(state="stopped").count() == 1


def test_cancelling_takes_the_entry_out_of_calendars(session, participant, staff):
    cancel(session, by=staff, reason="Lluvia")
    tell_of_session(session.pk)

    [message] = pending()
    assert message.person == participant
    for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"):
        assert f"\r\n{line}\r\n" in message.calendar


@pytest.mark.usefixtures("participant")
def test_a_new_date_after_a_cancellation_is_told_and_a_first_date_is_not(session, staff):
    assert session.sequence == 0
    cancel(session, by=staff)

    again = schedule(
        session.cohort,
        session.planned,
        starts_at=session.starts_at + DAY,
        venue="Casa de la Cultura",
        by=staff,
    )
    tell_of_session(again.pk)

    assert again.sequence == 1
    assert len(pending()) == 1


@pytest.mark.usefixtures("participant")
def test_other_facilitators_or_a_session_that_is_over_are_no_news(session, staff):
    facilitator = MembershipFactory(organisation=session.cohort.host, role="facilitator").person
    move(session, staff, days=0, facilitators=[facilitator])
    move(session, staff, days=-20)

    tell_of_sessions()

    assert pending() == []


def test_the_message_carries_the_entry_and_forgets_it_once_sent(
    session, staff, participant, mailoutbox
):
    session = move(session, staff)
    tell_of_session(session.pk)
    Message.objects.update(not_before=timezone.now())

    deliver_messages()

    [mail] = mailoutbox
    assert mail.to == [participant.email]
    [(name, content, kind)] = mail.attachments
    assert (name, kind) == ("aula-ods.ics", "text/calendar; method=PUBLISH")
    assert 'Content-Type: text/calendar; method="PUBLISH"' in mail.message().as_string()
    assert "BEGIN:VEVENT" in content
    assert Message.objects.get().calendar == ""


def test_reminders_go_once_for_each_date_of_the_next_day(session, participant, staff):
    remind_of_sessions()
    assert pending() == []
    InPersonSession.objects.update(
        starts_at=timezone.now() + DAY / 2, ends_at=timezone.now() + DAY / 2 + DAY / 24
    )

    for _time in range(2):
        remind_of_sessions()

    [message] = pending()
    assert message.person == participant
    session.refresh_from_db()
    moved = move(session, staff, days=0.1)
    remind_of_sessions()
    assert len({each.key for each in pending()}) == 2
    assert moved.reminded_for != InPersonSession.objects.get().reminded_for


def test_a_registered_venue_keeps_the_words_that_people_were_told(session, staff):
    venue = VenueFactory(host=session.cohort.host, name="CCA", address="Juárez 5", capacity=20)

    session = move(
        session,
        staff,
        venue=venue.written,
        registered_venue=venue,
        municipality=venue.municipality,
        capacity=venue.capacity,
    )
    venue.name = "Otro"
    venue.save()

    session.refresh_from_db()
    assert (session.venue, session.capacity) == ("CCA, Juárez 5", 20)
    assert session.registered_venue == venue
    assert session.sequence == 1


@pytest.fixture
def facilitator(session):
    return session.session_facilitators.create(person=UserFactory()).person


def tomorrow():
    starts_at = timezone.now() + DAY / 2
    InPersonSession.objects.update(starts_at=starts_at, ends_at=starts_at + DAY / 24)


@pytest.mark.usefixtures("participant")
def test_whoever_facilitates_is_reminded_once_with_the_entry_and_the_page_of_the_session(
    session, facilitator
):
    remind_of_sessions()
    assert pending() == []
    tomorrow()

    for _time in range(2):
        remind_of_sessions()

    [message] = [each for each in pending() if each.person == facilitator]
    assert session.planned.title in message.subject
    assert session.get_absolute_url() in message.text
    assert ": 2\n" in message.text  # How many study in the cohort.
    assert "\r\nMETHOD:PUBLISH\r\n" in message.calendar


def test_somebody_who_facilitates_from_the_day_before_on_is_reminded_too(session, participant):
    tomorrow()
    remind_of_sessions()
    late = session.session_facilitators.create(person=UserFactory()).person

    remind_of_sessions()

    assert {each.person for each in pending()} == {participant, late}


def test_a_reminder_that_waits_is_replaced_when_the_session_moves(
    session, participant, facilitator, staff
):
    tomorrow()
    remind_of_sessions()
    session.refresh_from_db()

    move(session, staff, facilitators=[facilitator])
    tell_of_session(session.pk)

    assert Message.objects.filter(state="stopped").count() == 2
    news = pending()
    assert {each.person for each in news} == {participant, facilitator}
    assert all("\r\nSEQUENCE:1\r\n" in each.calendar for each in news)
    remind_of_sessions()
    assert len(pending()) == 2  # The new date is more than a day ahead.
