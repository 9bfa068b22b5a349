import pytest
from django.utils import timezone

from assessments.domain.review_reports import decide_review
from assessments.models import PeerReview
from assessments.tasks import (
    share_reviews,
    share_reviews_everywhere,
    tell_about_review,
    tell_about_reviews,
    tell_reviewer,
)
from people.models import Message
from tests.assessments.projects import submitted_project
from tests.factories import (
    CohortFactory,
    LessonFactory,
    ProjectMemberFactory,
    SentReviewFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    cohort = CohortFactory()
    LessonFactory(module__edition=cohort.edition, code="M5.3", kind="P", closed_by="review")
    return cohort


@pytest.fixture
def review():
    submission = SubmissionFactory(snapshot={"title": "Agua segura"})
    ProjectMemberFactory(project=submission.project, enrolment=submission.enrolment)
    return SentReviewFactory(submission=submission)


def test_authors_are_told_once_and_never_by_whom(review):
    mate = ProjectMemberFactory(project=review.project, is_owner=False).enrolment.participant
    reviewer = review.reviewer.participant

    tell_about_review(review.pk)
    tell_about_review(review.pk)

    messages = Message.objects.all()
    assert {message.person for message in messages} == {
        review.submission.enrolment.participant,
        mate,
    }
    for message in messages:
        assert "/proyecto/revisiones/" in message.text
        assert reviewer.surname_1 not in message.text + message.html
        assert review.strong not in message.text  # What is taken down must not stay in a mailbox.


def test_what_was_taken_down_before_is_not_told_and_its_reviewer_is(review):
    decide_review(review, "hide", by=UserFactory(), why="Da datos personales.")

    tell_about_review(review.pk)
    tell_reviewer(review.pk)
    tell_reviewer(review.pk)

    message = Message.objects.get()
    assert message.person == review.reviewer.participant
    assert "Da datos personales." in message.text


def test_a_lost_bell_is_rung_again(review):
    hidden = SentReviewFactory(submission__snapshot={"title": "Otro"})
    decide_review(hidden, "hide", by=UserFactory(), why="x")

    tell_about_reviews()
    tell_about_reviews()

    assert Message.objects.count() == 2


def test_handing_in_gives_out_projects_and_who_waited_is_written_to_once(
    cohort, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = submitted_project(cohort=cohort)
        type(first).objects.update(submitted_at=timezone.now() - timezone.timedelta(hours=1))
        for _ in range(2):
            submitted_project(cohort=cohort)
    share_reviews(cohort.pk)

    assert PeerReview.objects.count() == 6
    keys = Message.objects.filter(key__startswith="reviews-given")
    assert [message.key for message in keys] == [f"reviews-given-{first.enrolment.public_id}"]


def test_sweep_shares_where_something_was_handed_in(cohort):
    for each in (cohort, CohortFactory(edition=cohort.edition, state="closed")):
        for _ in range(2):
            submission = SubmissionFactory(project__cohort=each)
            ProjectMemberFactory(project=submission.project, enrolment=submission.enrolment)

    share_reviews_everywhere()

    assert {review.project.cohort for review in PeerReview.objects.all()} == {cohort}
