"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from courses import tasks
from courses.models import (
    AccessRequest,
    AccessSheet,
    Cohort,
    EnrolmentList,
    PartnerLink,
    Partnership,
)
from courses.signals import (
    access_sheet_asked,
    letter_answered,
    letter_wanted,
    list_confirmed,
    municipality_named,
    names_decided,
    people_named,
    place_asked,
    seat_freed,
)


@receiver(list_confirmed)
def queue_enrolment(enrolment_list: EnrolmentList, **_facts: object) -> None:
    tasks.enrol_list.delay(enrolment_list.pk)


@receiver(letter_wanted)
def queue_letter(link: PartnerLink, **_facts: object) -> None:
    tasks.render_letter.delay(link.pk)


@receiver(letter_answered)
def queue_news_of_the_answer(partnership: Partnership, **_facts: object) -> None:
    tasks.tell_about_answer.delay(partnership.pk)


@receiver(people_named)
def queue_news_of_names(enrolment_list: EnrolmentList, **_facts: object) -> None:
    tasks.tell_about_names.delay(enrolment_list.pk)


@receiver(municipality_named)
def queue_news_of_municipalities(partnership: Partnership, **_facts: object) -> None:
    tasks.tell_about_municipalities.delay(partnership.pk)


@receiver(names_decided)
def queue_news_of_a_decision(enrolment_list: EnrolmentList, **_facts: object) -> None:
    tasks.tell_about_decision.delay(enrolment_list.pk)


@receiver(place_asked)
def queue_receipt_of_a_request(request: AccessRequest, **_facts: object) -> None:
    tasks.acknowledge_request.delay(request.pk)


@receiver(seat_freed)
def queue_offers(cohort: Cohort, **_facts: object) -> None:
    tasks.offer_seats.delay(cohort.pk)


@receiver(access_sheet_asked)
def queue_access_sheet(sheet: AccessSheet, **_facts: object) -> None:
    tasks.render_access_sheet.delay(sheet.pk)
