"""Work that this app does outside a request."""

from celery import shared_task
from django.db import transaction

from courses.documents.access_sheet import access_sheet_pdf
from courses.documents.partnership_letter import letter_pdf
from courses.domain import access_requests, access_sheets, enrolment_job, inviting
from courses.domain.decisions import decision_about, untold_decisions
from courses.domain.nominations import offer_free_seats
from courses.domain.partner_links import keep_letter, note_problem
from courses.models import (
    AccessRequest,
    Cohort,
    EnrolmentList,
    EnrolmentListRow,
    PartnerLink,
    Partnership,
)
from courses.notifications import (
    answer_of_a_partner,
    decision_on_names,
    invitations_to_course,
    letter_to_partner,
    names_by_links,
    names_of_a_partner,
    reminders_to_join,
    request_received,
)
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
    """Queue again what no worker finished: lists, news of them, and seats that became free."""
    for list_id in EnrolmentList.objects.unfinished().values_list("pk", flat=True):
        enrol_list.delay(list_id)
    for list_id in untold_decisions():
        tell_about_decision.delay(list_id)
    waiting = EnrolmentListRow.objects.waiting().order_by("enrolment_list__cohort")
    for cohort_id in waiting.values_list("enrolment_list__cohort", flat=True).distinct():
        offer_seats.delay(cohort_id)


@shared_task(name="courses.offer_seats")
def offer_seats(cohort_id: int) -> None:
    """Offer free seats to whoever waits. Safe to run twice: the cohort is locked meanwhile."""
    cohort = Cohort.objects.filter(pk=cohort_id).order_by("pk").first()
    if cohort:
        offer_free_seats(cohort, tell=invitations_to_course)


@shared_task(name="courses.tell_about_names")
def tell_about_names(list_id: int) -> None:
    """Tell who runs the cohort that a partner named people. Safe to run twice: it has a key."""
    lists = EnrolmentList.objects.select_related("cohort", "partnership__partner")
    found = lists.select_related("partnership__sent_by").filter(pk=list_id).order_by("pk").first()
    if found and found.partnership.sent_by:
        names_of_a_partner(found)


@shared_task(name="courses.tell_about_decision")
def tell_about_decision(list_id: int) -> None:
    """Tell a partner what was decided on the people it named, when all of it is carried out.

    Safe to run twice: the message has a key for each decision.
    """
    found = EnrolmentList.objects.for_decisions().filter(pk=list_id).order_by("pk").first()
    decision = decision_about(found) if found else None
    if decision:
        decision_on_names(decision)


@shared_task(name="courses.tell_about_municipalities")
def tell_about_municipalities(partnership_id: int) -> None:
    """Tell who runs the cohort, once a day, that municipalities name people.

    Safe to run twice: the message has the day in its key.
    """
    found = Partnership.objects.select_related("sent_by", "partner", "cohort")
    partnership = found.filter(pk=partnership_id).order_by("pk").first()
    if partnership and partnership.sent_by:
        names_by_links(partnership)


@shared_task(name="courses.acknowledge_request")
def acknowledge_request(request_id: int) -> None:
    """Tell somebody that the request has arrived. Safe to run twice: the message has a key."""
    rows = AccessRequest.objects.pending().select_related("cohort__edition__course")
    request = rows.filter(pk=request_id).order_by("pk").first()
    if request:
        request_received(request)


@shared_task(name="courses.forget_requests")
def forget_requests() -> None:
    """Remove declined requests after a while. Safe to run twice."""
    access_requests.forget_requests()


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


@shared_task(name="courses.remind_of_invitations")
def remind_of_invitations() -> None:
    """Remind people whose invitation waits. Safe to run twice: posting one counts it."""
    inviting.remind(tell=reminders_to_join)


@shared_task(name="courses.render_access_sheet", soft_time_limit=280, time_limit=290)
def render_access_sheet(sheet_id: int) -> None:
    """Draw new PINs, print them, and put them in force with the file.

    Safe to run twice: ``claim`` gives the sheet to one worker, and PINs and file are stored in
    one transaction, so that no PIN is in force that nobody can read.
    """
    sheet = access_sheets.claim(sheet_id)
    if sheet is None:
        return
    access_sheets.carry_out(sheet, print_with=access_sheet_pdf)


@shared_task(name="courses.resume_access_sheets")
def resume_access_sheets() -> None:
    """Queue again the sheets at which no worker is, and remove the files kept long enough."""
    access_sheets.remove_old()
    for sheet_id in access_sheets.unclaimed_sheets():
        render_access_sheet.delay(sheet_id)
