import pytest

from assessments.domain.review_reports import (
    decide_review,
    report_review,
    reported_reviews,
    restore_review,
)
from assessments.models import PeerReview, ReviewReport
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    PeerReviewFactory,
    ReviewReportFactory,
    SentReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return SentReviewFactory()


@pytest.fixture
def author(review):
    return review.submission.enrolment.participant


def test_reporting_again_keeps_the_first_report(review, author):
    first = report_review(review, by=author, reason="Se burla.")
    again = report_review(review, by=author, reason="Otra cosa.")

    assert (again, again.reason) == (first, "Se burla.")


@pytest.mark.parametrize(
    ("reason", "hidden", "code"), [("  ", False, "no_reason"), ("x", True, "gone")]
)
def test_reports_say_why_and_concern_what_is_there(review, author, reason, hidden, code):
    if hidden:
        decide_review(review, "hide", by=UserFactory(), why="Se burla.")

    with pytest.raises(RuleViolation) as refusal:
        report_review(review, by=author, reason=reason)

    assert refusal.value.code == code


def test_taking_down_settles_the_reports_once_and_is_written_down(review):
    tutor = UserFactory()
    report = ReviewReportFactory(review=review)

    assert decide_review(review, "hide", by=tutor, why="Se burla del municipio.")
    assert not decide_review(review, "keep", by=tutor)

    report.refresh_from_db()
    assert (report.decision, report.decided_by) == ("hide", tutor)
    assert not PeerReview.objects.visible().exists()
    assert AccessRecord.objects.get(action="take_down").reason == "Se burla del municipio."


def test_a_tutor_takes_down_what_nobody_reported(review):
    tutor = UserFactory()

    assert decide_review(review, "hide", by=tutor, why="Da datos personales.")

    assert list(ReviewReport.objects.untold().values_list("reported_by", "why")) == [
        (tutor.pk, "Da datos personales.")
    ]


def test_leaving_it_settles_the_reports_and_hiding_says_why(review):
    ReviewReportFactory(review=review)

    with pytest.raises(RuleViolation) as refusal:
        decide_review(review, "hide", by=UserFactory(), why=" ")
    assert refusal.value.code == "no_reason"
    assert decide_review(review, "keep", by=UserFactory())

    assert PeerReview.objects.visible().get() == review
    assert not reported_reviews(PeerReview.objects.all()).exists()


def test_drafts_are_not_decided_about():
    assert not decide_review(PeerReviewFactory(), "hide", by=UserFactory(), why="x")


def test_reported_ones_come_with_what_is_undecided(review):
    report = ReviewReportFactory(review=review)
    SentReviewFactory()

    [found] = reported_reviews(PeerReview.objects.all())

    assert (found, found.open_reports) == (review, [report])


def test_what_was_taken_down_by_mistake_comes_back_once_and_may_be_taken_down_again(review):
    tutor = UserFactory()
    ReviewReportFactory(review=review)
    decide_review(review, "hide", by=tutor, why="Se burla.")
    ReviewReport.objects.update(reviewer_told_at=review.sent_at)

    assert restore_review(review, by=tutor)
    assert not restore_review(review, by=tutor)

    assert PeerReview.objects.visible().get() == review
    assert ReviewReport.objects.get().decision == "keep"
    assert AccessRecord.objects.filter(action="restore", person=tutor).count() == 1
    assert decide_review(review, "hide", by=tutor, why="Da datos personales.")
    assert ReviewReport.objects.untold().count() == 1
