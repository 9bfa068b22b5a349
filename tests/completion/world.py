"""What several tests of completion set up: a cohort, and people who are complete."""

from django.utils import timezone

from assessments.models import Quiz, QuizAttempt
from completion.domain.requirements import load_requirements
from completion.domain.surveys import invite
from completion.models import SurveyInvitation
from courses.domain.hours import credit
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    SubmissionFactory,
)


def make_cohort(**more):
    """A cohort with an edition of one lesson, two module quizzes, a post-test and a survey."""
    cohort = CohortFactory(**({"code": "mex26b"} | more))
    load_requirements(cohort.edition)
    module = ModuleFactory(edition=cohort.edition)
    lesson = LessonFactory(module=module, code="M1.1", position=1)
    for number, kind in enumerate(("module", "module", "post"), start=2):
        QuizFactory(
            lesson=LessonFactory(
                module=module, code=f"Q{number}", kind="Q", closed_by="quiz", position=number
            ),
            kind=kind,
        )
    cohort.lesson = lesson
    return cohort


def give_hours(enrolment, *, online=0, in_person=0, **more):
    for number, (modality, minutes) in enumerate((("online", online), ("in_person", in_person))):
        if minutes:
            credit(
                enrolment,
                modality=modality,
                minutes=minutes,
                source_kind="correction",
                source_id=more.pop("source_id", 900 + number),
                label="x",
                earned_on=timezone.localdate(),
                by=enrolment.participant,
                **more,
            )


def take(enrolment, quiz, *scores):
    taken = QuizAttempt.objects.filter(enrolment=enrolment, quiz=quiz).count()
    for number, score in enumerate(scores, start=taken + 1):
        QuizAttempt.objects.create(
            quiz=quiz,
            enrolment=enrolment,
            number=number,
            seed=1,
            submitted_at=timezone.now(),
            score=score,
        )


def quizzes_of(cohort, kind="module"):
    return Quiz.objects.filter(lesson__module__edition=cohort.edition, kind=kind).order_by("pk")


def complete(enrolment):
    give_hours(enrolment, online=2400, in_person=480)
    for quiz in quizzes_of(enrolment.cohort):
        take(enrolment, quiz, 80)
    take(enrolment, quizzes_of(enrolment.cohort, "post").get(), 10)
    SubmissionFactory(project__cohort=enrolment.cohort, enrolment=enrolment, state="approved")
    invite(enrolment)
    SurveyInvitation.objects.filter(enrolment=enrolment).update(answered=True)
    return enrolment


def somebody_complete(cohort, **more):
    return complete(EnrolmentFactory(cohort=cohort, **more))
