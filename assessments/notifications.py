"""What this app writes to people: one function a message."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from assessments.domain.review_sharing import review_lessons
from assessments.models import (
    Grade,
    KeyCorrection,
    PeerReview,
    ProjectMember,
    QuizAllowance,
    ReviewReport,
    ScoreChange,
    Submission,
)
from courses.models import Enrolment
from people.domain.messages import post
from people.models import User


def submission_received(submission: Submission) -> None:
    """Send the receipt to everybody who works on the project."""
    for key, person in _readers(f"submission-{submission.public_id}", submission):
        with timezone.override(person.time_zone):
            post(
                "assessments/submission_received",
                key=key,
                person=person,
                submission=submission,
                link=_link("assessments:submission-receipt", [submission.public_id], person),
            )


def verdict_sent(grade: Grade) -> None:
    """Tell everybody who works on the project what the tutor decided."""
    submission = grade.submission
    for key, person in _readers(f"grade-{grade.public_id}", submission):
        with timezone.override(person.time_zone):
            post(
                "assessments/verdict_sent",
                key=key,
                person=person,
                grade=grade,
                submission=submission,
                is_approved=grade.verdict == Grade.Verdict.APPROVE,
                link=_link("assessments:project", [submission.project.cohort.code], person),
            )


def allowance_granted(allowance: QuizAllowance) -> None:
    """Tell the participant that they have more attempts or more time in a quiz, and why."""
    enrolment = allowance.enrolment
    post(
        "assessments/allowance_granted",
        key=f"quiz-allowance-{allowance.public_id}",
        person=enrolment.participant,
        allowance=allowance,
        link=_link(
            "assessments:quiz",
            [enrolment.cohort.code, allowance.quiz.lesson.public_id],
            enrolment.participant,
        ),
    )


def scores_rose(correction: KeyCorrection, changes: Sequence[ScoreChange]) -> None:
    """Tell a participant that the key of a question was corrected and what their scores are now."""
    enrolment = changes[0].attempt.enrolment
    lesson = correction.item.quiz.lesson
    post(
        "assessments/scores_rose",
        key=f"score-{correction.pk}-{enrolment.public_id}",
        person=enrolment.participant,
        correction=correction,
        changes=changes,
        title=lesson.title,
        link=_link(
            "assessments:quiz", [enrolment.cohort.code, lesson.public_id], enrolment.participant
        ),
    )


def reviews_given(enrolment: Enrolment) -> None:
    """Tell somebody who waited that there are two projects to review now."""
    person = enrolment.participant
    lesson = review_lessons(enrolment.cohort).first()
    post(
        "assessments/reviews_given",
        key=f"reviews-given-{enrolment.public_id}",
        person=person,
        lesson=lesson,
        link=_link("assessments:peer-reviews", [enrolment.cohort.code, lesson.public_id], person),
    )


def review_received(review: PeerReview) -> None:
    """Tell everybody who works on a project what somebody says of it, and never who."""
    submission = review.submission
    for key, person in _readers(f"peer-review-{review.public_id}", submission):
        code = submission.project.cohort.code
        post(
            "assessments/review_received",
            key=key,
            person=person,
            submission=submission,
            link=_link("assessments:peer-reviews-received", [code], person),
        )


def review_taken_down(report: ReviewReport) -> None:
    """Tell who wrote a review that it was taken down, and why."""
    review = report.review
    person = review.reviewer.participant
    post(
        "assessments/review_taken_down",
        key=f"peer-review-{review.public_id}-taken-down",
        person=person,
        report=report,
        submission=review.submission,
        link=_link("assessments:peer-review", [review.public_id], person),
    )


def _readers(key: str, submission: Submission) -> list[tuple[str, User]]:
    """Return who is written to, each with a key; the plain one is of who handed it in."""
    author = submission.enrolment.participant
    members = ProjectMember.objects.filter(
        project=submission.project_id, left_at=None
    ).select_related("enrolment__participant")
    others = [
        (f"{key}-{member.enrolment.public_id}", member.enrolment.participant)
        for member in members
        if member.enrolment.participant_id != author.pk
    ]
    return [(key, author), *others]


def _link(name: str, arguments: Sequence[object], person: User) -> str:
    with override(person.language):
        return settings.SITE_URL + reverse(name, args=arguments)
