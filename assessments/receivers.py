"""What this app does when something is announced: it queues a task, and no more.

What a lower app asks is answered at once, in a line too.
"""

from uuid import UUID

from django.dispatch import receiver

from assessments.domain import readiness
from assessments.models import (
    Grade,
    KeyCorrection,
    PeerReview,
    ProjectMember,
    QuizAllowance,
    Submission,
)
from assessments.signals import (
    calendar_move_undone,
    calendar_moved,
    key_corrected,
    member_moved,
    project_print_requested,
    project_submitted,
    quiz_allowance_granted,
    review_sent,
    review_taken_down,
    time_extended,
    time_taken_back,
    verdict_sent,
)
from assessments.tasks import (
    apply_correction,
    queue_handbooks,
    render_project_print,
    send_receipt,
    share_reviews,
    tell_about_allowance,
    tell_about_calendar,
    tell_about_grade,
    tell_about_review,
    tell_about_team,
    tell_about_time,
    tell_reviewer,
)
from courses.domain.readiness import Known
from courses.models import CalendarMove, Cohort
from courses.signals import handbooks_requested, readiness_asked


@receiver(project_submitted)
def queue_the_receipt(submission: Submission, **_facts: object) -> None:
    send_receipt.delay(submission.pk)


@receiver(project_submitted)
def queue_sharing_the_reviews(submission: Submission, **_facts: object) -> None:
    share_reviews.delay(submission.project.cohort_id)


@receiver(member_moved)
def queue_telling_the_team(member: ProjectMember, **_facts: object) -> None:
    tell_about_team.delay(member.pk)


@receiver(review_sent)
def queue_telling_the_authors(review: PeerReview, **_facts: object) -> None:
    tell_about_review.delay(review.pk)


@receiver(review_taken_down)
def queue_telling_the_reviewer(review: PeerReview, **_facts: object) -> None:
    tell_reviewer.delay(review.pk)


@receiver(verdict_sent)
def queue_telling_the_participant(grade: Grade, **_facts: object) -> None:
    tell_about_grade.delay(grade.pk)


@receiver(quiz_allowance_granted)
def queue_telling_about_the_allowance(allowance: QuizAllowance, **_facts: object) -> None:
    tell_about_allowance.delay(allowance.pk)


@receiver(handbooks_requested)
def queue_the_files(handbook_ids: list[int], **_facts: object) -> None:
    queue_handbooks(handbook_ids)


@receiver([time_extended, time_taken_back])
def queue_telling_about_time(batch: UUID, **_facts: object) -> None:
    tell_about_time.delay(str(batch))


@receiver([calendar_moved, calendar_move_undone])
def queue_telling_about_the_calendar(move: CalendarMove, **_facts: object) -> None:
    tell_about_calendar.delay(move.pk)


@receiver(key_corrected)
def queue_scoring_again(correction: KeyCorrection, **_facts: object) -> None:
    apply_correction.delay(correction.pk)


@receiver(project_print_requested)
def queue_the_print(print_id: int, **_facts: object) -> None:
    render_project_print.delay(print_id)


@receiver(readiness_asked)
def answer_what_is_ready(cohort: Cohort, **_facts: object) -> dict[str, Known]:
    return readiness.known_about(cohort)
