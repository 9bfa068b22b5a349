"""Moving people to another cohort: what goes along, that no minute is lost, and the way back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assessments.domain.cohort_move_undo import undo_move
from assessments.domain.cohort_moves import move_people, plan_move
from assessments.domain.project import project_of
from assessments.domain.teams import join_team, open_team
from courses.domain.corrections import adjust_hours
from courses.domain.hours import minutes_of
from courses.domain.progress import finish_lesson
from courses.domain.roster import bring_back_people, plan_return
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from tests.assessments.projects import submitted_project
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    CourseFactory,
    EditionFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    ModuleFactory,
    PlannedSessionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.assignment import tutor_of
from tutoring.domain.attendance import record_attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def same(cohort):
    """Another cohort of the same edition."""
    return CohortFactory(edition=cohort.edition)


@pytest.fixture
def other(cohort):
    """A cohort of another edition, which has one of the two lessons and the session."""
    return CohortFactory(edition=EditionFactory(course=cohort.edition.course))


def moved(cohort, people, to, key=None):
    by = UserFactory()
    return move_people(cohort, people, to, by=by, reason="Horario", key=key or uuid4())


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def studied(cohort, other):
    """Return somebody with an hour of both editions, one of the first only, and a session."""
    person = EnrolmentFactory(cohort=cohort)
    module = ModuleFactory(edition=cohort.edition, code="M1")
    LessonFactory(module=ModuleFactory(edition=other.edition, code="M1"), code="M1.1")
    for code in ("M1.1", "M1.2"):
        finish_lesson(person, LessonFactory(module=module, code=code), by=person.participant)
    planned = PlannedSessionFactory(edition=cohort.edition, code="S1")
    PlannedSessionFactory(edition=other.edition, code="S1")
    session = InPersonSessionFactory(cohort=cohort, planned=planned)
    record_attendance(session, person, status="present", by=UserFactory())
    adjust_hours(person, modality="online", minutes=15, reason="x", by=UserFactory(), key=uuid4())
    return person


def total(*people):
    return sum(minutes_of([each.pk for each in people]).values())


def test_within_an_edition_the_place_itself_moves_with_all_that_hangs_on_it(
    cohort, same, django_capture_on_commit_callbacks
):
    old = CohortTutorFactory(cohort=cohort).tutor
    new = MembershipFactory(organisation=same.host, role="tutor").person
    CohortTutorFactory(cohort=same, tutor=new)
    person = TutorAssignmentFactory(enrolment__cohort=cohort, tutor=old).enrolment
    lesson = LessonFactory(module__edition=cohort.edition)
    finish_lesson(person, lesson, by=person.participant)
    project = project_of(person)
    key = uuid4()

    plan = plan_move(cohort, [person], same)
    with django_capture_on_commit_callbacks(execute=True):
        change = moved(cohort, [person], same, key=key)
        assert moved(cohort, [person], same, key=key) == change

    person.refresh_from_db()
    project.refresh_from_db()
    assert [(row.minutes, row.lost) for row in plan.rows] == [(60, 0)]
    assert (person.cohort, project.cohort, total(person)) == (same, same, 60)
    assert tutor_of(person) == new
    assert not finish_lesson(person, lesson, by=person.participant)
    undo_move(change, by=UserFactory())
    person.refresh_from_db()
    project.refresh_from_db()
    assert (person.cohort, project.cohort, tutor_of(person)) == (cohort, cohort, old)
    assert Enrolment.objects.count() == 1


def test_in_another_edition_the_items_of_both_count_and_no_minute_is_lost(cohort, other):
    person = studied(cohort, other)
    before = total(person)

    plan = plan_move(cohort, [person], other)
    moved(cohort, [person], other)

    [row] = plan.rows
    there = other.enrolments.get()
    assert (before, row.minutes, row.lost) == (315, 255, 60)
    assert [label.partition(" ")[0] for label in row.left_out] == ["M1.2"]
    assert (total(there), total(person)) == (255, 60)
    done = there.lesson_progress.exclude(completed_at=None)
    assert [each.lesson.code for each in done] == ["M1.1"]
    person.refresh_from_db()
    assert (person.status, there.status) == ("withdrawn", "active")


def test_undoing_brings_the_hours_back_and_moving_again_finds_them(cohort, other):
    person = studied(cohort, other)
    project = project_of(person)
    earned = list(
        person.hours_entries.in_force().values_list("source_kind", "source_id", "minutes")
    )
    change = moved(cohort, [person], other)
    there = other.enrolments.get()
    assert project_of(there) == project

    undone = undo_move(change, by=UserFactory())

    person.refresh_from_db()
    there.refresh_from_db()
    assert (undone.back, undone.stuck) == ([person], [])
    assert (person.status, person.withdrawal_reason, there.status) == ("active", "", "withdrawn")
    assert (total(person), total(there)) == (315, 0)
    again = person.hours_entries.in_force()
    assert sorted(again.values_list("source_kind", "source_id", "minutes")) == sorted(earned)
    assert project_of(person) == project
    moved(cohort, [person], other)
    assert (total(person), total(there), other.enrolments.count()) == (60, 255, 1)


def test_a_session_attended_with_the_former_cohort_counts_once(cohort, same):
    planned = PlannedSessionFactory(edition=cohort.edition, code="S1")
    person = EnrolmentFactory(cohort=cohort)
    early = InPersonSessionFactory(cohort=cohort, planned=planned)
    record_attendance(early, person, status="present", minutes=100, by=UserFactory())
    moved(cohort, [person], same)
    person.refresh_from_db()
    hours = timedelta(hours=24)
    late = InPersonSessionFactory(
        cohort=same,
        planned=planned,
        starts_at=early.starts_at - hours,
        ends_at=early.ends_at - hours,
    )

    record_attendance(late, person, status="present", by=UserFactory())

    assert total(person) == 180


def test_who_works_in_a_team_leaves_it_with_their_own_draft_and_comes_back(cohort, same):
    owner, person = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    own = project_of(person)
    team = project_of(owner)
    join_team(person, code=open_team(team, by=owner.participant), by=person.participant)

    change = moved(cohort, [person], same)
    person.refresh_from_db()
    assert project_of(person) == own
    assert project_of(owner) == team

    undo_move(change, by=UserFactory())
    assert project_of(person) == team


def test_who_handed_in_a_project_of_a_team_has_graduated_or_left_is_not_moved(cohort, same):
    owner, person = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    team = project_of(owner)
    join_team(person, code=open_team(team, by=owner.participant), by=person.participant)
    team.state = "submitted"
    team.save()
    graduate = EnrolmentFactory(cohort=cohort, status="graduated")
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")
    there = EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=same, participant=there.participant, status="withdrawn")
    people = [person, graduate, gone, there]

    assert plan_move(cohort, people, same).going == []
    assert refusal_of(moved, cohort, people, same) == "nobody"


def test_a_project_that_waits_for_its_verdict_goes_along_when_somebody_works_alone(cohort, other):
    submission = submitted_project(cohort=cohort)
    person = submission.enrolment

    moved(cohort, [person], other)

    there = other.enrolments.get()
    assert project_of(there) == submission.project
    assert project_of(there).cohort == other


def test_nobody_moves_to_another_course_a_full_cohort_or_one_that_takes_nobody(cohort):
    person = EnrolmentFactory(cohort=cohort)
    foreign = CohortFactory(edition=EditionFactory(course=CourseFactory(slug="other")))
    full = CohortFactory(edition=cohort.edition, seats=1)
    EnrolmentFactory(cohort=full)
    closed = CohortFactory(edition=cohort.edition, state="closed")

    codes = [
        refusal_of(plan_move, cohort, [person], each) for each in (cohort, foreign, full, closed)
    ]

    assert codes == ["other_course", "other_course", "full", "closed"]


def test_a_move_is_not_undone_for_who_studied_there_meanwhile_or_without_a_seat(
    cohort, other, same
):
    studious, idle = studied(cohort, other), EnrolmentFactory(cohort=cohort)
    change = moved(cohort, [studious], other)
    there = other.enrolments.get()
    lesson = LessonFactory(module=other.edition.modules.get(), code="M1.9")
    finish_lesson(there, lesson, by=there.participant)
    cohort.seats = 1
    cohort.save()
    away = moved(cohort, [idle], same)
    EnrolmentFactory(cohort=cohort)

    undone = undo_move(change, by=UserFactory())

    assert (undone.back, undone.stuck) == ([], [studious])
    assert total(there) == 255 + 60
    assert refusal_of(undo_move, away, by=UserFactory()) == "full"


def test_who_was_moved_to_another_edition_does_not_come_back_beside_it(cohort, other):
    person = EnrolmentFactory(cohort=cohort)
    moved(cohort, [person], other)
    person.refresh_from_db()

    assert plan_return(cohort, [person]).going == []
    facts = {"by": UserFactory(), "reason": "x", "key": uuid4()}
    assert refusal_of(bring_back_people, cohort, [person], **facts) == "nobody"
    assert not HoursEntry.objects.exists()
