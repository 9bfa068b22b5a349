"""Work that this app does outside a request."""

from celery import shared_task

from courses.domain import enrolment_job
from courses.models import EnrolmentList
from courses.notifications import invitations_to_course


@shared_task(name="courses.enrol_list")
def enrol_list(list_id: int) -> None:
    """Enrol the people of a confirmed list.

    Safe to run twice, at once or again: each chunk is one transaction under the lock of the list
    and takes only rows that have no outcome yet.
    """
    enrolment_job.enrol_list(list_id, tell=invitations_to_course)


@shared_task(name="courses.resume_lists")
def resume_lists() -> None:
    """Queue again every list that no worker finished: a lost bell, a killed worker."""
    for list_id in EnrolmentList.objects.unfinished().values_list("pk", flat=True):
        enrol_list.delay(list_id)
