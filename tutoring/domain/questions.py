"""Asking, answering and closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.progress import check_open
from courses.models import Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record
from people.models import User
from tutoring.domain.waiting import Tally, Wait, tally, wait_between, wait_of
from tutoring.models import Answer, Question
from tutoring.signals import question_answered

LONGEST_QUESTION = 4000
LONGEST_ANSWER = 6000
AN_HOUR = timedelta(hours=1)
QUESTIONS_AN_HOUR = 20


@transaction.atomic
def ask(
    enrolment: Enrolment,
    *,
    body: str,
    key: UUID,
    by: User,
    lesson: Lesson | None = None,
    now: datetime | None = None,
) -> Question:
    """Put a question to the person's tutor, with the place where it arose.

    Sending the same form again returns the first question. The enrolment must be active, the
    lesson of its edition, the text neither empty nor longer than 4,000 characters. Twenty
    questions an hour are enough for anybody.
    """
    now = now or timezone.now()
    # Two clicks on one button queue up behind this lock.
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=enrolment.pk)
    )
    sent_before = Question.objects.filter(key=key).first()
    if sent_before:
        if sent_before.enrolment_id != enrolment.pk:
            raise _other_form()
        return sent_before
    check_open(enrolment)
    if lesson and lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This item is not part of your course."), code="other_edition")
    body = _checked(body, LONGEST_QUESTION)
    recent = Question.objects.filter(
        enrolment__participant=enrolment.participant_id, asked_at__gt=now - AN_HOUR
    )
    if recent.count() >= QUESTIONS_AN_HOUR:
        raise RuleViolation(
            _("You have asked %(most)s questions within an hour. Please go on in a while."),
            code="too_many",
            params={"most": QUESTIONS_AN_HOUR},
        )
    return Question.objects.create(
        enrolment=enrolment, lesson=lesson, body=body, key=key, asked_at=now
    )


@transaction.atomic
def answer_question(
    question: Question, *, by: User, body: str, key: UUID, now: datetime | None = None
) -> Answer:
    """Add an answer and let the participant know. A closed question takes no more answers.

    Sending the same form again returns the first answer. Announces ``question_answered``.
    """
    now = now or timezone.now()
    question = Question.objects.select_for_update().get(pk=question.pk)
    sent_before = Answer.objects.filter(key=key).first()
    if sent_before:
        if (sent_before.question_id, sent_before.author_id) != (question.pk, by.pk):
            raise _other_form()
        return sent_before
    if question.closed_at:
        raise RuleViolation(_("This question is closed and takes no more answers."), code="closed")
    answer = question.answers.create(
        author=by, body=_checked(body, LONGEST_ANSWER), key=key, answered_at=now
    )
    if question.answered_at is None:
        question.answered_at = now
        question.save(update_fields=["answered_at"])
    announce(question_answered, answer=answer)
    return answer


@transaction.atomic
def close(question: Question, *, by: User, now: datetime | None = None) -> None:
    """Close a question: it needs no (further) answer. Again: no change."""
    changed = Question.objects.filter(pk=question.pk, closed_at=None).update(
        closed_at=now or timezone.now()
    )
    if changed:
        record(by, "close", question)


@dataclass(frozen=True)
class QueuedQuestion:
    """A question with its wait, for a line of a list."""

    question: Question
    wait: Wait


def queue_of(questions: Iterable[Question], *, now: datetime | None = None) -> list[QueuedQuestion]:
    """Return each question with its wait; load them ``with_place``."""
    now = now or timezone.now()
    return [QueuedQuestion(question, wait_of(question, now=now)) for question in questions]


def tally_of(waiting: QuerySet[Question], *, now: datetime | None = None) -> Tally:
    """Count questions that wait, those overdue and those due today, in one query."""
    now = now or timezone.now()
    asked = waiting.values_list("asked_at", "enrolment__cohort__time_zone")
    return tally([wait_between(asked_at, zone, now=now) for asked_at, zone in asked])


def _checked(body: str, longest: int) -> str:
    body = body.strip()
    if not body:
        raise RuleViolation(_("Write something first."), code="empty")
    if len(body) > longest:
        raise RuleViolation(
            _("Your text has %(length)s characters; at most %(longest)s fit."),
            code="too_long",
            params={"length": len(body), "longest": longest},
        )
    return body


def _other_form() -> RuleViolation:
    return RuleViolation(
        _("This form was sent before for something else. Open the page again."), code="key"
    )
