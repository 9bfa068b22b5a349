"""Reviews among participants outside a request: sharing them, and telling those concerned."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import notifications
from assessments.domain.review_sharing import cohorts_to_share
from assessments.domain.review_sharing import share_reviews as share
from assessments.models import PeerReview, ReviewReport
from courses.models import Cohort


@shared_task(name="assessments.share_reviews")
@transaction.atomic
def share_reviews(cohort_id: int) -> None:
    """Give projects to review, and tell who waited. Safe to run twice: nothing is given again."""
    for enrolment in share(Cohort.objects.get(pk=cohort_id)):
        notifications.reviews_given(enrolment)


@shared_task(name="assessments.share_reviews_everywhere")
def share_reviews_everywhere() -> None:
    """Share again where a bell was lost, somebody left, or a project was taken back."""
    for cohort_id in cohorts_to_share().values_list("pk", flat=True):
        share_reviews.delay(cohort_id)


@shared_task(name="assessments.tell_about_review")
@transaction.atomic
def tell_about_review(review_id: int) -> None:
    """Tell the authors of a project about a review.

    Safe to run twice: whoever stamps the review first writes, and a message is posted once per key.
    """
    untold = PeerReview.objects.untold().filter(pk=review_id)
    if untold.update(authors_told_at=timezone.now()):
        places = PeerReview.objects.with_place().select_related("submission__project__cohort")
        notifications.review_received(places.get(pk=review_id))


@shared_task(name="assessments.tell_reviewer")
@transaction.atomic
def tell_reviewer(review_id: int) -> None:
    """Tell who wrote a review that it was taken down. Safe to run twice, by the stamp."""
    reports = ReviewReport.objects.untold().filter(review=review_id)
    report = reports.select_related("review__reviewer__participant", "review__submission").first()
    if reports.update(reviewer_told_at=timezone.now()):
        notifications.review_taken_down(report)


@shared_task(name="assessments.tell_about_reviews")
def tell_about_reviews() -> None:
    """Queue again what a lost bell left untold about reviews."""
    for review_id in PeerReview.objects.untold().values_list("pk", flat=True)[:2000]:
        tell_about_review.delay(review_id)
    untold = ReviewReport.objects.untold().values_list("review", flat=True).distinct()
    for review_id in untold.order_by("review")[:2000]:
        tell_reviewer.delay(review_id)
