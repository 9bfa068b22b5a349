"""Work that this app does outside a request."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from courses.models import Cohort
from lms.lib.pdf import PdfUnavailable
from tutoring import notifications
from tutoring.documents.sign_in_sheet import sign_in_sheet_pdf
from tutoring.domain import announcements, assignment, session_news, sign_in_sheets
from tutoring.domain.live import still_to_come
from tutoring.models import (
    Announcement,
    Answer,
    ForumDecision,
    InPersonSession,
    LiveSession,
    MakeUp,
)

BEFORE = timedelta(days=1)


@shared_task(name="tutoring.tell_participant")
@transaction.atomic
def tell_participant(answer_id: int) -> None:
    """Write to the participant that there is an answer.

    Safe to run twice: whoever stamps the answer first posts the message, whose key comes from
    the answer; a failure rolls the stamp back.
    """
    if Answer.objects.untold().filter(pk=answer_id).update(participant_told_at=timezone.now()):
        notifications.answer_received(Answer.objects.with_participant().get(pk=answer_id))


@shared_task(name="tutoring.tell_participants")
def tell_participants() -> None:
    """Queue again what a lost bell or a dead worker left untold."""
    for answer_id in Answer.objects.untold().values_list("pk", flat=True)[:2000]:
        tell_participant.delay(answer_id)


@shared_task(name="tutoring.tell_about_make_up")
@transaction.atomic
def tell_about_make_up(make_up_id: int) -> None:
    """Write to the participant what was decided.

    Safe to run twice: whoever stamps the row first posts the message, whose key names the decision.
    """
    if MakeUp.objects.untold().filter(pk=make_up_id).update(told_at=timezone.now()):
        notifications.make_up_decided(MakeUp.objects.with_place().get(pk=make_up_id))


@shared_task(name="tutoring.tell_about_make_ups")
def tell_about_make_ups() -> None:
    """Queue again the decisions that a lost bell or a dead worker left untold."""
    for make_up_id in MakeUp.objects.untold().values_list("pk", flat=True)[:2000]:
        tell_about_make_up.delay(make_up_id)


@shared_task(name="tutoring.assign_missing")
def assign_missing(cohort_id: int) -> None:
    """Give everyone in the cohort a tutor. Safe to run twice: who has one keeps theirs."""
    assignment.assign_missing(Cohort.objects.get(pk=cohort_id))


@shared_task(name="tutoring.assign_everywhere")
def assign_everywhere() -> None:
    """Queue again the cohorts in which somebody still waits for a tutor."""
    for cohort_id in assignment.cohorts_to_assign().values_list("pk", flat=True):
        assign_missing.delay(cohort_id)


@shared_task(name="tutoring.remind_of_live_sessions")
def remind_of_live_sessions() -> None:
    """Remind people of what is held live within a day. Safe to run twice: once a date, by key."""
    now = timezone.now()
    soon = LiveSession.objects.unreminded().filter(starts_at__gt=now, starts_at__lte=now + BEFORE)
    for session in soon.with_place():
        with transaction.atomic():
            notifications.live_session_tomorrow(session, list(still_to_come(session)))
            LiveSession.objects.filter(pk=session.pk).update(reminded_for=session.starts_at)


@shared_task(name="tutoring.tell_author")
@transaction.atomic
def tell_author(decision_id: int) -> None:
    """Write to somebody whose text was hidden or restored. Safe to run twice, by the stamp."""
    untold = ForumDecision.objects.untold().filter(pk=decision_id)
    if untold.update(author_told_at=timezone.now()):
        places = ForumDecision.objects.select_related(
            "post__author", "post__cohort", "post__lesson"
        )
        notifications.forum_post_decided(places.get(pk=decision_id))


@shared_task(name="tutoring.tell_authors")
def tell_authors() -> None:
    """Queue again what a lost bell left untold."""
    for decision_id in ForumDecision.objects.untold().values_list("pk", flat=True)[:2000]:
        tell_author.delay(decision_id)


@shared_task(name="tutoring.render_sign_in_sheet", soft_time_limit=120, time_limit=130)
def render_sign_in_sheet(sheet_id: int) -> None:
    """Make the PDF of a list to sign.

    Safe to run twice, and at the same time: ``claim`` gives it to one worker, and to another when
    that one has died.
    """
    sheet = sign_in_sheets.claim(sheet_id)
    if sheet is None:
        return
    try:
        with override(sheet.language):
            sign_in_sheets.keep(sheet, sign_in_sheet_pdf(sheet))
    except PdfUnavailable as reason:
        sign_in_sheets.postpone(sheet, str(reason))


@shared_task(name="tutoring.resume_sign_in_sheets")
def resume_sign_in_sheets() -> None:
    """Queue again the sheets at which no worker is: a lost bell, a killed worker."""
    for sheet_id in sign_in_sheets.unclaimed_sheets():
        render_sign_in_sheet.delay(sheet_id)


@shared_task(name="tutoring.tell_of_session")
@transaction.atomic
def tell_of_session(session_id: int) -> None:
    """Write to the people of a session that it moved or is cancelled.

    Safe to run twice: whoever claims the change first posts, and each message has its key.
    """
    session = session_news.claim_news(session_id)
    if session:
        notifications.session_changed(
            session,
            list(session_news.people_to_tell(session)),
            session_news.facilitators_to_tell(session),
        )


@shared_task(name="tutoring.tell_of_sessions")
def tell_of_sessions() -> None:
    """Queue again the changes that a lost bell left untold."""
    for session_id in InPersonSession.objects.unannounced().values_list("pk", flat=True):
        tell_of_session.delay(session_id)


@shared_task(name="tutoring.remind_of_sessions")
def remind_of_sessions() -> None:
    """Remind people of the session of the next day, and whoever holds it.

    Safe to run twice: once a date, by key.
    """
    now = timezone.now()
    soon = InPersonSession.objects.unreminded().filter(
        starts_at__gt=now, starts_at__lte=now + BEFORE
    )
    for session in soon.with_place():
        with transaction.atomic():
            notifications.session_tomorrow(session, list(session_news.people_to_tell(session)))
            InPersonSession.objects.filter(pk=session.pk).update(reminded_for=session.starts_at)
    for session, person in session_news.facilitators_to_remind(now=now, until=now + BEFORE):
        with transaction.atomic():
            people = session_news.people_to_tell(session).count()
            notifications.session_to_hold(session, person, people=people)
            session_news.note_reminded(session, person)


@shared_task(name="tutoring.send_announcements")
def send_announcements() -> None:
    """Write to the people of announcements whose ten minutes are over.

    Safe to run twice: whoever claims one first writes, and each message has its key.
    """
    for announcement_id in Announcement.objects.due().values_list("pk", flat=True):
        with transaction.atomic():
            announcement = announcements.claim(announcement_id)
            if announcement:
                recipients = announcements.people_to_write_to(announcement)
                notifications.announcement(announcement, recipients)
                announcements.note_letters(recipients)
