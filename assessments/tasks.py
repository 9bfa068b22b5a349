"""Work that this app does outside a request."""

from collections.abc import Iterable
from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments import notifications
from assessments.documents.handbook_files import Typeset, typeset
from assessments.documents.project_pdf import project_pdf
from assessments.domain.exchange import prints
from assessments.domain.exchange.imports import purge_imports
from assessments.domain.exercise.deletions import purge_deletions
from assessments.domain.handbook import handbook_contents
from assessments.domain.quiz_corrections import rescore, unfinished_corrections, untold_enrolments
from assessments.domain.quiz_taking import hand_in_late, out_of_time
from assessments.domain.reminders import reminders_for
from assessments.domain.review_sharing import cohorts_to_share
from assessments.domain.review_sharing import share_reviews as share
from assessments.models import (
    Grade,
    KeyCorrection,
    PeerReview,
    QuizAllowance,
    ReviewReport,
    ScoreChange,
    Submission,
)
from courses.domain import handbooks
from courses.models import CalendarMove, Cohort, DueExtension, Handbook
from lms.lib.pdf import PdfUnavailable
from people.models import Message

RECEIPTS_FOR = timedelta(days=3)
LAST_WORDS = 10  # Seconds in which a handbook that takes too long can say so.


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


@shared_task(name="assessments.tell_about_time")
@transaction.atomic
def tell_about_time(batch: str) -> None:
    """Tell people that they got more time together, or that it was taken back.

    Safe to run twice: whoever stamps the rows first writes, and a message is posted once per key.
    """
    now = timezone.now()
    rows = DueExtension.objects.filter(batch=batch)
    people = rows.select_related("enrolment__cohort", "enrolment__participant", "granted_by")
    if rows.untold().update(told_at=now):
        notifications.time_extended(people.filter(told_at=now))
    if rows.withdrawal_untold().update(withdrawal_told_at=now):
        notifications.time_taken_back(
            people.select_related("withdrawn_by").filter(withdrawal_told_at=now)
        )


@shared_task(name="assessments.tell_about_calendar")
@transaction.atomic
def tell_about_calendar(move_id: int) -> None:
    """Tell people that a calendar was moved, or that the move was undone.

    Safe to run twice: whoever stamps the move first writes, and a message is posted once per key.
    """
    moves = CalendarMove.objects.filter(pk=move_id)
    if moves.untold().update(told_at=timezone.now()):
        notifications.calendar_moved(moves.select_related("cohort", "moved_by").get())
    if moves.undoing_untold().update(undoing_told_at=timezone.now()):
        notifications.calendar_move_undone(moves.select_related("cohort", "undone_by").get())


@shared_task(name="assessments.tell_about_days")
def tell_about_days() -> None:
    """Queue again what a lost bell left untold about the days of people and cohorts."""
    extensions = DueExtension.objects.untold() | DueExtension.objects.withdrawal_untold()
    for batch in set(extensions.order_by().values_list("batch", flat=True)[:2000]):
        tell_about_time.delay(str(batch))
    moves = CalendarMove.objects.untold() | CalendarMove.objects.undoing_untold()
    for move_id in moves.values_list("pk", flat=True):
        tell_about_calendar.delay(move_id)


@shared_task(name="assessments.remind_of_due_days")
def remind_of_due_days() -> None:
    """Queue for each open cohort the reminders of what is due soon."""
    for cohort_id in Cohort.objects.filter(state=Cohort.State.OPEN).values_list("pk", flat=True):
        remind_cohort.delay(cohort_id)


@shared_task(name="assessments.remind_cohort")
def remind_cohort(cohort_id: int) -> None:
    """Remind the people of a cohort. Safe to run twice: each reminder has a key of its own."""
    reminders = reminders_for(Cohort.objects.get(pk=cohort_id))
    if reminders:
        notifications.still_due(reminders)


