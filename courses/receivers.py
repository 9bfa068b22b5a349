"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from courses import tasks
from courses.models import EnrolmentList
from courses.signals import list_confirmed


@receiver(list_confirmed)
def queue_enrolment(enrolment_list: EnrolmentList, **_facts: object) -> None:
    tasks.enrol_list.delay(enrolment_list.pk)
