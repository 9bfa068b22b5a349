"""What this app does when something is announced: it queues a task, and no more.

What a lower app asks is answered at once, in a line too.
"""

from django.dispatch import receiver

from assessments.models import Grade
from assessments.signals import verdict_sent
from completion.domain import readiness
from completion.models import CompletionReport
from completion.signals import certificates_issued, report_requested
from completion.tasks import issue_if_complete, render_certificate, render_report
from courses.domain.readiness import Known
from courses.models import Cohort, Enrolment, Lesson
from courses.signals import lesson_completed, readiness_asked


@receiver(certificates_issued)
def queue_the_pdfs(certificate_ids: list[int], **_facts: object) -> None:
    for certificate_id in certificate_ids:
        render_certificate.delay(certificate_id)


@receiver(report_requested)
def queue_the_file(report: CompletionReport, **_facts: object) -> None:
    render_report.delay(report.pk)


@receiver(lesson_completed)
def queue_the_certificate(enrolment: Enrolment, lesson: Lesson, **_facts: object) -> None:
    # The survey waits for the night, so that a time of issue tells nothing: decision 0010.
    is_held = enrolment.cohort.release == Cohort.Release.HELD
    if not is_held and lesson.closed_by != Lesson.ClosedBy.SURVEY:
        issue_if_complete.delay(enrolment.pk)


@receiver(verdict_sent)
def queue_the_certificate_after_a_verdict(grade: Grade, **_facts: object) -> None:
    issue_if_complete.delay(grade.submission.enrolment_id)


@receiver(readiness_asked)
def answer_what_is_ready(cohort: Cohort, **_facts: object) -> dict[str, Known]:
    return readiness.known_about(cohort)
