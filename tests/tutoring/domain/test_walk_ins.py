from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.domain.attendance import record_attendance
from tutoring.domain.walk_ins import (
    dismiss_walk_in,
    leave_name,
    match_walk_in,
    note_walk_in,
    with_likely_matches,
)
from tutoring.models import Attendance, WalkIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return InPersonSessionFactory(minutes=240)


@pytest.fixture
def facilitator():
    return UserFactory()


def noted(session, facilitator, name="Ana López"):
    return note_walk_in(session, name=name, by=facilitator, key=uuid4())


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


def test_a80_a_walk_in_is_noted_by_name_and_earns_its_hours_once_matched(session, facilitator):
    walk_in = noted(session, facilitator)
    assert not HoursEntry.objects.exists()
    enrolment = EnrolmentFactory(cohort=session.cohort)

    for _time in range(2):
        match_walk_in(walk_in, enrolment, by=facilitator)

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes) == ("present", 240)
    assert attendance.reason == "Ana López"
    assert [entry.minutes for entry in HoursEntry.objects.all()] == [240]
    assert HoursEntry.objects.get().earned_on == timezone.localdate(session.starts_at)
    walk_in.refresh_from_db()
    assert (walk_in.state, walk_in.enrolment, walk_in.decided_by) == (
        "matched",
        enrolment,
        facilitator,
    )


def test_whoever_left_a_name_with_the_code_late_is_late_once_matched(session, facilitator):
    person = UserFactory()
    walk_in = leave_name(session, person, at=session.starts_at + timedelta(minutes=50), key=uuid4())

    match_walk_in(
        walk_in, EnrolmentFactory(cohort=session.cohort, participant=person), by=facilitator
    )

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes, attendance.how) == ("late", 180, "qr")


def test_matching_somebody_with_a_record_keeps_the_record(session, facilitator):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    record_attendance(session, enrolment, status="late", by=facilitator, minutes=60)

    match_walk_in(noted(session, facilitator), enrolment, by=facilitator)

    assert [entry.minutes for entry in HoursEntry.objects.all()] == [60]


def test_the_same_form_sent_twice_notes_one_name(session, facilitator):
    key = uuid4()

    for _time in range(2):
        note_walk_in(session, name=" Ana  López ", by=facilitator, key=key)

    assert WalkIn.objects.get().name == "Ana López"
    elsewhere = InPersonSessionFactory()
    assert refused(note_walk_in, elsewhere, name="Ana", by=facilitator, key=key) == "key_used"
    assert refused(note_walk_in, session, name="  ", by=facilitator, key=uuid4()) == "name"


def test_a78_whoever_left_the_cohort_is_noted_once_and_marked(session):
    enrolment = EnrolmentFactory(cohort=session.cohort, status="withdrawn")

    for _time in range(2):
        leave_name(session, enrolment.participant, at=timezone.now(), key=uuid4())

    assert WalkIn.objects.get().has_left_the_cohort
    assert not Attendance.objects.exists()


def test_a_walk_in_that_stays_out_says_why_and_is_not_matched_afterwards(session, facilitator):
    walk_in = noted(session, facilitator)

    assert refused(dismiss_walk_in, walk_in, by=facilitator, reason=" ") == "no_reason"
    dismiss_walk_in(walk_in, by=facilitator, reason="Vino de visita")

    assert WalkIn.objects.get().reason == "Vino de visita"
    enrolment = EnrolmentFactory(cohort=session.cohort)
    assert refused(match_walk_in, walk_in, enrolment, by=facilitator) == "decided"


def test_likely_people_have_the_same_account_or_most_of_the_words(session, facilitator):
    def enrolled(*names, **facts):
        fields = dict(zip(("given_names", "surname_1", "surname_2"), names, strict=True))
        return EnrolmentFactory(
            cohort=session.cohort, **{f"participant__{k}": v for k, v in fields.items()}, **facts
        )

    maria = enrolled("María Xóchitl", "Hernández", "Cruz")
    enrolled("Pedro", "Hernández", "Luis")
    gone = enrolled("Ana", "Ruiz", "Paz", status="withdrawn")
    account = leave_name(session, maria.participant, at=timezone.now(), key=uuid4())
    typed = noted(session, facilitator, "Maria Hernandez")
    people = session.cohort.enrolments.all()

    rows = with_likely_matches([account, typed, noted(session, facilitator, "Ana Ruiz")], people)
    found = with_likely_matches([typed], people, sought={typed.public_id: "pedro"})

    assert [row.matches for row in rows] == [[maria], [maria], []]
    assert [each.participant.given_names for each in found[0].matches] == ["Pedro"]
    assert gone not in rows[2].matches
