"""Work that this app does outside a request."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import notifications
from assessments.domain.exercise.deletions import purge_deletions
from assessments.domain.quiz_taking import hand_in_late, out_of_time
from assessments.models import Grade, QuizAllowance, Submission
from people.models import Message

RECEIPTS_FOR = timedelta(days=3)


@shared_task(name="assessments.send_receipt")
def send_receipt(submission_id: int) -> None:
    """Write the receipt of a submission. Safe to run twice: a message is posted once per key."""
    notifications.submission_received(Submission.objects.with_people().get(pk=submission_id))


@shared_task(name="assessments.tell_about_grade")
@transaction.atomic
def tell_about_grade(grade_id: int) -> None:
    """Tell the participant about a verdict.

    Safe to run twice: whoever stamps the grade first writes, and a message is posted once per key.
    """
    untold = Grade.objects.filter(pk=grade_id, sent_at__isnull=False, participant_told_at=None)
    if untold.update(participant_told_at=timezone.now()):
        notifications.verdict_sent(
            Grade.objects.select_related(
                "tutor",
                "rubric",
                "submission__project__cohort",
                "submission__enrolment__participant",
            ).get(pk=grade_id)
        )


@shared_task(name="assessments.tell_about_grades")
def tell_about_grades() -> None:
    """Queue again what a lost bell left untold: verdicts, and receipts of the last days."""
    untold = Grade.objects.filter(sent_at__isnull=False, participant_told_at=None)
    for grade_id in untold.values_list("pk", flat=True):
        tell_about_grade.delay(grade_id)
    since = timezone.now() - RECEIPTS_FOR
    recent = {
        f"submission-{submission.public_id}": submission.pk
        for submission in Submission.objects.filter(
            submitted_at__gte=since, enrolment__participant__email__isnull=False
        ).only("public_id")
    }
    written = Message.objects.filter(key__in=recent).values_list("key", flat=True)
    for key in recent.keys() - set(written):
        send_receipt.delay(recent[key])


@shared_task(name="assessments.tell_about_allowance")
@transaction.atomic
def tell_about_allowance(allowance_id: int) -> None:
    """Tell the participant about more attempts or time.

    Safe to run twice: whoever stamps the row first writes, and a message is posted once per key.
    """
    untold = QuizAllowance.objects.untold().filter(pk=allowance_id)
    if untold.update(told_at=timezone.now()):
        notifications.allowance_granted(QuizAllowance.objects.with_person().get(pk=allowance_id))


@shared_task(name="assessments.tell_about_quizzes")
def tell_about_quizzes() -> None:
    """Queue again what a lost bell left untold about quizzes."""
    for allowance_id in QuizAllowance.objects.untold().values_list("pk", flat=True):
        tell_about_allowance.delay(allowance_id)


@shared_task(name="assessments.hand_in_late_attempts")
def hand_in_late_attempts() -> None:
    """Hand in what was saved where the time is over. Safe to run twice: an attempt goes in once."""
    now = timezone.now()
    for attempt in out_of_time(now=now):
        hand_in_late(attempt, now=now)


@shared_task(name="assessments.forget_deletions")
def forget_deletions() -> None:
    """Forget what was deleted more than thirty days ago. Safe to run twice: then it is gone."""
    purge_deletions()
