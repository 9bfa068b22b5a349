from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.domain.hours import hours_of
from courses.domain.progress import complete_lesson, outline_of
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    PlannedSessionFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.domain.make_ups import (
    ask_for_make_up,
    decline_make_up,
    grant_make_up,
    undo_make_up,
)
from tutoring.domain.missing import kinds_for, missing_of, sessions_elsewhere
from tutoring.models import MakeUp
from tutoring.signals import make_up_decided

pytestmark = pytest.mark.django_db
BODY = "Escuché la grabación y respondí las tres preguntas en mi cuaderno."


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def tutor():
    return UserFactory()


def lesson_in(enrolment, kind="F", closed_by="reply", **facts):
    return LessonFactory(
        module__edition=enrolment.cohort.edition, kind=kind, closed_by=closed_by, **facts
    )


def session_of(enrolment, minutes=180, **facts):
    return InPersonSessionFactory(
        cohort=enrolment.cohort,
        planned=PlannedSessionFactory(edition=enrolment.cohort.edition, minutes=minutes),
        minutes=minutes,
        **facts,
    )


def missing(enrolment, code):
    found = missing_of(enrolment, outline_of(enrolment), enrolment.make_ups.all())
    return next((each for each in found if each.code == code), None)


def grant(enrolment, code, **facts):
    return grant_make_up(
        enrolment,
        facts.pop("missing", None) or missing(enrolment, code),
        **{
            "kind": "paper",
            "happened_on": timezone.localdate(),
            "reason": "Vive sin conexión",
            "by": UserFactory(),
            "key": uuid4(),
        }
        | facts,
    )


def ask(enrolment, code, **facts):
    return ask_for_make_up(
        enrolment,
        facts.pop("missing", None) or missing(enrolment, code),
        **{
            "kind": "comment",
            "happened_on": timezone.localdate(),
            "body": BODY,
            "by": enrolment.participant,
            "key": uuid4(),
        }
        | facts,
    )


def code_of(refused, *arguments, **facts):
    with pytest.raises(RuleViolation) as refusal:
        refused(*arguments, **facts)
    return refusal.value.code


@pytest.mark.parametrize(
    ("kind", "closed_by", "kinds"),
    [
        ("L", "finish", ()),
        ("Q", "quiz", ()),
        ("S", "survey", ()),
        ("F", "reply", ("comment",)),
        ("H", "reply", ("paper",)),
        ("W", "reply", ("recording", "paper")),
        ("P", "submission", ("paper",)),
        ("P", "approval", ("paper",)),
        ("P", "reply", ("paper",)),
        ("P", "review", ("comment", "paper")),
    ],
)
def test_every_kind_of_item_has_its_own_way(enrolment, kind, closed_by, kinds):
    assert kinds_for(lesson_in(enrolment, kind, closed_by)) == kinds


def test_what_is_missing_is_what_is_not_done_and_what_attendance_left(enrolment, tutor):
    forum, done = lesson_in(enrolment, code="M1.7"), lesson_in(enrolment, code="M1.8")
    lesson_in(enrolment, "L", "finish")
    complete_lesson(enrolment, done, by=enrolment.participant)
    attended, missed = session_of(enrolment), session_of(enrolment, minutes=240)
    record_attendance(attended, enrolment, status="late", minutes=120, by=tutor)

    found = missing_of(enrolment, outline_of(enrolment), [])

    assert [(each.code, each.minutes) for each in found] == [
        (forum.code, 60),
        (attended.planned.code, 60),
        (missed.planned.code, 240),
    ]


def test_granted_item_counts_its_minutes_once_with_its_reason(
    enrolment, tutor, heard, django_capture_on_commit_callbacks
):
    forum = lesson_in(enrolment, code="M1.7", minutes=30)
    day = enrolment.cohort.starts_on
    facts = {"kind": "comment", "happened_on": day, "by": tutor, "key": uuid4()}
    facts["missing"] = missing(enrolment, "M1.7")
    decided = heard(make_up_decided)

    with django_capture_on_commit_callbacks(execute=True):
        first, again = (grant(enrolment, "M1.7", **dict(facts)) for _time in range(2))

    assert first == again
    [entry] = enrolment.hours_entries.all()
    assert (
        entry.minutes,
        entry.evidence,
        entry.earned_on,
        entry.entered_by,
        entry.reason,
        entry.source_id,
    ) == (30, "make_up", day, tutor, "Vive sin conexión", forum.pk)
    assert outline_of(enrolment).items[0].is_completed
    assert len(decided) == 1
    assert AccessRecord.objects.filter(action="make-up granted", person=tutor).count() == 1


def test_granted_session_counts_in_person(enrolment):
    session = session_of(enrolment)

    grant(enrolment, session.planned.code, minutes=120)

    assert hours_of(enrolment).in_person == 120
    entry = enrolment.hours_entries.get()
    assert (entry.source_kind, entry.evidence) == ("make_up", "make_up")
    assert missing(enrolment, session.planned.code).minutes == 60


def test_four_hours_in_person_can_be_made_up_and_not_a_minute_more(enrolment):
    first, second = session_of(enrolment, minutes=180), session_of(enrolment, minutes=240)
    grant(enrolment, first.planned.code)

    assert code_of(grant, enrolment, second.planned.code, minutes=61) == "limit"
    grant(enrolment, second.planned.code, minutes=60)
    assert code_of(grant, enrolment, second.planned.code, minutes=1) == "limit"
    assert hours_of(enrolment).in_person == 240


