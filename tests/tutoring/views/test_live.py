from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    LiveSessionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.check_in import check_in
from tutoring.models import LiveSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory()


@pytest.fixture
def enrolment(session):
    return EnrolmentFactory(cohort=session.cohort)


@pytest.fixture
def tutor(session, enrolment):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    CohortTutorFactory(cohort=session.cohort, tutor=tutor)
    return tutor


def address(name, session):
    return reverse(f"tutoring:{name}", args=[session.public_id])


def test_tutor_gives_an_item_a_date_in_the_hour_of_the_cohort(client, session, tutor):
    client.force_login(tutor)
    url = reverse("tutoring:live-new", args=[session.cohort.code, session.lesson.public_id])
    form = {
        "day": "2026-12-03",
        "hour": "17:00",
        "minutes": 60,
        "link": "https://sala.example/x",
        "dial_in": "55 0000 0000",
        "key": uuid4(),
    }

    statuses = [client.post(url, form).status_code for _ in range(2)]

    assert statuses == [302, 302]
    new = LiveSession.objects.exclude(pk=session.pk).get()
    assert new.starts_at.isoformat() == "2026-12-03T23:00:00+00:00"


@pytest.mark.parametrize("link", ["http://sala.example/x", "javascript:alert(1)", ""])
def test_links_that_are_no_https_address_are_refused(client, session, tutor, link):
    client.force_login(tutor)
    url = reverse("tutoring:live-new", args=[session.cohort.code, session.lesson.public_id])
    form = {"day": "2026-12-03", "hour": "17:00", "minutes": 60, "link": link, "key": uuid4()}

    response = client.post(url, form)

    assert response.status_code == 422
    assert LiveSession.objects.count() == 1


def test_the_sheet_records_only_the_people_one_tutors(client, session, enrolment, tutor):
    stranger = EnrolmentFactory(cohort=session.cohort)
    client.force_login(tutor)
    marks = {f"asistio-{one.public_id}": "si" for one in (enrolment, stranger)}

    response = client.post(address("live-attendance", session), marks)

    assert response.url == session.get_absolute_url()
    assert [one.enrolment for one in session.attendances.all()] == [enrolment]
    assert enrolment.lesson_progress.get().completed_at


def test_the_recording_is_there_for_participants_once_the_session_is_over(
    client, session, enrolment, tutor
):
    session.starts_at = timezone.now() - timedelta(days=1)
    session.save()
    client.force_login(tutor)
    form = {"recording": "https://video.example/1", "transcript": "Buenas tardes a todas."}
    client.post(address("live-recording", session), form)
    client.force_login(enrolment.participant)

    page = client.get(session.get_absolute_url()).content.decode()

    assert "https://video.example/1" in page
    assert "Buenas tardes a todas." in page
    assert session.link not in page


def test_participants_get_a_calendar_file_and_no_sheet(client, session, enrolment):
    client.force_login(enrolment.participant)

    file = client.get(address("live-calendar", session))
    page = client.get(session.get_absolute_url())
    refused = client.post(address("live-attendance", session))

    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{session.public_id}@aula-ods\r\n" in file.content.decode()
    assert page.context["rows"] == []
    assert refused.status_code == 403


def test_cancelling_needs_a_reason_and_takes_the_session_off_the_list(
    client, session, enrolment, tutor
):
    client.force_login(tutor)
    client.post(address("live-cancel", session))
    session.refresh_from_db()
    assert not session.is_cancelled

    client.post(address("live-cancel", session), {"reason": "Falló la luz"})

    client.force_login(enrolment.participant)
    page = client.get(reverse("tutoring:my-sessions", args=[session.cohort.code]))
    assert [item.sessions for item in page.context["timetable"].items] == [[]]
    assert tutor.full_name in page.content.decode()
    assert client.get(address("live-calendar", session)).status_code == 404


def test_people_of_other_cohorts_find_nothing(client, session):
    for person in (UserFactory(), EnrolmentFactory().participant):
        client.force_login(person)
        assert client.get(session.get_absolute_url()).status_code == 404


def test_a_session_going_on_leads_to_the_code_until_one_is_recorded(client):
    now = timezone.now()
    room = InPersonSessionFactory(starts_at=now, ends_at=now + timedelta(hours=3))
    enrolment = EnrolmentFactory(cohort=room.cohort)
    client.force_login(enrolment.participant)
    mine = reverse("tutoring:my-sessions", args=[room.cohort.code])

    before = client.get(mine).content.decode()
    check_in(room, enrolment, at=now)
    after = client.get(mine).content.decode()

    way = f'href="{reverse("tutoring:check-in-code")}"'
    assert (way in before, way in after) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_my_sessions_cost_the_same_for_any_number(client, django_assert_num_queries, count):
    enrolment = EnrolmentFactory()
    for _ in range(count):
        LiveSessionFactory(
            cohort=enrolment.cohort,
            lesson=LessonFactory(module__edition=enrolment.cohort.edition, closed_by="live"),
        )
        InPersonSessionFactory(cohort=enrolment.cohort)
    client.force_login(enrolment.participant)

    with django_assert_num_queries(10):
        page = client.get(reverse("tutoring:my-sessions", args=[enrolment.cohort.code]))

    assert len(page.context["timetable"].items) == count


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_costs_the_same_for_any_number(
    client, django_assert_num_queries, session, tutor, count
):
    for _ in range(count - 1):
        TutorAssignmentFactory(enrolment__cohort=session.cohort, tutor=tutor)
    client.force_login(tutor)

    with django_assert_num_queries(6):
        page = client.get(session.get_absolute_url())

    assert len(page.context["rows"]) == count
