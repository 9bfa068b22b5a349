"""A quiz that somebody answered on paper, entered by a facilitator or the team."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_scoring import score_of
from assessments.domain.quiz_taking import LARGEST_SEED, Given, check_given, extra_of, keep
from assessments.models import Quiz, QuizAttempt, QuizItem
from assessments.signals import quiz_handed_in
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User


@transaction.atomic
def record_paper_attempt(
    enrolment: Enrolment,
    quiz: Quiz,
    *,
    taken_on: date,
    by: User,
    answers: Mapping[QuizItem, Given] | None = None,
    score: Decimal | None = None,
) -> QuizAttempt:
    """Enter an attempt with its answers, or only its score, on the day it was taken.

    The same day again returns what was entered. Completes the item, with its hours. Raises
    RuleViolation for a day to come, for both or neither of answers and score, and when no attempts
    are left. Announces ``quiz_handed_in``.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=enrolment.pk)
    )
    check_open(enrolment)
    if quiz.lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This quiz is not part of the course."), code="other_edition")
    attempts = list(quiz.attempts.filter(enrolment=enrolment))
    before = next((one for one in attempts if one.taken_on == taken_on), None)
    if before:
        return before
    if (answers is None) == (score is None) or not 0 <= (score or 0) <= 100:
        raise RuleViolation(
            _("Enter the answers, or else the score from 0 to 100."), code="answers_or_score"
        )
    _check(enrolment, quiz, attempts, taken_on)
    moment = datetime.combine(taken_on, time(12), ZoneInfo(enrolment.cohort.time_zone))
    now = min(moment, timezone.now())
    attempt = QuizAttempt.objects.create(
        quiz=quiz,
        enrolment=enrolment,
        number=len(attempts) + 1,
        seed=secrets.randbelow(LARGEST_SEED),
        started_at=now,
        submitted_at=now,
        score=score or Decimal(0),
        taken_on=taken_on,
        recorded_by=by,
        is_score_only=answers is None,
    )
    if answers is not None:
        for item, given in answers.items():
            check_given(attempt, item, given)
        keep(attempt, answers, now)
        attempt.score = score_of(asked.share for asked in paper_of(attempt).asked)
        attempt.save(update_fields=["score"])
    complete_lesson(enrolment, quiz.lesson, by=by, now=now, evidence=HoursEntry.Evidence.HANDBOOK)
    announce(quiz_handed_in, attempt=attempt)
    return attempt


def _check(
    enrolment: Enrolment,
    quiz: Quiz,
    attempts: list[QuizAttempt],
    taken_on: date,
) -> None:
    if taken_on > timezone.localdate():
        raise RuleViolation(_("The day has not come yet."), code="future")
    if any(attempt.submitted_at is None for attempt in attempts):
        raise RuleViolation(
            _("An attempt on the platform is open. It is handed in first."), code="open_attempt"
        )
    allowed = quiz.attempts_allowed + extra_of(enrolment, quiz)["extra_attempts"]
    if len(attempts) >= allowed:
        raise RuleViolation(_("The attempts are used up."), code="no_attempts_left")
