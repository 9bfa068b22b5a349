"""The days of people and cohorts outside a request: more time, moved calendars, reminders."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from assessments import notifications
from assessments.domain.reminders import reminders_for
from courses.models import CalendarMove, Cohort, DueExtension


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
