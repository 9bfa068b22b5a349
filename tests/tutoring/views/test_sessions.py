from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlannedSessionFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.models import InPersonSession, SessionFacilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(territory=MunicipalityFactory(code="15106").parent)


@pytest.fixture
def planned(cohort):
    return PlannedSessionFactory(edition=cohort.edition, code="S1")


@pytest.fixture
def staff(client, cohort):
    person = MembershipFactory(organisation=cohort.host).person
    client.force_login(person)
    return person


def edit_url(cohort, code="S1"):
    return reverse("tutoring:session-edit", args=[cohort.code, code])


def form_of(**more):
    return {"day": "2026-11-28", "hour": "10:00", "venue": "Casa de la Cultura"} | more


@pytest.mark.usefixtures("staff", "planned")
def test_staff_schedules_in_the_hour_of_the_place(client, cohort):
    cohort.time_zone = "America/Cancun"
    cohort.save()
    person = MembershipFactory(organisation=cohort.host, role="facilitator").person
    form = form_of(municipality="15106", facilitators=[person.public_id])

    response = client.post(edit_url(cohort), form)

    assert response.url == reverse("tutoring:cohort-sessions", args=[cohort.code])
    session = InPersonSession.objects.get()
    assert session.starts_at.isoformat() == "2026-11-28T15:00:00+00:00"
    assert session.municipality.code == "15106"
    assert session.session_facilitators.get().person == person
    # The form shows the same hour again, whatever the zone of the reader.
    page = client.get(edit_url(cohort)).content.decode()
    assert 'value="10:00"' in page
    assert 'value="2026-11-28"' in page


@pytest.mark.usefixtures("staff", "planned")
def test_the_same_form_sent_twice_schedules_once(client, cohort):
    statuses = [client.post(edit_url(cohort), form_of()).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert InPersonSession.objects.count() == 1


@pytest.mark.usefixtures("staff", "planned")
@pytest.mark.parametrize(
    "wrong",
    [{"day": "28/11"}, {"hour": "25:00"}, {"venue": " "}, {"municipality": "99999"}],
)
def test_wrong_input_comes_back_with_what_was_typed(client, cohort, wrong):
    response = client.post(edit_url(cohort), form_of(**wrong))

    assert response.status_code == 422
    assert 'value="10:00"' in response.content.decode() or "hour" in wrong
    assert not InPersonSession.objects.exists()


@pytest.mark.usefixtures("staff", "planned")
def test_facilitator_of_another_host_cannot_be_chosen(client, cohort):
    stranger = MembershipFactory(role="facilitator").person

    response = client.post(edit_url(cohort), form_of(facilitators=[stranger.public_id]))

    assert response.status_code == 422
    assert not SessionFacilitator.objects.exists()


@pytest.mark.usefixtures("staff", "planned")
def test_overlap_says_why_it_refuses(client, cohort):
    PlannedSessionFactory(edition=cohort.edition, code="S2")
    client.post(edit_url(cohort), form_of())

    response = client.post(edit_url(cohort, "S2"), form_of(hour="11:00"))

    assert response.status_code == 422
    assert "At that time the cohort has another session: S1." in response.content.decode()


@pytest.mark.usefixtures("staff")
def test_session_that_the_edition_does_not_plan_is_not_found(client, cohort):
    assert client.get(edit_url(cohort, "S9")).status_code == 404


@pytest.mark.usefixtures("planned")
def test_staff_cancels_unless_attendance_is_recorded(client, cohort, staff):
    client.post(edit_url(cohort), form_of())
    session = InPersonSession.objects.get()
    address = reverse("tutoring:session-cancel", args=[cohort.code, "S1"])

    client.post(address, {"reason": "Flood"})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert client.post(address).status_code == 302

    now = timezone.now()
    again = InPersonSessionFactory(
        cohort=cohort, planned=session.planned, starts_at=now, ends_at=now + timedelta(hours=1)
    )
    record_attendance(again, EnrolmentFactory(cohort=cohort), status="late", by=staff)
    page = client.post(address, follow=True).content.decode()
    assert "Attendance has been recorded for this session, so its date stays." in page


@pytest.mark.parametrize("who", ["stranger", "staff of another host"])
@pytest.mark.usefixtures("planned")
def test_others_do_not_learn_about_the_timetable(client, cohort, who):
    person = UserFactory() if who == "stranger" else MembershipFactory().person
    client.force_login(person)

    assert client.get(reverse("tutoring:cohort-sessions", args=[cohort.code])).status_code == 404
    assert client.post(edit_url(cohort), form_of()).status_code == 404
    address = reverse("tutoring:session-cancel", args=[cohort.code, "S1"])
    assert client.post(address).status_code == 404


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("count", [1, 3])
def test_timetable_costs_the_same_for_any_number(client, cohort, django_assert_num_queries, count):
    for number in range(count):
        planned = PlannedSessionFactory(edition=cohort.edition, code=f"S{number}")
        session = InPersonSessionFactory(cohort=cohort, planned=planned)
        SessionFacilitator.objects.create(session=session, person=UserFactory())

    with django_assert_num_queries(9):
        client.get(reverse("tutoring:cohort-sessions", args=[cohort.code]))


def test_facilitator_sees_their_sessions_the_next_one_first(client):
    person, now = UserFactory(), timezone.now()
    starts = [now + timedelta(days=days) for days in (9, 2, -9, -2)]
    sessions = [
        InPersonSessionFactory(starts_at=start, ends_at=start + timedelta(hours=3))
        for start in starts
    ]
    for session in sessions:
        SessionFacilitator.objects.create(session=session, person=person)
    InPersonSessionFactory()
    cancelled = InPersonSessionFactory(state="cancelled")
    SessionFacilitator.objects.create(session=cancelled, person=person)
    client.force_login(person)

    context = client.get(reverse("tutoring:session-list")).context

    later, sooner, long_ago, lately = sessions
    assert list(context["upcoming"]) == [sooner, later]
    assert list(context["page"]) == [lately, long_ago]


def test_a_session_whose_code_can_be_read_comes_first_with_the_way_to_the_wall(client):
    now = timezone.now()
    session = InPersonSessionFactory(starts_at=now, ends_at=now + timedelta(hours=3))
    person = SessionFacilitator.objects.create(session=session, person=UserFactory()).person
    client.force_login(person)

    page = client.get(reverse("tutoring:session-list"))

    assert page.context["showing"] == [session]
    assert reverse("tutoring:session-code", args=[session.public_id]) in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_session_list_costs_the_same_for_any_number(client, django_assert_num_queries, count):
    tutor = UserFactory()
    for _ in range(count):
        cohort = CohortTutorFactory(tutor=tutor).cohort
        start = timezone.now() + timedelta(days=1)
        InPersonSessionFactory(cohort=cohort, starts_at=start, ends_at=start + timedelta(hours=3))
        InPersonSessionFactory(cohort=cohort)
    client.force_login(tutor)

    with django_assert_num_queries(6):
        client.get(reverse("tutoring:session-list"))
