"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from assessments.models import Grade, KeyCorrection, PeerReview, QuizAllowance, Submission
from assessments.signals import (
    key_corrected,
    project_print_requested,
    project_submitted,
    quiz_allowance_granted,
    review_sent,
    review_taken_down,
    verdict_sent,
)
from assessments.tasks import (
    apply_correction,
    queue_handbooks,
    render_project_print,
    send_receipt,
    share_reviews,
    tell_about_allowance,
    tell_about_grade,
    tell_about_review,
    tell_reviewer,
)
from courses.signals import handbooks_requested


@receiver(project_submitted)
def queue_the_receipt(submission: Submission, **_facts: object) -> None:
    send_receipt.delay(submission.pk)


@receiver(project_submitted)
def queue_sharing_the_reviews(submission: Submission, **_facts: object) -> None:
    share_reviews.delay(submission.project.cohort_id)


@receiver(review_sent)
def queue_telling_the_authors(review: PeerReview, **_facts: object) -> None:
    tell_about_review.delay(review.pk)


@receiver(review_taken_down)
def queue_telling_the_reviewer(review: PeerReview, **_facts: object) -> None:
    tell_reviewer.delay(review.pk)


@receiver(verdict_sent)
def queue_telling_the_participant(grade: Grade, **_facts: object) -> None:
    tell_about_grade.delay(grade.pk)


@receiver(quiz_allowance_granted)
def queue_telling_about_the_allowance(allowance: QuizAllowance, **_facts: object) -> None:
    tell_about_allowance.delay(allowance.pk)


@receiver(handbooks_requested)
def queue_the_files(handbook_ids: list[int], **_facts: object) -> None:
    queue_handbooks(handbook_ids)


@receiver(key_corrected)
def queue_scoring_again(correction: KeyCorrection, **_facts: object) -> None:
    apply_correction.delay(correction.pk)


@receiver(project_print_requested)
def queue_the_print(print_id: int, **_facts: object) -> None:
    render_project_print.delay(print_id)
