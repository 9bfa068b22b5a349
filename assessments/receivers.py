"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from assessments.models import Grade, KeyCorrection, QuizAllowance, Submission
from assessments.signals import (
    key_corrected,
    project_print_requested,
    project_submitted,
    quiz_allowance_granted,
    verdict_sent,
)
from assessments.tasks import (
    apply_correction,
    queue_handbooks,
    render_project_print,
    send_receipt,
    tell_about_allowance,
    tell_about_grade,
)
from courses.signals import handbooks_requested


@receiver(project_submitted)
def queue_the_receipt(submission: Submission, **_facts: object) -> None:
    send_receipt.delay(submission.pk)


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
