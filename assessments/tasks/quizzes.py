"""Quizzes outside a request: allowances, corrected keys, and attempts whose time is over."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import notifications
from assessments.domain.quiz_corrections import rescore, unfinished_corrections, untold_enrolments
from assessments.domain.quiz_taking import hand_in_late, out_of_time
from assessments.models import KeyCorrection, QuizAllowance, ScoreChange


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
    corrections = unfinished_corrections(now=timezone.now())
    for correction_id in corrections.values_list("pk", flat=True):
        apply_correction.delay(correction_id)


@shared_task(name="assessments.apply_correction")
def apply_correction(correction_id: int) -> None:
    """Score attempts again after a correction, and tell those whose score rose.

    Safe to run twice and to be killed: a score that has risen does not rise again, and whoever
    stamps the changes of a person first writes to them.
    """
    correction = KeyCorrection.objects.with_item().get(pk=correction_id)
    rescore(correction)
    for enrolment_id in untold_enrolments(correction):
        _tell_about_scores(correction, enrolment_id)


@transaction.atomic
def _tell_about_scores(correction: KeyCorrection, enrolment_id: int) -> None:
    changes = ScoreChange.objects.filter(correction=correction, attempt__enrolment=enrolment_id)
    if changes.untold().update(told_at=timezone.now()):
        people = changes.select_related("attempt__enrolment__participant")
        notifications.scores_rose(
            correction, list(people.select_related("attempt__enrolment__cohort"))
        )


@shared_task(name="assessments.hand_in_late_attempts")
def hand_in_late_attempts() -> None:
    """Hand in what was saved where the time is over. Safe to run twice: an attempt goes in once."""
    now = timezone.now()
    for attempt in out_of_time(now=now):
        hand_in_late(attempt, now=now)
