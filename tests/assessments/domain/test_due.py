from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from assessments.domain.due import due_at_for, due_at_of, due_dates_of, planned_dues
from assessments.domain.rubrics import load_rubric
from assessments.models import CohortDeliverable, Grade
from courses.models import DueExtension, ItemDue
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    LogframeProjectFactory,
    ProjectMemberFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = datetime(2026, 11, 29, 5, 59, tzinfo=UTC)


@pytest.fixture
def cohort():
    cohort = CohortFactory(project_due_at=DUE)
    lesson = LessonFactory(module__edition=cohort.edition, code="M1.8")
    ItemDue.objects.create(cohort=cohort, lesson=lesson, due_at=DUE - 9 * DAY)
    CohortDeliverable.objects.create(cohort=cohort, deliverable="E1", due_at=DUE - 5 * DAY)
    CohortDeliverable.objects.create(cohort=cohort, deliverable="E2")
    return cohort


def extend(enrolment, what, due_at):
    DueExtension.objects.create(
        enrolment=enrolment,
        what=what,
        due_at=due_at,
        reason="Cuida a su madre",
        granted_by=enrolment.participant,
        batch=uuid4(),
    )


def test_one_function_knows_items_deliverables_and_the_project(cohort, django_assert_num_queries):
    enrolment = EnrolmentFactory(cohort=cohort)
    extend(enrolment, "E1", DUE - 2 * DAY)
    extend(enrolment, "E5", DUE + DAY)

    with django_assert_num_queries(1):
        dues = due_dates_of(enrolment)

    assert {what: due.due_at for what, due in dues.items()} == {
        "M1.8": DUE - 9 * DAY,
        "E1": DUE - 2 * DAY,
        "E5": DUE + DAY,
    }
    assert {what for what, due in dues.items() if due.is_extended} == {"E1", "E5"}
    assert planned_dues(cohort) == {
        "M1.8": DUE - 9 * DAY,
        "E1": DUE - 5 * DAY,
        "E5": DUE,
    }
    assert due_at_for(enrolment, "E1") == DUE - 2 * DAY
    assert due_at_for(enrolment, "E2") is None


def test_more_time_for_one_of_a_team_is_time_for_the_team(cohort):
    project = LogframeProjectFactory(cohort=cohort)
    member, gone = (ProjectMemberFactory(project=project).enrolment for _each in range(2))
    ProjectMemberFactory(project=project)
    project.members.filter(enrolment=gone).update(left_at=DUE)
    extend(member, "E5", DUE + DAY)
    extend(gone, "E5", DUE + 9 * DAY)

    other = project.members.exclude(enrolment__in=[member, gone]).get().enrolment
    due = due_dates_of(other)["E5"]
    assert (due.due_at, due.extended_by) == (DUE + DAY, member.participant.full_name)
    assert due_dates_of(gone)["E5"].due_at == DUE + 9 * DAY
    assert due_at_of(project) == DUE + DAY
    assert due_at_of(project, "E1") == DUE - 5 * DAY
    assert due_at_of(project, "E2") is None


def test_day_asked_for_in_a_return_never_shortens_the_time(cohort):
    member = ProjectMemberFactory(project__cohort=cohort)
    project = member.project
    submission = project.submissions.create(
        number=1,
        enrolment=member.enrolment,
        snapshot={},
        sha256="0" * 64,
        folio="F-1",
        key=uuid4(),
        state="returned",
    )
    grade = Grade.objects.create(
        submission=submission,
        rubric=load_rubric("public_servant"),
        tutor=member.enrolment.participant,
        verdict="return",
        sent_at=DUE,
        resubmit_by=(DUE - 3 * DAY).date(),
    )
    assert due_at_of(project) == DUE

    grade.resubmit_by = (DUE + 3 * DAY).date()
    grade.save()
    assert due_at_of(project).date() == grade.resubmit_by
