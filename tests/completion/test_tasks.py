import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone

from completion import tasks
from completion.domain.certificates import issue, release
from completion.domain.reports import reading_of, request_report
from completion.domain.surveys import invite, items, respond
from completion.models import Certificate, CompletionReport, SurveyInvitation
from lms.lib.pdf import PdfUnavailable
from people.models import DataAgreement, Membership, Message
from tests.completion.world import complete, give_hours, make_cohort, somebody_complete
from tests.factories import (
    DataAgreementFactory,
    EnrolmentFactory,
    LessonFactory,
    MembershipFactory,
    UserFactory,
)


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def certificate(cohort):
    return issue(somebody_complete(cohort))


def test_a_released_certificate_ends_as_a_file_and_a_message(
    cohort, django_capture_on_commit_callbacks
):
    pytest.importorskip("weasyprint")
    enrolment = somebody_complete(cohort)

    with django_capture_on_commit_callbacks(execute=True):
        release(cohort, by=UserFactory(), key=uuid4())

    certificate = Certificate.objects.get()
    assert certificate.state == "ready"
    assert certificate.holder_told_at
    assert hashlib.sha256(certificate.pdf.read()).hexdigest() == certificate.pdf_sha256
    (letter,) = mail.outbox
    assert letter.to == [enrolment.participant.email]
    assert certificate.folio in letter.body


def test_a84_running_every_task_ten_times_leaves_one_file_and_one_message(certificate):
    pytest.importorskip("weasyprint")
    tasks.render_certificate(certificate.pk)
    first = Certificate.objects.get()

    for _n in range(9):
        tasks.render_certificate(certificate.pk)
        tasks.tell_holder(certificate.pk)
        tasks.resume_certificates()

    again = Certificate.objects.get()
    assert (again.pdf.name, again.pdf_sha256, again.holder_told_at) == (
        first.pdf.name,
        first.pdf_sha256,
        first.holder_told_at,
    )
    assert list(Message.objects.values_list("key", flat=True)) == [
        f"certificate-{certificate.public_id}"
    ]


def test_a84_a_worker_killed_between_folio_and_file_is_made_up_for_by_the_sweep(
    certificate, monkeypatch
):
    # It left a broken file under the name, and no mark on the row.
    name = f"certificates/{certificate.issued_at:%Y}/{certificate.public_id}.pdf"
    certificate.pdf.storage.save(name, ContentFile(b"half a file"))
    monkeypatch.setattr(tasks, "certificate_pdf", lambda _facts: b"%PDF whole")

    tasks.resume_certificates()

    made = Certificate.objects.get()
    assert (made.state, made.pdf.name, made.pdf.read()) == ("ready", name, b"%PDF whole")
    assert Message.objects.count() == 1


def test_a84_a_worker_killed_between_file_and_message_tells_once(certificate, monkeypatch):
    monkeypatch.setattr(tasks, "certificate_pdf", lambda _facts: b"%PDF")
    monkeypatch.setattr(tasks, "tell_holder", lambda _pk: None)
    tasks.render_certificate(certificate.pk)
    monkeypatch.undo()
    assert not Message.objects.exists()

    tasks.resume_certificates()
    tasks.resume_certificates()

    assert Message.objects.count() == 1
    assert Certificate.objects.get().holder_told_at


def test_without_the_libraries_it_stays_pending_and_says_why(certificate, monkeypatch):
    def no_pango(_facts):
        raise PdfUnavailable("Pango is missing.")

    monkeypatch.setattr(tasks, "certificate_pdf", no_pango)

    tasks.render_certificate(certificate.pk)

    waiting = Certificate.objects.get()
    assert (waiting.state, waiting.error) == ("pending", "Pango is missing.")
    assert not Message.objects.exists()


def test_somebody_without_an_address_gets_the_certificate_and_no_message(cohort, monkeypatch):
    certificate = issue(somebody_complete(cohort, participant=UserFactory(email=None)))
    monkeypatch.setattr(tasks, "certificate_pdf", lambda _facts: b"%PDF")

    tasks.render_certificate(certificate.pk)

    assert Certificate.objects.get().holder_told_at
    assert not Message.objects.exists()


def test_where_nobody_holds_them_a_certificate_is_issued_at_once(cohort):
    cohort.release = "at_once"
    cohort.save()
    ready, not_yet = somebody_complete(cohort), EnrolmentFactory(cohort=cohort)

    for enrolment in (ready, not_yet, ready):
        tasks.issue_if_complete(enrolment.pk)

    assert [row.enrolment for row in Certificate.objects.all()] == [ready]


def test_a_held_cohort_issues_nothing_by_itself(cohort):
    enrolment = somebody_complete(cohort)

    tasks.issue_if_complete(enrolment.pk)
    tasks.issue_at_once()

    assert not Certificate.objects.exists()


def test_the_night_issues_what_the_survey_completed_and_answering_itself_does_not(
    cohort, django_capture_on_commit_callbacks
):
    cohort.release = "at_once"
    cohort.save()
    LessonFactory(
        module=cohort.edition.modules.get(), code="X1", closed_by="survey", minutes=20, position=99
    )
    enrolment = complete(EnrolmentFactory(cohort=cohort))
    give_hours(enrolment, online=-20, source_id=5)
    SurveyInvitation.objects.all().delete()
    invite(enrolment)
    with django_capture_on_commit_callbacks(execute=True):
        respond(
            enrolment,
            cohort.feedback_survey,
            {item["code"]: 5 if item["kind"] == "likert5" else "" for item in items()},
            by=enrolment.participant,
        )
    assert not Certificate.objects.exists()

    tasks.issue_at_once()

    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_the_clock_invites_each_person_once():
    cohort = make_cohort(ends_on=timezone.localdate() + timedelta(days=5))
    EnrolmentFactory.create_batch(2, cohort=cohort)
    EnrolmentFactory(cohort=cohort, status="invited")

    for _n in range(3):
        tasks.invite_to_surveys()

    assert SurveyInvitation.objects.count() == 2
    assert Message.objects.filter(key__startswith="survey-").count() == 2
    assert f"/encuesta/{cohort.feedback_survey.public_id}/" in Message.objects.first().text


def ask(role, cohort, organisation):
    person = MembershipFactory(role=role, organisation=organisation).person
    reading = reading_of(person, cohort)
    return request_report(reading, by=person, key=uuid4(), language="es-mx")


def test_a_report_is_made_once_and_its_size_is_known(cohort):
    report = ask("staff", cohort, cohort.host)

    tasks.resume_reports()
    first = CompletionReport.objects.get()
    tasks.render_report(report.pk)

    assert (first.state, first.size) == ("ready", len(first.file.read()))
    assert CompletionReport.objects.get().ready_at == first.ready_at


def test_who_may_not_read_it_any_more_gets_no_file(cohort):
    report = ask("staff", cohort, cohort.host)
    Membership.objects.all().delete()

    tasks.render_report(report.pk)

    assert CompletionReport.objects.get().state == "failed"


def test_names_promised_under_an_agreement_that_ended_are_not_written(cohort):
    EnrolmentFactory(cohort=cohort)
    DataAgreementFactory(partner=cohort.partner)
    report = ask("coordinator", cohort, cohort.partner)
    assert report.with_names
    DataAgreement.objects.all().delete()

    tasks.render_report(report.pk)

    assert CompletionReport.objects.get().state == "failed"
