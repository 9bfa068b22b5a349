"""Projects outside a request: receipts, verdicts, PDFs, and what is forgotten."""

from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments import notifications
from assessments.documents.project_pdf import project_pdf
from assessments.domain.exchange import prints
from assessments.domain.exchange.imports import purge_imports
from assessments.domain.exercise.deletions import purge_deletions
from assessments.models import Grade, ProjectMember, Submission
from lms.lib.pdf import PdfUnavailable
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


@shared_task(name="assessments.tell_about_team")
@transaction.atomic
def tell_about_team(member_id: int) -> None:
    """Tell a person, and the team, that somebody else put them in it or took them out.

    Safe to run twice: whoever stamps the row first writes, and a message is posted once per key.
    """
    rows = ProjectMember.objects.filter(pk=member_id)
    if rows.untold(timezone.now() - RECEIPTS_FOR).update(told_at=timezone.now()):
        notifications.member_moved(
            rows.select_related("project__cohort", "enrolment__participant", "moved_by").get()
        )


@shared_task(name="assessments.tell_about_teams")
def tell_about_teams() -> None:
    """Queue again what a lost bell left untold about the teams of the last days."""
    untold = ProjectMember.objects.untold(timezone.now() - RECEIPTS_FOR)
    for member_id in untold.values_list("pk", flat=True):
        tell_about_team.delay(member_id)


@shared_task(name="assessments.forget_deletions")
def forget_deletions() -> None:
    """Forget what was deleted more than thirty days ago, and files that nobody brought in.

    Safe to run twice: then they are gone.
    """
    purge_deletions()
    purge_imports()


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
