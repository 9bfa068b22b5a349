"""Taking a quiz: starting an attempt, saving each answer, handing in."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_clock import GRACE, clock_of
from assessments.domain.quiz_paper import Kind, paper_of
from assessments.domain.quiz_scoring import score_of
from assessments.models import Choice, Quiz, QuizAllowance, QuizAttempt, QuizItem, Response
from assessments.signals import quiz_handed_in
from courses.domain.progress import check_open, complete_lesson
from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

LARGEST_SEED = 2**31


@dataclass(frozen=True)
class Given:
    """What somebody answers to an item; nothing at all takes an earlier answer back."""

    choices: Collection[Choice] = ()
    number: Decimal | None = None
    is_flagged: bool = False

    @property
    def is_nothing(self) -> bool:
        return not self.choices and self.number is None and not self.is_flagged

    def is_kept_in(self, response: Response) -> bool:
        return (
            self.number == response.number
            and self.is_flagged == response.is_flagged
            and {one.pk for one in self.choices} == {one.pk for one in response.choices.all()}
        )


@transaction.atomic
def start_attempt(
    enrolment: Enrolment,
    quiz: Quiz,
    *,
    by: User,
    key: UUID | None = None,
    on_one_page: bool = False,
    now: datetime | None = None,
) -> QuizAttempt:
    """Begin an attempt, or return the one that is open: two clicks make one attempt.

    A form that comes again, with the same ``key``, leads to the attempt that it began, even when
    that one is handed in. ``by`` is the participant. Raises RuleViolation when no attempts are
    left.
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
    unfinished = next(
        (one for one in attempts if one.submitted_at is None or (key and one.key == key)), None
    )
    if unfinished:
        return unfinished
    allowed = quiz.attempts_allowed + extra_of(enrolment, quiz)["extra_attempts"]
    if sum(one.counts for one in attempts) >= allowed:
        raise RuleViolation(
            _("You have used your %(allowed)s attempts."),
            code="no_attempts_left",
            params={"allowed": allowed},
        )
    if key and QuizAttempt.objects.filter(key=key).exists():
        raise RuleViolation(_("Open this page again and begin."), code="key_used")
    return QuizAttempt.objects.create(
        quiz=quiz,
        enrolment=enrolment,
        key=key,
        number=len(attempts) + 1,
        seed=secrets.randbelow(LARGEST_SEED),
        on_one_page=on_one_page,
        started_at=now or timezone.now(),
    )


def extra_of(enrolment: Enrolment, quiz: Quiz) -> dict[str, int]:
    """Return the ``extra_attempts`` and ``extra_minutes`` that a person was granted in a quiz."""
    granted = QuizAllowance.objects.in_force().filter(enrolment=enrolment, quiz=quiz)
    return granted.aggregate(
        extra_attempts=Coalesce(Sum("extra_attempts"), 0),
        extra_minutes=Coalesce(Sum("extra_minutes"), 0),
    )


@transaction.atomic
def save_answers(
    attempt: QuizAttempt,
    answers: Mapping[QuizItem, Given],
    *,
    by: User,
    place: int | None = None,
    on_one_page: bool | None = None,
    now: datetime | None = None,
) -> None:
    """Keep the answers to some items, all or none; the same again changes nothing.

    ``place`` is the item to return to. Refuses items and choices of another quiz, attempts that
    are handed in, and answers that come too late. The number of queries is constant.
    """
    now = now or timezone.now()
    attempt = _locked(attempt, by=by, rows=QuizAttempt.objects.with_allowances())
    if attempt.submitted_at:
        raise RuleViolation(_("This attempt has been handed in already."), code="handed_in")
    clock = clock_of(attempt, now=now)
    if clock and not clock.takes_answers:
        raise RuleViolation(
            _("The time is over: this answer was not saved. Hand in what you saved before."),
            code="time_over",
        )
    for item, given in answers.items():
        check_given(attempt, item, given)
    keep(attempt, answers, now)
    if place is not None:
        attempt.place = place
    if on_one_page is not None:
        attempt.on_one_page = on_one_page
    attempt.save(update_fields=["place", "on_one_page"])


