from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import HoursEntry
from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.models import Attendance, SessionFacilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return InPersonSessionFactory(minutes=240)


@pytest.fixture
def facilitator(client, session):
    person = SessionFacilitator.objects.create(session=session, person=UserFactory()).person
    client.force_login(person)
    return person


def url(name, session):
    return reverse(f"tutoring:{name}", args=[session.public_id])


def sheet(how="by_hand", **marks):
    """Return the form for ``present=enrolment`` and the like."""
    form = {"how": how}
    for status, enrolments in marks.items():
        form |= {f"status-{enrolment.public_id}": status for enrolment in enrolments}
    return form


@pytest.mark.usefixtures("facilitator")
def test_facilitator_saves_the_sheet_and_stays_on_their_page(client, session):
    first, second, third = EnrolmentFactory.create_batch(3, cohort=session.cohort)
    form = sheet("paper", present=[first], absent=[second]) | {
        f"note-{second.public_id}": "Avisó",
        f"note-{third.public_id}": "",
    }

    response = client.post(f"{url('attendance-save', session)}?q=l%C3%B3pez&pagina=1", form)

    assert response.url == f"{session.get_absolute_url()}?q=l%C3%B3pez&pagina=1"
    rows = {row.enrolment: row for row in Attendance.objects.all()}
    assert {row: (rows[row].status, rows[row].reason, rows[row].how) for row in rows} == {
        first: ("present", "", "paper"),
        second: ("absent", "Avisó", "paper"),
    }


@pytest.mark.usefixtures("facilitator")
def test_the_same_sheet_sent_twice_counts_once(client, session):
    enrolment = EnrolmentFactory(cohort=session.cohort)

    pages = [
        client.post(
            url("attendance-save", session), sheet(present=[enrolment]), follow=True
        ).content.decode()
        for _ in range(2)
    ]

    assert "Attendance saved: 1 person changed." in pages[0]
    assert "Attendance saved: 0 people changed." in pages[1]
    assert (Attendance.objects.count(), HoursEntry.objects.count()) == (1, 1)


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("status", ["asleep", ""])
def test_wrong_status_or_a_note_alone_comes_back_as_typed(client, session, status):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    form = {
        "how": "by_hand",
        f"status-{enrolment.public_id}": status,
        f"note-{enrolment.public_id}": "Llegó en autobús",
    }

    response = client.post(url("attendance-save", session), form)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose present, late or absent for everyone with a note or hours." in page
    assert "Llegó en autobús" in page
    assert not Attendance.objects.exists()


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize(("how", "note"), [("telepathy", ""), ("by_hand", "x" * 301)])
def test_wrong_way_and_endless_note_come_back(client, session, how, note):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    form = sheet(how, late=[enrolment]) | {f"note-{enrolment.public_id}": note}

    response = client.post(url("attendance-save", session), form)

    assert response.status_code == 422
    assert 'value="late" checked' in response.content.decode()


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("who", ["foreign", "unknown"])
def test_people_of_another_cohort_are_not_found(client, session, who):
    person = EnrolmentFactory().public_id if who == "foreign" else uuid4()

    response = client.post(
        url("attendance-save", session), {"how": "by_hand", f"status-{person}": "present"}
    )

    assert response.status_code == 404
    assert not Attendance.objects.exists()


def test_late_correction_without_a_note_says_whose_note_is_missing(client, facilitator):
    ends_at = timezone.now() - timedelta(days=3)
    session = InPersonSessionFactory(starts_at=ends_at - timedelta(hours=3), ends_at=ends_at)
    SessionFacilitator.objects.create(session=session, person=facilitator)
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="absent", by=facilitator)
    form = sheet(present=[enrolment])
    address = url("attendance-save", session)

    refused = client.post(address, form)
    accepted = client.post(address, form | {f"note-{enrolment.public_id}": "Lista firmada"})

    assert refused.status_code == 422
    assert enrolment.participant.full_name in refused.context["form"].non_field_errors()[0]
    assert accepted.status_code == 302
    assert Attendance.objects.current().get().status == "present"


@pytest.mark.usefixtures("facilitator")
def test_everybody_without_record_is_marked_and_it_can_be_undone(client, session):
    EnrolmentFactory.create_batch(2, cohort=session.cohort)

    marked = client.post(url("attendance-rest", session), follow=True)
    page = marked.content.decode()
    assert "2 people without a record are now present." in page
    assert Attendance.objects.current().count() == 2

    at = {"at": marked.context["undo_at"]}
    undone = client.post(url("attendance-undo", session), at, follow=True).content.decode()
    client.post(url("attendance-undo", session), at)

    assert "Undone: 2 people are without a record again." in undone
    assert Attendance.objects.current().count() == 0
    assert "Undo</button>" not in undone


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("at", ["", "x", "-1", "9" * 30])
def test_nonsense_cannot_be_undone(client, session, at):
    assert client.post(url("attendance-undo", session), {"at": at}).status_code == 404
    assert client.get(session.get_absolute_url(), {"marcadas": at}).status_code == 200


