from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlannedSessionFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.domain.sessions import (
    cancel,
    municipalities_of,
    reschedule,
    schedule,
    timetable_of,
    zone_called,
)
from tutoring.models import InPersonSession

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 28, 10, 0, tzinfo=ZoneInfo("America/Mexico_City"))
DAY = timedelta(days=1)


def planned_in(cohort, **more):
    return PlannedSessionFactory(edition=cohort.edition, **more)


def schedule_one(cohort, **more):
    defaults = {"starts_at": NOON, "venue": "Casa de la Cultura", "by": UserFactory()}
    return schedule(cohort, more.pop("planned", None) or planned_in(cohort), **defaults | more)


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


def test_session_lasts_and_counts_as_planned():
    cohort = CohortFactory()
    person = MembershipFactory(organisation=cohort.host, role="facilitator").person
    place = MunicipalityFactory()

    session = schedule_one(
        cohort,
        planned=planned_in(cohort, minutes=240),
        municipality=place,
        facilitators=[person, person],
    )

    assert (session.minutes, session.ends_at - session.starts_at) == (240, timedelta(hours=4))
    assert session.municipality == place
    assert [row.person for row in session.session_facilitators.all()] == [person]
    assert AccessRecord.objects.filter(action="schedule").count() == 1


def test_each_planned_session_is_scheduled_once():
    cohort = CohortFactory()
    planned = planned_in(cohort)
    schedule_one(cohort, planned=planned)

    assert refused(schedule_one, cohort, planned=planned, starts_at=NOON + DAY) == "twice"


def test_refuses_other_editions_closed_cohorts_no_venue_and_strangers():
    cohort, closed = CohortFactory(), CohortFactory(state="closed")
    stranger = MembershipFactory(role="facilitator").person
    tutor = MembershipFactory(organisation=cohort.host, role="tutor").person

    assert refused(schedule_one, cohort, planned=PlannedSessionFactory()) == "other_edition"
    assert refused(schedule_one, closed) == "closed"
    assert refused(schedule_one, cohort, venue="  ") == "venue"
    assert refused(schedule_one, cohort, facilitators=[stranger]) == "not_on_the_team"
    assert refused(schedule_one, cohort, facilitators=[tutor]) == "not_on_the_team"
    assert not InPersonSession.objects.exists()


def test_a_cohort_is_not_in_two_sessions_at_once():
    cohort = CohortFactory()
    schedule_one(cohort)

    assert refused(schedule_one, cohort, starts_at=NOON + timedelta(hours=2)) == "overlap"
    assert schedule_one(cohort, starts_at=NOON + timedelta(hours=3))  # Right after the first.
    assert schedule_one(CohortFactory())


def test_rescheduling_changes_date_place_and_people():
    cohort = CohortFactory()
    first, second = (
        MembershipFactory(organisation=cohort.host, role=role).person
        for role in ["facilitator", "staff"]
    )
    session = schedule_one(cohort, facilitators=[first])

    changed = reschedule(
        session,
        starts_at=NOON + timedelta(hours=1),
        venue="Biblioteca",
        by=second,
        facilitators=[second],
    )

    changed.refresh_from_db()
    assert (changed.venue, changed.starts_at) == ("Biblioteca", NOON + timedelta(hours=1))
    assert changed.ends_at - changed.starts_at == timedelta(hours=3)
    assert [row.person for row in changed.session_facilitators.all()] == [second]


def test_rescheduling_onto_another_session_or_in_a_closed_cohort_is_refused():
    cohort = CohortFactory()
    schedule_one(cohort)
    other = schedule_one(cohort, starts_at=NOON + DAY)
    new = {"starts_at": NOON, "venue": "x", "by": UserFactory()}

    assert refused(reschedule, other, **new) == "overlap"

    cohort.state = "closed"
    cohort.save()
    assert refused(reschedule, other, **new) == "closed"


def test_once_attendance_is_recorded_the_date_stays_and_the_place_may_change():
    session = schedule_one(CohortFactory(), starts_at=timezone.now())
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="present", by=UserFactory())
    staff = UserFactory()

    code = refused(reschedule, session, starts_at=session.starts_at + DAY, venue="x", by=staff)
    changed = reschedule(session, starts_at=session.starts_at, venue="Biblioteca", by=staff)

    assert code == "recorded"
    assert changed.venue == "Biblioteca"
    assert refused(cancel, session, by=staff) == "recorded"


def test_a_cancelled_session_can_be_scheduled_anew():
    cohort, staff = CohortFactory(), UserFactory()
    planned = planned_in(cohort)
    session = schedule_one(cohort, planned=planned)

    cancel(session, by=staff, reason="Flood")
    cancel(session, by=staff)
    again = schedule_one(cohort, planned=planned)

    assert AccessRecord.objects.get(action="cancel").reason == "Flood"
    assert refused(reschedule, session, starts_at=NOON, venue="x", by=staff) == "cancelled"
    assert [row.session for row in timetable_of(cohort)] == [again]


def test_timetable_shows_every_planned_session():
    cohort = CohortFactory()
    first, second = planned_in(cohort, position=1), planned_in(cohort, position=2)
    person = MembershipFactory(organisation=cohort.host, role="facilitator").person
    session = schedule_one(cohort, planned=second, facilitators=[person])

    rows = [(row.planned, row.session, row.facilitators) for row in timetable_of(cohort)]

    assert rows == [(first, None, []), (second, session, [person])]


def test_sessions_take_place_in_the_cohorts_territory():
    inside = MunicipalityFactory(code="15106")
    cohort = CohortFactory(territory=inside.parent)
    local = CohortFactory(territory=inside)

    assert list(municipalities_of(cohort)) == [inside]
    assert list(municipalities_of(local)) == [inside]


def test_zones_are_called_as_people_do_or_by_their_name():
    with override("en"):
        assert str(zone_called("America/Cancun")) == "south-eastern time"
    assert zone_called("Europe/Madrid") == "Europe/Madrid"
