"""Taking a quiz: starting an attempt, saving each answer, handing in."""

import random
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_scoring import score_of, share_of
from assessments.models import Choice, Quiz, QuizAttempt, QuizItem, Response
from assessments.signals import quiz_handed_in
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

LARGEST_SEED = 2**31


@dataclass(frozen=True)
class AskedItem:
    """One item of an attempt in its place, with what was answered."""

    number: int
    item: QuizItem
    choices: list[Choice]  # In the order of this attempt.
    response: Response | None
    marked: frozenset[int]  # Primary keys of the choices that are marked.

    @property
    def is_answered(self) -> bool:
        return bool(self.marked)

    @property
    def right(self) -> frozenset[int]:
        return frozenset(choice.pk for choice in self.choices if choice.is_correct)

    @property
    def share(self) -> Fraction:
        return share_of(self.marked, self.right)

    @property
    def is_right(self) -> bool:
        return self.share == 1

    @property
    def is_partly_right(self) -> bool:
        return 0 < self.share < 1

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.pk in self.marked]


@dataclass(frozen=True)
class Paper:
    """An attempt with all its items, in the order that its seed gives."""

    attempt: QuizAttempt
    asked: list[AskedItem]

    @property
    def answered(self) -> int:
        return sum(asked.is_answered for asked in self.asked)

    @property
    def unanswered(self) -> list[AskedItem]:
        return [asked for asked in self.asked if not asked.is_answered]

    def at(self, number: int) -> AskedItem | None:
        return self.asked[number - 1] if 1 <= number <= len(self.asked) else None

    @property
    def first_open(self) -> int:
        """The number of the first item without an answer, else the first."""
        return self.unanswered[0].number if self.unanswered else 1


def paper_of(attempt: QuizAttempt) -> Paper:
    """Return the attempt's items, in the same order at every return. Four queries."""
    order = random.Random(attempt.seed)  # noqa: S311 -- a shuffle, not a secret
    items = list(QuizItem.objects.filter(quiz=attempt.quiz_id).prefetch_related("choices"))
    order.shuffle(items)
    responses = {
        response.item_id: response for response in attempt.responses.prefetch_related("choices")
    }
    asked = []
    for number, item in enumerate(items, start=1):
        choices = list(item.choices.all())
        order.shuffle(choices)
        response = responses.get(item.pk)
        marked = frozenset(choice.pk for choice in response.choices.all()) if response else ()
        asked.append(AskedItem(number, item, choices, response, frozenset(marked)))
    return Paper(attempt, asked)


@transaction.atomic
def start_attempt(enrolment: Enrolment, quiz: Quiz, *, by: User) -> QuizAttempt:
    """Begin an attempt, or return the one that is open: two clicks make one attempt.

    ``by`` is the participant. Raises RuleViolation when no attempts are left.
    """
    # Everything this person starts queues up behind this lock.
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=enrolment.pk)
    )
    if by.pk != enrolment.participant_id:
        raise RuleViolation(_("Only the participant answers an attempt."), code="not_yours")
    if quiz.lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This quiz is not part of your course."), code="other_edition")
    check_open(enrolment)
    attempts = list(quiz.attempts.filter(enrolment=enrolment))
    unfinished = next((attempt for attempt in attempts if attempt.submitted_at is None), None)
    if unfinished:
        return unfinished
    if len(attempts) >= quiz.attempts_allowed:
        raise RuleViolation(
            _("You have used your %(allowed)s attempts."),
            code="no_attempts_left",
            params={"allowed": quiz.attempts_allowed},
        )
    return QuizAttempt.objects.create(
        quiz=quiz,
        enrolment=enrolment,
        number=len(attempts) + 1,
        seed=secrets.randbelow(LARGEST_SEED),
    )


@transaction.atomic
def save_response(
    attempt: QuizAttempt,
    item: QuizItem,
    choices: Collection[Choice],
    *,
    by: User,
    now: datetime | None = None,
) -> Response | None:
    """Keep the marked choices of one item; none at all takes the answer back.

    Refuses items and choices of another quiz, and attempts that are handed in.
    """
    attempt = _locked(attempt, by=by)
    _check_marks(attempt, item, choices)
    if not choices:
        attempt.responses.filter(item=item).delete()
        return None
    response, _is_new = attempt.responses.update_or_create(
        item=item, defaults={"answered_at": now or timezone.now()}
    )
    response.choices.set(choices)
    return response


@transaction.atomic
def save_paper(
    attempt: QuizAttempt,
    answers: Mapping[QuizItem, Collection[Choice]],
    *,
    by: User,
    now: datetime | None = None,
) -> None:
    """Keep the marks of a whole page of items not answered yet, in three queries.

    For papers that arrive in one piece. Refuses what ``save_response`` refuses.
    """
    attempt = _locked(attempt, by=by)
    for item, choices in answers.items():
        _check_marks(attempt, item, choices)
    now = now or timezone.now()
    responses = Response.objects.bulk_create(
        Response(attempt=attempt, item=item, answered_at=now) for item in answers
    )
    marks = Response.choices.through
    marks.objects.bulk_create(
        marks(response_id=response.pk, choice_id=choice.pk)
        for response in responses
        for choice in answers[response.item]
    )


def _check_marks(attempt: QuizAttempt, item: QuizItem, choices: Collection[Choice]) -> None:
    if attempt.submitted_at:
        raise RuleViolation(_("This attempt has been handed in already."), code="handed_in")
    if item.quiz_id != attempt.quiz_id or any(choice.item_id != item.pk for choice in choices):
        raise RuleViolation(_("This choice is not part of the question."), code="foreign_choice")
    if item.kind == QuizItem.Kind.SINGLE and len(choices) > 1:
        raise RuleViolation(_("Choose one answer."), code="one_answer")


@transaction.atomic
def submit_attempt(attempt: QuizAttempt, *, by: User, now: datetime | None = None) -> QuizAttempt:
    """Hand in an attempt: score it and complete the item, whatever the score. Again: no change.

    Items without an answer earn nothing. Announces ``quiz_handed_in``.
    """
    now = now or timezone.now()
    attempt = _locked(attempt, by=by)
    if attempt.submitted_at:
        return attempt
    attempt.score = score_of(asked.share for asked in paper_of(attempt).asked)
    attempt.submitted_at = now
    attempt.save(update_fields=["score", "submitted_at"])
    complete_lesson(attempt.enrolment, attempt.quiz.lesson, by=by, now=now)
    announce(quiz_handed_in, attempt=attempt)
    return attempt


def _locked(attempt: QuizAttempt, *, by: User) -> QuizAttempt:
    """Lock the attempt of a person whose cohort is open."""
    attempt = (
        QuizAttempt.objects.select_for_update(of=("self",))
        .select_related("quiz__lesson__module", "enrolment__cohort")
        .get(pk=attempt.pk)
    )
    if attempt.enrolment.participant_id != by.pk:
        raise RuleViolation(_("Only the participant answers an attempt."), code="not_yours")
    if not attempt.submitted_at:
        check_open(attempt.enrolment)
    return attempt
