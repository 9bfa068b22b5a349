"""A quiz that somebody answered on paper, entered by who facilitates, tutors or runs the course.

An entry is never changed. One that is wrong is taken back, with a reason and its hours, and
entered anew.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_paper import AskedItem, Paper, arrange, items_of, paper_of
from assessments.domain.quiz_scoring import score_of
from assessments.domain.quiz_taking import LARGEST_SEED, Given, check_given, extra_of, keep
from assessments.models import Quiz, QuizAttempt, QuizItem, Response
from assessments.signals import quiz_handed_in
from courses.domain.corrections import withdraw_line
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import User

NOON = time(12)
HANDBOOK = HoursEntry.Evidence.HANDBOOK
Answers = Mapping[QuizItem, Given]


def blank_paper(enrolment: Enrolment, quiz: Quiz) -> Paper:
    """Return the quiz as it is printed, without answers. Nothing is stored."""
    attempt = QuizAttempt(quiz=quiz, enrolment=enrolment, seed=0, taken_on=timezone.localdate())
    return arrange(attempt, items_of(quiz), [])


def with_answers(paper: Paper, answers: Answers) -> Paper:
    """Return the paper with these answers, to look at its score before anything is stored."""
    return replace(
        paper, asked=[_answered(one, answers.get(one.item, Given())) for one in paper.asked]
    )


def score_on(paper: Paper) -> Decimal:
    return score_of(asked.share for asked in paper.asked)


def _answered(asked: AskedItem, given: Given) -> AskedItem:
    chosen = {choice.pk for choice in given.choices}
    return replace(
        asked,
        response=Response(item=asked.item, number=given.number),
        marked=frozenset(chosen & {choice.pk for choice in asked.choices}),
        parts=[
            replace(part, marked=frozenset(chosen & {choice.pk for choice in part.choices}))
            for part in asked.parts
        ],
    )


@transaction.atomic
def record_paper_attempt(
    enrolment: Enrolment,
    quiz: Quiz,
    *,
    taken_on: date,
    by: User,
    key: UUID,
    answers: Answers | None = None,
    score: Decimal | None = None,
    note: str = "",
) -> QuizAttempt:
    """Enter an attempt with its answers, or only its score, on the day it was taken.

    The same ``key`` returns the first result. Completes the item, with its hours; ``note`` says
    where the sheet is kept. Raises RuleViolation for a day outside the cohort's, for both or
    neither of answers and score, when that day was entered before, and when no attempts are left.
    Announces ``quiz_handed_in``.
    """
    enrolment = _locked(enrolment)
    before = QuizAttempt.objects.filter(key=key).first()
    if before:
        if (before.enrolment_id, before.quiz_id) != (enrolment.pk, quiz.pk):
            raise RuleViolation(_("Open this page again and send the form."), code="key_used")
        return before
    check_open(enrolment)
    if (answers is None) == (score is None) or not 0 <= (score or 0) <= 100:
        raise RuleViolation(
            _("Enter the answers, or else the score from 0 to 100."), code="answers_or_score"
        )
    moment = check_paper_attempt(enrolment, quiz, taken_on=taken_on, by=by)
    note = clean(note)[:120]
    attempt = QuizAttempt.objects.create(
        quiz=quiz,
        enrolment=enrolment,
        key=key,
        number=quiz.attempts.filter(enrolment=enrolment).count() + 1,
        seed=secrets.randbelow(LARGEST_SEED),
        started_at=moment,
        submitted_at=moment,
        score=score or Decimal(0),
        taken_on=taken_on,
        recorded_by=by,
        is_score_only=answers is None,
        paper_note=note,
    )
    if answers is not None:
        for item, given in answers.items():
            check_given(attempt, item, given)
        keep(attempt, answers, moment)
        attempt.score = score_on(paper_of(attempt))
        attempt.save(update_fields=["score"])
    complete_lesson(enrolment, quiz.lesson, by=by, now=moment, evidence=HANDBOOK, reason=note)
    record(by, "enter quiz on paper", attempt, reason=note)
    announce(quiz_handed_in, attempt=attempt)
    return attempt


@transaction.atomic
def withdraw_paper_attempt(attempt: QuizAttempt, *, by: User, reason: str) -> None:
    """Take back an entry that is wrong, and its hours if no other attempt stands for them.

    Again: no change. Raises RuleViolation for attempts that were made on the platform.
    """
    enrolment = _locked(attempt.enrolment)
    attempt = QuizAttempt.objects.select_related("quiz").get(pk=attempt.pk)
    if not attempt.counts:
        return
    check_open(enrolment)
    if attempt.taken_on is None:
        raise RuleViolation(
            _("Only what was entered from paper can be taken back."), code="not_on_paper"
        )
    reason = clean(reason)[:300]
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    attempt.withdrawn_at, attempt.withdrawn_by = timezone.now(), by
    attempt.withdrawal_reason = reason
    attempt.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(by, "take back quiz on paper", attempt, reason=reason)
    if attempt.quiz.attempts.handed_in().filter(enrolment=enrolment).exists():
        return
    for line in enrolment.hours_entries.in_force().filter(
        source_kind=HoursEntry.Source.LESSON,
        source_id=attempt.quiz.lesson_id,
        evidence=HANDBOOK,
    ):
        withdraw_line(enrolment, line, by=by, reason=reason)


def _locked(enrolment: Enrolment) -> Enrolment:
    """Lock the person's place in the cohort: what is entered for them queues up."""
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=enrolment.pk)
    )


def _moment(enrolment: Enrolment, day: date) -> datetime:
    """Return noon of the day where the cohort is, or this moment when that is still to come."""
    zone = ZoneInfo(enrolment.cohort.time_zone)
    now = timezone.now()
    if day > timezone.localdate(now, zone):
        raise RuleViolation(_("The day has not come yet."), code="future")
    if day < enrolment.cohort.starts_on:
        raise RuleViolation(_("The cohort had not begun on that day."), code="too_early")
    return min(now, datetime.combine(day, NOON, zone))


def check_paper_attempt(enrolment: Enrolment, quiz: Quiz, *, taken_on: date, by: User) -> datetime:
    """Refuse what cannot be entered; return the moment at which it counts as handed in."""
    moment = _moment(enrolment, taken_on)
    if by.pk == enrolment.participant_id:
        raise RuleViolation(_("Nobody enters a quiz for themselves."), code="own")
    if quiz.lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This quiz is not part of the course."), code="other_edition")
    standing = list(quiz.attempts.in_force().filter(enrolment=enrolment))
    if any(attempt.submitted_at is None for attempt in standing):
        raise RuleViolation(
            _("An attempt on the platform is open. It is handed in first."), code="open_attempt"
        )
    if any(attempt.taken_on == taken_on for attempt in standing):
        raise RuleViolation(_("This quiz of that day has been entered already."), code="same_day")
    allowed = quiz.attempts_allowed + extra_of(enrolment, quiz)["extra_attempts"]
    if len(standing) >= allowed:
        raise RuleViolation(_("The attempts are used up."), code="no_attempts_left")
    return moment