def check_given(attempt: QuizAttempt, item: QuizItem, given: Given) -> None:
    """Refuse what the item does not ask."""
    choices = given.choices
    if item.quiz_id != attempt.quiz_id or any(choice.item_id != item.pk for choice in choices):
        raise RuleViolation(_("This choice is not part of the question."), code="foreign_choice")
    takes_number = item.kind == Kind.NUMERIC
    if (choices and takes_number) or (given.number is not None and not takes_number):
        raise RuleViolation(_("This choice is not part of the question."), code="foreign_choice")
    answered = [choice.part_id for choice in choices]
    if item.kind != Kind.MULTIPLE and len(answered) > len(set(answered)):
        raise RuleViolation(_("Choose one answer."), code="one_answer")


def keep(attempt: QuizAttempt, answers: Mapping[QuizItem, Given], now: datetime) -> None:
    """Write what is new: an answer that is there already keeps the moment it was given."""
    before = {
        response.item_id: response
        for response in attempt.responses.filter(item__in=answers).prefetch_related("choices")
    }
    changed = {
        item: given
        for item, given in answers.items()
        if not (item.pk in before and given.is_kept_in(before[item.pk]))
    }
    attempt.responses.filter(item__in=changed).delete()
    kept = Response.objects.bulk_create(
        Response(
            attempt=attempt,
            item=item,
            number=given.number,
            is_flagged=given.is_flagged,
            answered_at=now,
        )
        for item, given in changed.items()
        if not given.is_nothing
    )
    marks = Response.choices.through
    marks.objects.bulk_create(
        marks(response_id=response.pk, choice_id=choice.pk)
        for response in kept
        for choice in changed[response.item].choices
    )


@transaction.atomic
def submit_attempt(
    attempt: QuizAttempt,
    *,
    by: User,
    now: datetime | None = None,
    items: Iterable[QuizItem] | None = None,
) -> QuizAttempt:
    """Hand in an attempt: score it and complete the item, whatever the score. Again: no change.

    Items without an answer earn nothing. ``items`` are those of ``items_of``, loaded once where
    many hand in the same quiz. Announces ``quiz_handed_in``.
    """
    now = now or timezone.now()
    attempt = _locked(attempt, by=by)
    if attempt.submitted_at:
        return attempt
    attempt.score = score_of(asked.share for asked in paper_of(attempt, items).asked)
    attempt.submitted_at = now
    attempt.save(update_fields=["score", "submitted_at"])
    complete_lesson(attempt.enrolment, attempt.quiz.lesson, by=by, now=now)
    announce(quiz_handed_in, attempt=attempt)
    return attempt


def out_of_time(*, now: datetime) -> QuerySet[QuizAttempt]:
    """Return the open attempts of open cohorts whose quiz has a limit, for ``hand_in_late``."""
    return (
        QuizAttempt.objects.filter(submitted_at=None, quiz__time_limit__isnull=False)
        .filter(started_at__lt=now, enrolment__status__in=Enrolment.STUDYING)
        .exclude(enrolment__cohort__state=Cohort.State.CLOSED)
        .with_course()
        .with_allowances()
    )


def hand_in_late(attempt: QuizAttempt, *, now: datetime) -> bool:
    """Hand in what was saved when the time is over, as of the end of the time. Say whether."""
    clock = clock_of(attempt, now=now)
    if clock is None or now < clock.ends_at + GRACE:
        return False
    submit_attempt(attempt, by=attempt.enrolment.participant, now=clock.ends_at)
    return True


def _locked(
    attempt: QuizAttempt, *, by: User, rows: QuerySet[QuizAttempt] | None = None
) -> QuizAttempt:
    """Lock the attempt of a person whose cohort is open; with ``rows`` that annotate it."""
    attempt = (
        (QuizAttempt.objects.all() if rows is None else rows)
        .select_for_update(of=("self",))
        .select_related("quiz__lesson__module", "enrolment__cohort")
        .get(pk=attempt.pk)
    )
    if attempt.enrolment.participant_id != by.pk:
        raise RuleViolation(_("Only the participant answers an attempt."), code="not_yours")
    if not attempt.submitted_at:
        check_open(attempt.enrolment)
    return attempt
