from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from assessments.domain.reminders import reminders_for
from assessments.models import CohortDeliverable, QuizAttempt
from courses.models import DueExtension, ItemDue, LessonProgress
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    ProjectMemberFactory,
    QuizFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Tijuana")
# Two hours ahead of the last minute of the day in the capital.
DUE = datetime(2026, 11, 20, 23, 59, tzinfo=ZONE)
THREE_BEFORE = datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)
DAY = timedelta(days=1)


@pytest.fixture
def cohort():
    return CohortFactory(
        starts_on=(DUE - 30 * DAY).date(), ends_on=(DUE + 30 * DAY).date(), time_zone=str(ZONE)
    )


def item(cohort, closed_by, due_at=DUE):
    lesson = LessonFactory(module__edition=cohort.edition, closed_by=closed_by)
    ItemDue.objects.create(cohort=cohort, lesson=lesson, due_at=due_at)
    return lesson


def extend(enrolment, what, due_at):
    DueExtension.objects.create(
        enrolment=enrolment, what=what, due_at=due_at, reason="x", granted_by=enrolment.participant
    )


def reminded(cohort, now):
    return {
        (each.enrolment.pk, each.work.code, each.stage) for each in reminders_for(cohort, now=now)
    }


@pytest.mark.parametrize(
    ("before", "stages"),
    [(4, []), (3, [3]), (2, [3]), (1, [1]), (0, []), (-1, [])],
)
def test_people_are_reminded_three_days_and_one_day_before(cohort, before, stages):
    item(cohort, "homework")
    EnrolmentFactory(cohort=cohort)

    reminders = reminders_for(cohort, now=THREE_BEFORE + (3 - before) * DAY)

    assert [reminder.stage for reminder in reminders] == stages


def test_nobody_is_reminded_at_night_or_in_a_cohort_that_is_not_open(cohort):
    item(cohort, "homework")
    EnrolmentFactory(cohort=cohort)

    assert reminders_for(cohort, now=THREE_BEFORE.replace(hour=7)) == []
    assert reminders_for(cohort, now=THREE_BEFORE.replace(hour=22)) == []
    assert len(reminders_for(cohort, now=THREE_BEFORE)) == 1
    cohort.state = "closed"
    assert reminders_for(cohort, now=THREE_BEFORE) == []


def test_only_those_are_reminded_who_have_it_still_to_hand_in(
    cohort, django_assert_max_num_queries
):
    homework, quizzed = item(cohort, "homework"), item(cohort, "quiz")
    item(cohort, "forum")
    quiz = QuizFactory(lesson=quizzed)
    idle, done, gone, unreachable, begun = (EnrolmentFactory(cohort=cohort) for _each in range(5))
    for enrolment in (done, begun):
        LessonProgress.objects.create(
            enrolment=enrolment, lesson=homework, completed_at=timezone.now()
        )
    gone.status = "withdrawn"
    gone.save()
    unreachable.participant.email = None
    unreachable.participant.save()
    QuizAttempt.objects.create(quiz=quiz, enrolment=begun, number=1, seed=1)
    QuizAttempt.objects.create(
        quiz=quiz, enrolment=done, number=1, seed=1, score=90, submitted_at=timezone.now()
    )

    with django_assert_max_num_queries(9):
        found = reminded(cohort, THREE_BEFORE)

    assert found == {(idle.pk, homework.code, 3), (begun.pk, quizzed.code, 3)}


def test_deliverable_is_handed_in_once_for_the_team_and_asked_again_when_returned(cohort):
    CohortDeliverable.objects.create(cohort=cohort, deliverable="E1", due_at=DUE)
    cohort.project_due_at = DUE
    cohort.save()
    one = ProjectMemberFactory(project__cohort=cohort)
    other = ProjectMemberFactory(project=one.project, is_owner=False)
    alone = EnrolmentFactory(cohort=cohort)
    handed_in = SubmissionFactory(project=one.project, enrolment=one.enrolment, deliverable="E1")
    team = {one.enrolment_id, other.enrolment_id}

    found = reminded(cohort, THREE_BEFORE)
    assert {pk for pk, code, _stage in found if code == "E1"} == {alone.pk}
    assert {pk for pk, code, _stage in found if code == "E5"} == {alone.pk, *team}

    handed_in.state = "returned"
    handed_in.save()
    found = reminded(cohort, THREE_BEFORE)
    assert {pk for pk, code, _stage in found if code == "E1"} == {alone.pk, *team}


def test_own_day_counts_and_that_of_the_team(cohort):
    homework = item(cohort, "homework")
    cohort.project_due_at = DUE
    cohort.save()
    one = ProjectMemberFactory(project__cohort=cohort)
    other = ProjectMemberFactory(project=one.project, is_owner=False)
    extend(one.enrolment, homework.code, DUE + 2 * DAY)
    extend(one.enrolment, "E5", DUE + 2 * DAY)

    assert reminded(cohort, THREE_BEFORE) == {(other.enrolment_id, homework.code, 3)}
    assert reminded(cohort, THREE_BEFORE + 2 * DAY) == {
        (one.enrolment_id, homework.code, 3),
        (one.enrolment_id, "E5", 3),
        (other.enrolment_id, homework.code, 1),
        (other.enrolment_id, "E5", 3),
    }


def test_moved_day_is_reminded_of_anew(cohort):
    homework = item(cohort, "homework")
    EnrolmentFactory(cohort=cohort)
    [first] = reminders_for(cohort, now=THREE_BEFORE)

    ItemDue.objects.filter(lesson=homework).update(due_at=DUE + 7 * DAY)
    [again] = reminders_for(cohort, now=THREE_BEFORE + 7 * DAY)

    assert first.key != again.key