@shared_task(name="assessments.hand_in_late_attempts")
def hand_in_late_attempts() -> None:
    """Hand in what was saved where the time is over. Safe to run twice: an attempt goes in once."""
    now = timezone.now()
    for attempt in out_of_time(now=now):
        hand_in_late(attempt, now=now)


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


@shared_task(name="assessments.forget_deletions")
def forget_deletions() -> None:
    """Forget what was deleted more than thirty days ago, and files that nobody brought in.

    Safe to run twice: then they are gone.
    """
    purge_deletions()
    purge_imports()


def queue_handbooks(handbook_ids: Iterable[int]) -> None:
    """Queue handbooks, each with its clock: so many seconds for a module, or for each of them."""
    rows = Handbook.objects.filter(pk__in=handbook_ids).select_related("edition")
    for handbook in rows:
        modules = 1 if handbook.module_id else handbook.edition.modules.count()
        seconds = settings.HANDBOOK_SECONDS * max(1, modules)
        render_handbook.apply_async(
            [handbook.pk], soft_time_limit=seconds, time_limit=seconds + LAST_WORDS
        )


@shared_task(name="assessments.render_handbook")
def render_handbook(handbook_id: int) -> None:
    """Make the file of a handbook that somebody asked for.

    Safe to run twice, and at the same time: ``claim`` gives it to one worker, and to another when
    that one has died. What has not changed since the last time is not made again.
    """
    handbook = handbooks.claim(handbook_id)
    if handbook is None:
        return
    try:
        with override(handbook.language):
            book = _typeset(handbook)
            if handbook.file and book.content_hash == handbook.content_hash:
                handbooks.keep_as_it_is(handbook)
            else:
                handbooks.keep(handbook, book.make(), content_hash=book.content_hash)
    except PdfUnavailable as reason:
        handbooks.postpone(handbook, str(reason))
    except SoftTimeLimitExceeded:
        handbooks.give_up(handbook, _("It took too long to make and was stopped."))


def _typeset(handbook: Handbook) -> Typeset:
    contents = handbook_contents(handbook.edition, handbook.module, with_key=handbook.with_key)
    return typeset(contents, handbook.format)


@shared_task(name="assessments.resume_handbooks")
def resume_handbooks() -> None:
    """Queue again the handbooks at which no worker is: a lost bell, a killed worker."""
    queue_handbooks(
        Handbook.objects.unclaimed(timezone.now()).order_by("pk").values_list("pk", flat=True)
    )


@shared_task(name="assessments.refresh_handbooks")
def refresh_handbooks() -> None:
    """Ask for what people will want, and anew for what has changed: an erratum, a new design.

    Safe to run twice: what is ready and has not changed stays as it is.
    """
    handbooks.prepare_for_open_cohorts()
    ready = Handbook.objects.filter(state=Handbook.State.READY)
    for handbook in ready.select_related("edition__course", "module").iterator():
        with override(handbook.language):
            if _typeset(handbook).content_hash != handbook.content_hash:
                handbooks.ask_anew(handbook)


@shared_task(name="assessments.render_project_print", soft_time_limit=120, time_limit=130)
def render_project_print(print_id: int) -> None:
    """Make a PDF of a project that somebody asked for.

    Safe to run twice, and at the same time: ``claim`` gives it to one worker, and to another when
    that one has died.
    """
    made = prints.claim(print_id)
    if made is None:
        return
    try:
        with override(made.language):
            prints.keep(made, project_pdf(made.project, made.kind))
    except PdfUnavailable as reason:
        prints.postpone(made, str(reason))
    except SoftTimeLimitExceeded:
        prints.give_up(made, _("It took too long to make and was stopped."))


@shared_task(name="assessments.resume_project_prints")
def resume_project_prints() -> None:
    """Queue again the PDFs at which no worker is: a lost bell, a killed worker."""
    for print_id in prints.unclaimed_prints():
        render_project_print.delay(print_id)
