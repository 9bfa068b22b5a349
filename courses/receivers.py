"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from courses import tasks
from courses.models import EnrolmentList, PartnerLink, Partnership
from courses.signals import letter_answered, letter_wanted, list_confirmed


@receiver(list_confirmed)
def queue_enrolment(enrolment_list: EnrolmentList, **_facts: object) -> None:
    tasks.enrol_list.delay(enrolment_list.pk)


@receiver(letter_wanted)
def queue_letter(link: PartnerLink, **_facts: object) -> None:
    tasks.render_letter.delay(link.pk)


@receiver(letter_answered)
def queue_news_of_the_answer(partnership: Partnership, **_facts: object) -> None:
    tasks.tell_about_answer.delay(partnership.pk)
