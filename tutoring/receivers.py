"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from courses.models import Cohort
from courses.signals import people_enrolled
from tutoring.models import Answer
from tutoring.signals import question_answered
from tutoring.tasks import assign_missing, tell_participant


@receiver(question_answered)
def queue_telling_the_participant(answer: Answer, **_facts: object) -> None:
    tell_participant.delay(answer.pk)


@receiver(people_enrolled)
def queue_assigning_tutors(cohort: Cohort, **_facts: object) -> None:
    assign_missing.delay(cohort.pk)
