from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from courses.models import Enrolment, HoursEntry
from lms.lib.access import allowed, may, with_may
from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
    VenueFactory,
    WorkshopFactory,
)
from tutoring.models import (
    CohortTutor,
    InPersonSession,
    Question,
    SessionFacilitator,
    SignInSheet,
    Venue,
    WalkIn,
    Workshop,
)

pytestmark = pytest.mark.django_db


def facilitator_of(session):
    return SessionFacilitator.objects.create(session=session, person=UserFactory()).person


@pytest.fixture
def world():
    """Everybody who might want something of one enrolment, its question and its session."""
    enrolment = EnrolmentFactory()
    cohort = enrolment.cohort
    session = InPersonSessionFactory(cohort=cohort)
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    cohort_tutor = CohortTutorFactory(cohort=cohort, tutor=tutor)
    colleague = TutorAssignmentFactory(enrolment__cohort=cohort).tutor
    CohortTutorFactory(cohort=cohort, tutor=colleague)
    elsewhere = TutorAssignmentFactory()
    CohortTutorFactory(cohort=elsewhere.enrolment.cohort, tutor=elsewhere.tutor)
    earlier = TutorAssignmentFactory(enrolment=enrolment, until=timezone.now()).tutor
    gone = TutorAssignmentFactory(enrolment__cohort=cohort, tutor__is_active=False).tutor
    TutorAssignmentFactory(enrolment=enrolment, tutor=gone, until=timezone.now())
    CohortTutorFactory(cohort=cohort, tutor=gone)
    return {
        "things": {
            Question: QuestionFactory(enrolment=enrolment),
            Enrolment: enrolment,
            InPersonSession: session,
            CohortTutor: cohort_tutor,
            SignInSheet: SignInSheet.objects.create(
                session=session,
                number=1,
                folio="X-1",
                people=[],
                language="es-mx",
                printed_by=enrolment.participant,
            ),
            Venue: VenueFactory(host=cohort.host),
            Workshop: WorkshopFactory(host=cohort.host, partner=cohort.partner),
            WalkIn: WalkIn.objects.create(
                session=session, name="x", key=uuid4(), noted_by=enrolment.participant
            ),
        },
        "participant": enrolment.participant,
        "participant of the same cohort": EnrolmentFactory(cohort=cohort).participant,
        "tutor": tutor,
        "another tutor of the same cohort": colleague,
        "tutor of another cohort": elsewhere.tutor,
        "tutor before the handover": earlier,
        "deactivated tutor": gone,
        "facilitator": facilitator_of(session),
        "facilitator of another session": facilitator_of(InPersonSessionFactory(cohort=cohort)),
        "facilitator of another cohort": facilitator_of(InPersonSessionFactory()),
        "staff of the host": MembershipFactory(organisation=cohort.host).person,
        "staff of another host": MembershipFactory().person,
        "coordinator of the partner": MembershipFactory(
            organisation=cohort.partner, role="coordinator"
        ).person,
        "stranger": UserFactory(),
        "administrator": UserFactory(is_superuser=True),
        "visitor": AnonymousUser(),
    }


NOBODY = set()
# Model → person → what they may do; who is not listed may do nothing.
MATRIX = {
    Question: (
        ("view", "answer", "close"),
        {
            "participant": {"view", "close"},
            "tutor": {"view", "answer", "close"},
            "staff of the host": {"view"},
            "administrator": {"view", "answer", "close"},
        },
    ),
    Enrolment: (
        ("tutor", "record_attendance"),
        {
            "tutor": {"tutor"},
            "facilitator": {"record_attendance"},
            "facilitator of another session": {"record_attendance"},
            "staff of the host": {"record_attendance"},
            "administrator": {"tutor", "record_attendance"},
        },
    ),
    InPersonSession: (
        ("view", "record", "edit"),
        {
            "tutor": {"view"},
            "another tutor of the same cohort": {"view"},
            "facilitator": {"view", "record"},
            "staff of the host": {"view", "record", "edit"},
            "administrator": {"view", "record", "edit"},
        },
    ),
    Workshop: (
        ("view", "edit", "count"),
        {
            "staff of the host": {"view", "edit", "count"},
            "coordinator of the partner": {"view"},
            "administrator": {"view", "edit", "count"},
        },
    ),
    Venue: (
        ("view", "edit"),
        {"staff of the host": {"view", "edit"}, "administrator": {"view", "edit"}},
    ),
    SignInSheet: (
        ("view",),
        {"facilitator": {"view"}, "staff of the host": {"view"}, "administrator": {"view"}},
    ),
    WalkIn: (
        ("view", "match"),
        {
            "facilitator": {"view", "match"},
            "staff of the host": {"view", "match"},
            "administrator": {"view", "match"},
        },
    ),
    CohortTutor: (
        ("view", "end"),
        {"staff of the host": {"view", "end"}, "administrator": {"view", "end"}},
    ),
}
PEOPLE = [
    "participant",
    "participant of the same cohort",
    "tutor",
    "another tutor of the same cohort",
    "tutor of another cohort",
    "tutor before the handover",
    "deactivated tutor",
    "facilitator",
    "facilitator of another session",
    "facilitator of another cohort",
    "staff of the host",
    "staff of another host",
    "coordinator of the partner",
    "stranger",
    "administrator",
    "visitor",
]


@pytest.mark.parametrize("model", MATRIX, ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", PEOPLE)
def test_access(world, model, who):
    actions, table = MATRIX[model]
    user, thing = world[who], world["things"][model]
    expected = table.get(who, NOBODY)

    assert {action for action in actions if may(user, action, thing)} == expected
    assert {
        action for action in actions if allowed(user, action, model.objects.all()).contains(thing)
    } == expected

    row = with_may(model.objects.all(), user, *actions).get(pk=thing.pk)
    assert {action for action in actions if getattr(row, f"may_{action}")} == expected


def test_who_tutors_somebody_who_left_still_reads_their_questions(world):
    """A question goes with the person, not with the cohort."""
    question = world["things"][Question]
    question.enrolment.status = "withdrawn"
    question.enrolment.save()

    assert may(world["tutor"], "answer", question)
    assert may(world["participant"], "view", question)


def test_a_tutor_reads_lessons_and_hours_of_their_own_cohort_and_people_only(world):
    enrolment = world["things"][Enrolment]
    lesson = LessonFactory(module__edition=enrolment.cohort.edition)
    entry = HoursEntry.objects.create(
        enrolment=enrolment,
        modality="online",
        minutes=60,
        source_kind="lesson",
        source_id=lesson.pk,
        label=lesson.code,
        earned_on=timezone.localdate(),
        entered_by=enrolment.participant,
    )
    things = (enrolment.cohort, lesson, entry)
    seen = {
        who: [may(world[who], "view", thing) for thing in things]
        for who in ("tutor", "another tutor of the same cohort", "tutor of another cohort")
    }

    assert seen == {
        "tutor": [True, True, True],
        "another tutor of the same cohort": [True, True, False],
        "tutor of another cohort": [False, False, False],
    }
