"""Work that this app does outside a request."""

from celery import shared_task
from django.db import transaction

from courses.documents.partnership_letter import letter_pdf
from courses.domain import enrolment_job
from courses.domain.partner_links import keep_letter, note_problem
from courses.models import EnrolmentList, PartnerLink, Partnership
from courses.notifications import answer_of_a_partner, invitations_to_course, letter_to_partner
from lms.lib.pdf import PdfUnavailable


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


@shared_task(name="courses.render_letter")
def render_letter(link_id: int) -> None:
    """Make the letter of a link and write to the focal point.

    Safe to run twice, also at once: ``keep_letter`` locks the row and looks whether it was sent.
    """
    link = PartnerLink.objects.unsent().for_letters().filter(pk=link_id).first()
    if link is None:
        return
    try:
        pdf = letter_pdf(link)
    except PdfUnavailable as reason:
        note_problem(link, str(reason))
        return
    with transaction.atomic():
        if keep_letter(link, pdf):
            letter_to_partner(link)


@shared_task(name="courses.tell_about_answer")
def tell_about_answer(partnership_id: int) -> None:
    """Tell who sent a letter what the partner said. Safe to run twice: the message has a key."""
    answered = Partnership.objects.exclude(replied_at=None).select_related(
        "sent_by", "partner", "cohort"
    )
    partnership = answered.filter(pk=partnership_id).order_by("pk").first()
    if partnership and partnership.sent_by:
        answer_of_a_partner(partnership)


@shared_task(name="courses.resume_letters")
def resume_letters() -> None:
    """Queue again every letter that no worker made: a lost bell, a killed worker."""
    for link_id in PartnerLink.objects.unsent().values_list("pk", flat=True):
        render_letter.delay(link_id)