@pytest.mark.usefixtures("facilitator")
def test_sheet_before_its_time_is_read_only_and_says_why(client, session, facilitator):
    session.starts_at = timezone.now() + timedelta(days=2)
    session.ends_at = session.starts_at + timedelta(hours=4)
    session.save()
    enrolment = EnrolmentFactory(cohort=session.cohort)

    page = client.get(session.get_absolute_url()).content.decode()
    saved = client.post(url("attendance-save", session), sheet(present=[enrolment]))
    marked = client.post(url("attendance-rest", session), follow=True)

    why = "Attendance can be recorded from two hours before the session starts."
    assert why in page
    assert 'type="radio"' not in page
    assert saved.status_code == 422
    assert why in marked.content.decode()
    assert not Attendance.objects.exists()


@pytest.mark.usefixtures("facilitator")
def test_who_left_is_flagged_and_cannot_be_changed(client, session, facilitator):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="present", by=facilitator)
    enrolment.status = "withdrawn"
    enrolment.save()

    page = client.get(session.get_absolute_url()).content.decode()

    assert "Left the cohort" in page
    assert f"status-{enrolment.public_id}" not in page


@pytest.mark.usefixtures("facilitator")
def test_sheet_is_searched_filtered_and_paged(client, session, facilitator):
    ana = EnrolmentFactory(cohort=session.cohort, participant__given_names="Ána")
    luz = EnrolmentFactory(cohort=session.cohort, participant__given_names="Luz")
    record_attendance(session, ana, status="late", by=facilitator)

    def found(**query):
        context = client.get(session.get_absolute_url(), query).context
        return [row.enrolment for row in context["rows"]]

    assert found() == [ana, luz]
    assert found(q="ANA") == [ana]
    assert found(ver="sin-registro") == [luz]
    assert found(q="nadie") == []


def test_tutor_reads_the_attendance_of_their_own_people(client, session):
    tutor = CohortTutorFactory(cohort=session.cohort).tutor
    mine = TutorAssignmentFactory(enrolment__cohort=session.cohort, tutor=tutor).enrolment
    EnrolmentFactory(cohort=session.cohort)
    client.force_login(tutor)

    response = client.get(session.get_absolute_url())

    assert [row.enrolment for row in response.context["rows"]] == [mine]
    assert 'type="radio"' not in response.content.decode()
    for name in ("attendance-save", "attendance-rest", "attendance-undo"):
        assert client.post(url(name, session), sheet(present=[mine])).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "other facilitator", "staff of another host"])
def test_strangers_are_not_told_that_the_session_exists(client, session, who):
    other = SessionFacilitator.objects.create(
        session=InPersonSessionFactory(cohort=session.cohort), person=UserFactory()
    )
    people = {
        "stranger": UserFactory(),
        "other facilitator": other.person,
        "staff of another host": MembershipFactory().person,
    }
    client.force_login(people[who])

    assert client.get(session.get_absolute_url()).status_code == 404
    for name in ("attendance-save", "attendance-rest", "attendance-undo"):
        assert client.post(url(name, session)).status_code == 404


def test_staff_of_the_host_records_too(client, session):
    client.force_login(MembershipFactory(organisation=session.cohort.host).person)
    enrolment = EnrolmentFactory(cohort=session.cohort)

    client.post(url("attendance-save", session), sheet(late=[enrolment]))

    assert Attendance.objects.get().status == "late"


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("count", [1, 3])
def test_sheet_costs_the_same_for_any_number(client, session, django_assert_num_queries, count):
    EnrolmentFactory.create_batch(count, cohort=session.cohort)

    with django_assert_num_queries(10):  # One of them notes who looked.
        client.get(session.get_absolute_url())


@pytest.mark.usefixtures("facilitator")
def test_sheet_of_a_large_cohort_stays_small(client, session):
    EnrolmentFactory.create_batch(60, cohort=session.cohort)

    page = client.get(session.get_absolute_url()).content.decode()

    assert page.count('role="row"') == 51
    assert page.count("<") - page.count("</") < 1500


@pytest.mark.usefixtures("facilitator")
def test_a77_a_stale_sheet_comes_back_with_who_was_recorded_meanwhile(client, session):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    seen = client.get(session.get_absolute_url()).context["seen"]
    record_attendance(session, enrolment, status="present", by=UserFactory())

    form = sheet(absent=[enrolment]) | {"seen": seen}
    response = client.post(url("attendance-save", session), form)

    assert response.status_code == 422
    assert "Meanwhile somebody else recorded" in response.content.decode()
    again = sheet(absent=[enrolment]) | {"seen": response.context["seen"]}
    assert client.post(url("attendance-save", session), again).status_code == 302
    assert Attendance.objects.get(replaced_at=None).status == "absent"
