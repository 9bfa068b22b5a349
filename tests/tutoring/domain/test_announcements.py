from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lms.dashboards.participant import participant_home
from lms.lib.errors import RuleViolation
from people.domain.bounces import note_bounce
from people.models import Message
from people.tasks import deliver_messages
from tests.factories import (
    AnnouncementRecipientFactory,
    CohortFactory,
    EnrolmentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.announcements import readers_among, take_back, write_to
from tutoring.models import Announcement
from tutoring.tasks import send_announcements

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ELEVEN_MINUTES = timedelta(minutes=11)


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def staff():
    return UserFactory(given_names="Rosa", surname_1="Díaz")


def chosen(cohort, *keys):
    readers = readers_among(cohort.enrolments.all())
    return [each for each in readers if not keys or each.key in keys]


def send(cohort, staff, *keys, **facts):
    facts = {"key": uuid4(), "now": NOW - ELEVEN_MINUTES, "by": staff} | facts
    text = {"subject": "Jueves", "body": "Traigan\nel árbol."}
    return write_to(cohort, chosen(cohort, *keys), **text, **facts)


def test_people_are_chosen_by_group_territory_or_because_they_need_company(cohort):
    there, elsewhere = (
        OrganisationFactory(territory=MunicipalityFactory(name=name))
        for name in ("Temoaya", "Xico")
    )

    def study(place, **facts):
        return EnrolmentFactory(cohort=cohort, affiliation__organisation=place, **facts)

    busy = study(there, last_seen_at=NOW)
    silent = study(elsewhere, last_seen_at=NOW - timedelta(days=11))
    study(there, status="invited")
    study(there, status="withdrawn")
    tutor = UserFactory(given_names="Ana", surname_1="Paz")
    TutorAssignmentFactory(enrolment=busy, tutor=tutor)

    found = [(each.kind, each.name, each.enrolments) for each in chosen(cohort)]

    assert [(kind, name, set(people)) for kind, name, people in found] == [
        ("everybody", "", {busy, silent}),
        ("behind", "", {silent}),
        ("tutor", "Ana Paz", {busy}),
        ("territory", "Temoaya", {busy}),
        ("territory", "Xico", {silent}),
    ]


def test_everybody_is_written_to_once_also_when_in_two_groups(cohort, staff, mailoutbox):
    enrolment = EnrolmentFactory(cohort=cohort, last_seen_at=NOW - timedelta(days=11))
    EnrolmentFactory(cohort=cohort, participant__email=None)
    EnrolmentFactory(cohort=cohort, status="invited")
    key = uuid4()

    first, again = (send(cohort, staff, "everybody", "behind", key=key) for _time in range(2))
    for _time in range(2):
        send_announcements()
    deliver_messages()

    assert first == again
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([enrolment.participant.email], "Jueves")
    assert "Traigan\nel árbol.\n\nRosa Díaz\n" in mail.body
    counted = Announcement.objects.with_counts().get()
    assert (counted.people, counted.sent, counted.on_its_way) == (2, 1, 0)
    assert counted.recipients.without_mail().count() == 1


def test_what_came_back_is_counted(cohort, staff):
    EnrolmentFactory(cohort=cohort)
    send(cohort, staff)
    send_announcements()

    note_bounce(Message.objects.get(), reason="550")

    counted = Announcement.objects.with_counts().get()
    assert (counted.sent, counted.came_back) == (0, 1)


def test_nobody_is_written_to_in_the_first_minutes_nor_after_an_undo(cohort, staff):
    EnrolmentFactory(cohort=cohort)
    announcement = send(cohort, staff, now=timezone.now())
    send_announcements()
    assert not Message.objects.exists()

    assert take_back(announcement, by=staff) == 0
    Announcement.objects.update(written_at=NOW - ELEVEN_MINUTES)
    send_announcements()

    assert not Message.objects.exists()
    announcement.refresh_from_db()
    assert (announcement.state, announcement.stopped_by) == ("stopped", staff)
    assert Announcement.objects.with_counts().get().stopped == 1


def test_stopping_later_keeps_the_rest_from_going(cohort, staff):
    for _person in range(2):
        EnrolmentFactory(cohort=cohort)
    announcement = send(cohort, staff)
    send_announcements()
    first = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=first.pk).update(state="sent")

    gone = [take_back(announcement, by=staff) for _time in range(2)]

    assert gone == [1, 1]
    counted = Announcement.objects.with_counts().get()
    assert (counted.sent, counted.stopped) == (1, 1)


def test_whoever_left_in_the_meantime_is_not_written_to(cohort, staff):
    enrolment = EnrolmentFactory(cohort=cohort)
    send(cohort, staff)
    enrolment.status = "withdrawn"
    enrolment.save()

    send_announcements()

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"seen": "somebody else"}, "changed"),
        ({"shown_until": timezone.localdate(NOW) - timedelta(days=2)}, "past"),
    ],
)
def test_other_people_than_were_seen_and_a_day_gone_by_are_refused(cohort, staff, facts, code):
    EnrolmentFactory(cohort=cohort)

    with pytest.raises(RuleViolation) as refusal:
        send(cohort, staff, **facts)

    assert refusal.value.code == code


def test_an_announcement_to_nobody_is_refused(cohort, staff):
    with pytest.raises(RuleViolation) as refusal:
        send(cohort, staff)

    assert refusal.value.code == "nobody"


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, ["La sesión del jueves"]),
        ({"announcement__written_at": NOW + timedelta(days=1)}, []),
        ({"announcement__shown_until": None}, []),
        ({"announcement__shown_until": timezone.localdate(NOW) - timedelta(days=2)}, []),
        ({"announcement__stopped_at": NOW}, []),
        ({"dismissed_at": NOW}, []),
    ],
)
def test_first_page_shows_it_from_its_minute_until_its_day_or_until_read(facts, shown, staff):
    if "announcement__stopped_at" in facts:
        facts |= {"announcement__stopped_by": staff}
    enrolment = AnnouncementRecipientFactory(**facts).enrolment
    AnnouncementRecipientFactory()  # To somebody else.

    banners = participant_home(enrolment.participant).banners

    assert [banner.subject for banner in banners] == shown
