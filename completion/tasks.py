"""Work that this app does outside a request."""

import hashlib

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from completion import notifications
from completion.documents.certificate_pdf import certificate_pdf
from completion.documents.completion_report import completion_report
from completion.domain.certificates import issue, note_failure, store_pdf
from completion.domain.reports import compile_report, fail_report, store_report
from completion.domain.requirements import what_is_missing
from completion.domain.surveys import due_for_survey, invite, mix
from completion.models import Certificate, CompletionReport, FeedbackSurvey, SurveyInvitation
from courses.models import Cohort, Enrolment
from lms.lib.access import allowed
from lms.lib.pdf import PdfUnavailable


@shared_task(name="completion.render_certificate")
def render_certificate(certificate_id: int) -> None:
    """Make the PDF of a pending certificate, then tell the holder.

    Safe to run twice, and at the same time: who comes second finds it ready, or at worst renders
    the same facts for nothing, for ``store_pdf`` locks the row and looks at its state.
    """
    certificate = Certificate.objects.pending().filter(pk=certificate_id).first()
    if certificate is None:
        return
    try:
        pdf = certificate_pdf(certificate.snapshot)
    except PdfUnavailable as reason:
        note_failure(certificate_id, str(reason))
        return
    if store_pdf(certificate_id, pdf, sha256=hashlib.sha256(pdf).hexdigest()):
        tell_holder(certificate_id)


@shared_task(name="completion.tell_holder")
@transaction.atomic
def tell_holder(certificate_id: int) -> None:
    """Write to the holder of a ready certificate.

    Safe to run twice: the row is locked, stamped once, and a message is posted once per key.
    """
    certificate = (
        Certificate.objects.untold()
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("enrolment__participant")
        .filter(pk=certificate_id)
        .first()
    )
    if certificate is None:
        return
    notifications.certificate_ready(certificate)
    certificate.holder_told_at = timezone.now()
    certificate.save(update_fields=["holder_told_at"])


@shared_task(name="completion.resume_certificates")
def resume_certificates() -> None:
    """Queue again what a lost bell or a dead worker left: PDFs to make, holders to tell."""
    for certificate_id in Certificate.objects.pending().values_list("pk", flat=True):
        render_certificate.delay(certificate_id)
    for certificate_id in Certificate.objects.untold().values_list("pk", flat=True):
        tell_holder.delay(certificate_id)


@shared_task(name="completion.issue_if_complete")
def issue_if_complete(enrolment_id: int) -> None:
    """Issue the certificate of somebody who has just fulfilled the rules, where nobody holds it.

    Safe to run twice: ``issue`` locks the enrolment and returns the certificate there is.
    """
    enrolment = (
        Enrolment.objects.studying()
        .filter(pk=enrolment_id, cohort__release=Cohort.Release.AT_ONCE, certificates=None)
        .select_related("cohort__edition")
        .first()
    )
    if enrolment and what_is_missing(enrolment).is_complete:
        issue(enrolment)


@shared_task(name="completion.issue_at_once")
def issue_at_once() -> None:
    """Go through the cohorts whose certificates nobody holds, every night.

    Whoever answered the survey last gets the certificate now: see decision 0010.
    """
    waiting = Enrolment.objects.studying().filter(
        cohort__release=Cohort.Release.AT_ONCE,
        cohort__state=Cohort.State.OPEN,
        certificates=None,
    )
    for enrolment_id in waiting.order_by("pk").values_list("pk", flat=True):
        issue_if_complete.delay(enrolment_id)


@shared_task(name="completion.invite_to_surveys")
def invite_to_surveys() -> None:
    """Ask everybody whose survey is due. Safe to run twice: a person is invited once."""
    cohorts = Cohort.objects.filter(
        state=Cohort.State.OPEN, starts_on__lte=timezone.localdate()
    ).select_related("edition__course")
    for cohort in cohorts.filter(edition__completion_requirements__kind="survey"):
        for enrolment in due_for_survey(cohort):
            invite_to_survey(enrolment)


@transaction.atomic
def invite_to_survey(enrolment: Enrolment) -> None:
    """Write the invitation and its message together, or neither."""
    invitation: SurveyInvitation | None = invite(enrolment)
    if invitation:
        notifications.survey_open(invitation)


@shared_task(name="completion.mix_surveys")
def mix_surveys() -> None:
    """Write the answers of every survey anew in random order. Safe to run at any time."""
    surveys = FeedbackSurvey.objects.filter(responses__isnull=False).distinct()
    for survey in surveys:
        mix(survey)


@shared_task(name="completion.render_report")
def render_report(report_id: int) -> None:
    """Make the file of a report that somebody asked for.

    Safe to run twice: ``store_report`` locks the row and looks at its state. What the asker may
    read is asked again now, not when they pressed the button.
    """
    report = (
        CompletionReport.objects.filter(pk=report_id, state=CompletionReport.State.PENDING)
        .select_related("cohort__edition__course", "cohort__territory", "partner", "asked_by")
        .first()
    )
    if report is None:
        return
    nameable = allowed(report.asked_by, "view_name", Enrolment.objects.filter(cohort=report.cohort))
    with override(report.language):
        contents = compile_report(report, nameable=nameable)
        if contents is None:
            fail_report(report_id)
        else:
            store_report(report_id, completion_report(contents))


@shared_task(name="completion.resume_reports")
def resume_reports() -> None:
    """Queue again the files that nobody has made yet."""
    pending = CompletionReport.objects.filter(state=CompletionReport.State.PENDING)
    for report_id in pending.values_list("pk", flat=True):
        render_report.delay(report_id)
