"""Who may do what with a review: neither side sees the other, tutors see both."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from assessments.models import PeerReview, Submission
from lms.lib.access import allowed, may, with_may
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    ProjectMemberFactory,
    SentReviewFactory,
    SubmissionFactory,
    TutorAssignmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    submission = SubmissionFactory()
    ProjectMemberFactory(project=submission.project, enrolment=submission.enrolment)
    return SentReviewFactory(submission=submission)


@pytest.fixture
def people(review):
    project, cohort = review.project, review.reviewer.cohort
    mate = ProjectMemberFactory(project=project, is_owner=False).enrolment
    TutorAssignmentFactory(enrolment=review.reviewer, tutor=mate.participant)
    former = ProjectMemberFactory(project=project, is_owner=False, left_at=timezone.now())
    classmate = EnrolmentFactory(cohort=cohort)
    return {
        "reviewer": review.reviewer.participant,
        "author": review.submission.enrolment.participant,
        "mate who tutors the reviewer": mate.participant,
        "former mate": former.enrolment.participant,
        "classmate": classmate.participant,
        "tutor of the author": TutorAssignmentFactory(enrolment=review.submission.enrolment).tutor,
        "tutor of the mate": TutorAssignmentFactory(enrolment=mate).tutor,
        "former tutor": TutorAssignmentFactory(
            enrolment=review.reviewer, until=timezone.now()
        ).tutor,
        "tutor of a classmate": TutorAssignmentFactory(enrolment=classmate).tutor,
        "staff": MembershipFactory(organisation=cohort.host).person,
        "staff of another host": MembershipFactory().person,
        "coordinator": MembershipFactory(organisation=cohort.partner, role="coordinator").person,
        "deactivated": MembershipFactory(organisation=cohort.host, person__is_active=False).person,
        "visitor": AnonymousUser(),
    }


def who_may(people, action):
    """Return the names of those who may, after checking that object, list and button agree."""
    rows, names = PeerReview.objects.all(), set()
    for name, person in people.items():
        asked = [
            may(person, action, rows.get()),
            allowed(person, action, rows).exists(),
            getattr(with_may(rows, person, action).get(), f"may_{action}"),
        ]
        assert len(set(asked)) == 1, (name, action)
        if asked[0]:
            names.add(name)
    return names


TUTORS = {"tutor of the author", "staff"}
AUTHORS = {"author", "mate who tutors the reviewer"}


def test_what_was_sent_is_read_by_both_sides_and_their_tutors(people):
    assert who_may(people, "write") == {"reviewer"}
    assert who_may(people, "report") == AUTHORS
    assert who_may(people, "moderate") == TUTORS
    assert who_may(people, "view") == {"reviewer"} | AUTHORS | TUTORS


def test_a_draft_is_seen_by_its_reviewer_only(people):
    PeerReview.objects.update(sent_at=None)

    assert who_may(people, "view") == {"reviewer"}


def test_what_was_taken_down_is_gone_for_the_authors(people):
    PeerReview.objects.update(hidden_at=timezone.now())

    assert who_may(people, "report") == set()
    assert who_may(people, "moderate") == TUTORS


def test_a_reviewer_who_left_reads_nothing_more(review, people):
    review.reviewer.status = "withdrawn"
    review.reviewer.save()

    assert who_may(people, "write") == set()


def test_tutor_of_the_reviewer_decides_too(review):
    tutor = TutorAssignmentFactory(enrolment=review.reviewer).tutor

    assert may(tutor, "moderate", review)


def test_reviewing_opens_no_submission(review):
    """The receipt has names and a folio: a reviewer reads the frozen matrix and nothing else."""
    assert not may(review.reviewer.participant, "view", Submission.objects.get())
