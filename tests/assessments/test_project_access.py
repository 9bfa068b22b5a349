"""Who may do what with projects, submissions, grades and comments: object, list and button."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from assessments.domain.grading.comments import comment_on_cell
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.verdicts import send_verdict
from assessments.models import CellComment, Grade, LogframeProject, Submission
from lms.lib.access import allowed, may, with_may
from tests.assessments.grades import returning
from tests.assessments.projects import submitted_project
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    ProjectMemberFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A submission with a draft grade and a comment, and everybody who could come by."""
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    save_draft(submission, by=tutor, **returning(submission))
    comment_on_cell(
        submission,
        by=tutor,
        cell_id=f"{submission.snapshot['rows'][0]['id']}.narrative",
        body="¿Quién?",
        key=uuid4(),
    )
    project, cohort = submission.project, submission.project.cohort
    mate = ProjectMemberFactory(project=project, is_owner=False)
    TutorAssignmentFactory(enrolment=mate.enrolment, tutor=mate.enrolment.participant)
    former = ProjectMemberFactory(project=project, is_owner=False, left_at=timezone.now())
    withdrawn = ProjectMemberFactory(project=project, is_owner=False, enrolment__status="withdrawn")
    classmate = EnrolmentFactory(cohort=cohort)
    deactivated = MembershipFactory(organisation=cohort.host, person__is_active=False)
    people = {
        "author": submission.enrolment.participant,
        "mate who tutors": mate.enrolment.participant,
        "former mate": former.enrolment.participant,
        "withdrawn mate": withdrawn.enrolment.participant,
        "classmate": classmate.participant,
        "tutor": tutor,
        "former tutor": TutorAssignmentFactory(
            enrolment=submission.enrolment, until=timezone.now()
        ).tutor,
        "tutor of a classmate": TutorAssignmentFactory(enrolment=classmate).tutor,
        "tutor of another cohort": TutorAssignmentFactory().tutor,
        "staff": MembershipFactory(organisation=cohort.host).person,
        "staff of another host": MembershipFactory().person,
        "coordinator": MembershipFactory(organisation=cohort.partner, role="coordinator").person,
        "coordinator elsewhere": MembershipFactory(role="coordinator").person,
        "deactivated": deactivated.person,
        "visitor": AnonymousUser(),
    }
    return submission, people


def who_may(people, action, rows):
    """Return the names of those who may, after checking that object, list and button agree."""
    names = set()
    for name, person in people.items():
        thing = rows.get()
        asked = [
            may(person, action, thing),
            allowed(person, action, rows).exists(),
            getattr(with_may(rows, person, action).get(), f"may_{action}"),
        ]
        assert len(set(asked)) == 1, (name, action)
        if asked[0]:
            names.add(name)
    return names


def test_projects(world):
    _submission, people = world
    rows = LogframeProject.objects.all()

    assert who_may(people, "edit", rows) == {"author", "mate who tutors"}
    assert who_may(people, "submit", rows) == {"author", "mate who tutors"}
    assert who_may(people, "lead", rows) == {"author"}
    assert who_may(people, "view", rows) == {"author", "mate who tutors", "tutor", "staff"}


def test_a_project_that_was_left_to_nobody_is_for_who_left_it_last():
    now = timezone.now()
    last = ProjectMemberFactory(left_at=now)
    project = last.project
    earlier = ProjectMemberFactory(project=project, is_owner=False, left_at=now)
    people = {
        "last": last.enrolment.participant,
        "earlier": earlier.enrolment.participant,
        "classmate": EnrolmentFactory(cohort=project.cohort).participant,
        "tutor": TutorAssignmentFactory(enrolment=last.enrolment).tutor,
    }
    rows = LogframeProject.objects.all()
    assert who_may(people, "view", rows) == {"last"}
    assert who_may(people, "edit", rows) == set()

    # Somebody who had left the course works on it again.
    people["again"] = ProjectMemberFactory(project=project, is_owner=False).enrolment.participant

    assert who_may(people, "view", rows) == {"again"}
    assert who_may(people, "lead", rows) == {"again"}


def test_submissions(world):
    _submission, people = world
    rows = Submission.objects.all()

    assert who_may(people, "view", rows) == {"author", "mate who tutors", "tutor", "staff"}
    assert who_may(people, "withdraw", rows) == {"author", "mate who tutors"}
    assert who_may(people, "grade", rows) == {"tutor"}


def test_grades_are_seen_by_the_participant_once_they_are_sent(world):
    submission, people = world
    assert who_may(people, "view", Grade.objects.all()) == {"tutor"}

    send_verdict(submission, by=people["tutor"], **returning(submission))

    seen = who_may(people, "view", Grade.objects.all())
    assert {"author", "mate who tutors", "tutor"} <= seen
    assert seen <= {"author", "mate who tutors", "tutor", "withdrawn mate"}


def test_comments_are_seen_by_the_participant_once_the_verdict_is_sent(world):
    submission, people = world
    rows = CellComment.objects.all()
    assert who_may(people, "view", rows) == {"tutor"}
    assert who_may(people, "edit", rows) == {"tutor"}

    send_verdict(submission, by=people["tutor"], **returning(submission))

    assert who_may(people, "view", rows) >= {"author", "mate who tutors", "tutor"}
    assert who_may(people, "edit", rows) == {"tutor"}