def test_more_than_the_session_or_than_the_course_plans_is_refused(enrolment, tutor):
    session = session_of(enrolment)
    stale = missing(enrolment, session.planned.code)
    assert code_of(grant, enrolment, "", missing=stale, minutes=181) == "minutes"

    record_attendance(session, enrolment, status="present", by=tutor)
    assert code_of(grant, enrolment, "", missing=stale, minutes=1) == "minutes"

    enrolment.cohort.edition.in_person_minutes = 200
    enrolment.cohort.edition.save()
    other = session_of(enrolment)
    assert code_of(grant, enrolment, other.planned.code, minutes=21) == "too_much"


def test_session_of_another_cohort_counts_on_its_own_day(enrolment):
    missed = session_of(enrolment)
    other = CohortFactory(host=enrolment.cohort.host)
    begins = timezone.now() - timedelta(days=2)
    elsewhere = InPersonSessionFactory(
        cohort=other, minutes=120, starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    InPersonSessionFactory()  # Of another host.
    InPersonSessionFactory(cohort=other, ends_at=timezone.now() + timedelta(days=1))
    code = missed.planned.code

    assert list(sessions_elsewhere(enrolment)) == [elsewhere]
    assert code_of(grant, enrolment, code, kind="session") == "session"
    assert code_of(grant, enrolment, code, kind="session", session=elsewhere) == "minutes"
    grant(enrolment, code, kind="session", session=elsewhere, minutes=120)

    assert enrolment.hours_entries.get().earned_on == timezone.localdate(begins)
    assert MakeUp.objects.get().session == elsewhere


def test_being_there_after_all_takes_the_place_of_the_make_up(enrolment, tutor):
    session = session_of(enrolment)
    grant(enrolment, session.planned.code)

    record_attendance(session, enrolment, status="present", by=tutor)

    assert hours_of(enrolment).in_person == 180
    assert MakeUp.objects.get().state == "undone"
    assert [entry.minutes for entry in enrolment.hours_entries.order_by("pk")] == [180, 180, -180]


def test_part_of_a_session_and_a_make_up_of_the_rest_go_together(enrolment, tutor):
    session = session_of(enrolment)
    grant(enrolment, session.planned.code, minutes=60)

    record_attendance(session, enrolment, status="late", minutes=120, by=tutor)

    assert hours_of(enrolment).in_person == 180
    assert MakeUp.objects.get().state == "granted"


@pytest.mark.parametrize("what", ["item", "session"])
def test_undone_make_up_is_taken_back_and_can_be_granted_again(enrolment, tutor, what):
    code = (
        lesson_in(enrolment, "H", code="M1.8").code
        if what == "item"
        else session_of(enrolment, minutes=60).planned.code
    )
    granted = grant(enrolment, code)

    assert code_of(undo_make_up, granted, by=tutor, reason=" ") == "no_reason"
    for _again in range(2):
        undo_make_up(granted, by=tutor, reason="Era otra persona")

    assert hours_of(enrolment).total == 0
    assert [entry.reason for entry in enrolment.hours_entries.order_by("pk")] == [
        "Vive sin conexión",
        "Era otra persona",
    ]
    grant(enrolment, code)
    assert hours_of(enrolment).total == 60


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "recording"}, "kind"),
        ({"reason": ""}, "no_reason"),
        ({"happened_on": timezone.localdate() + timedelta(days=1)}, "future"),
        ({"happened_on": timezone.localdate() - timedelta(days=8)}, "too_early"),
    ],
)
def test_way_reason_and_day_are_checked(enrolment, facts, code):
    lesson_in(enrolment, "H", code="M1.8")

    assert code_of(grant, enrolment, "M1.8", **facts) == code
    assert not HoursEntry.objects.exists()
    assert not MakeUp.objects.exists()


def test_nobody_grants_to_themselves_nor_what_is_done_nor_in_a_closed_cohort(enrolment):
    homework = lesson_in(enrolment, "H", code="M1.8")
    stale = missing(enrolment, "M1.8")

    assert code_of(grant, enrolment, "M1.8", by=enrolment.participant) == "own"
    complete_lesson(enrolment, homework, by=enrolment.participant)
    assert code_of(grant, enrolment, "", missing=stale) == "done"
    enrolment.cohort.state = "closed"
    enrolment.cohort.save()
    assert code_of(grant, enrolment, "", missing=stale) == "closed"


def test_request_waits_for_a_decision_and_counts_nothing(enrolment):
    lesson_in(enrolment, code="M1.7")
    key, facts = uuid4(), {"missing": missing(enrolment, "M1.7")}

    first, again = (ask(enrolment, "M1.7", key=key, **facts) for _time in range(2))

    assert first == again
    assert missing(enrolment, "M1.7").request == first
    assert code_of(ask, enrolment, "M1.7") == "asked"
    assert code_of(ask, enrolment, "M1.7", body="Sí.") == "too_short"
    assert code_of(ask, EnrolmentFactory(), "", key=key, **facts) == "key_used"
    assert not HoursEntry.objects.exists()


def test_granting_what_was_asked_for_decides_the_request(enrolment, tutor):
    lesson_in(enrolment, code="M1.7", minutes=30)
    request = ask(enrolment, "M1.7")

    granted = grant(enrolment, "M1.7", kind="comment", by=tutor)

    assert granted.pk == request.pk
    request.refresh_from_db()
    assert (request.state, request.body, request.decided_by) == ("granted", BODY, tutor)
    assert hours_of(enrolment).online == 30


def test_declined_request_says_why_and_can_be_made_again(enrolment, tutor):
    lesson_in(enrolment, code="M1.7")
    request = ask(enrolment, "M1.7")

    decline_make_up(request, by=tutor, reason="Falta la tercera respuesta")

    request.refresh_from_db()
    assert (request.state, request.reason) == ("declined", "Falta la tercera respuesta")
    assert code_of(decline_make_up, request, by=tutor, reason="x") == "decided"
    assert ask(enrolment, "M1.7").state == "requested"
