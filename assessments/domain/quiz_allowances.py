"""More attempts or more time for one person in one quiz, with a reason, and taking it back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.results import QuizStanding
from assessments.models import Quiz, QuizAllowance, QuizAttempt
from assessments.models.quiz_allowance import MOST_ATTEMPTS, MOST_MINUTES
from assessments.signals import quiz_allowance_granted
from courses.domain.progress import check_open
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User


@dataclass(frozen=True)
class QuizOfPerson:
    """One quiz of the course for one person, with what was granted and stands."""

    standing: QuizStanding
    allowances: list[QuizAllowance]

    @property
    def quiz(self) -> Quiz:
        return self.standing.quiz


def quizzes_of(enrolment: Enrolment) -> list[QuizOfPerson]:
    """Return every quiz of the person's course, in its order. Three queries."""
    attempts = QuizAttempt.objects.in_force().filter(enrolment=enrolment)
    allowances = QuizAllowance.objects.in_force().filter(enrolment=enrolment)
    quizzes = (
        Quiz.objects.filter(lesson__module__edition=enrolment.cohort.edition_id)
        .select_related("lesson")
        .order_by("lesson__position")
        .prefetch_related(
            Prefetch("attempts", attempts.select_related("recorded_by")),
            Prefetch("allowances", allowances.select_related("granted_by")),
        )
    )
    return [_of_person(quiz) for quiz in quizzes]


def _of_person(quiz: Quiz) -> QuizOfPerson:
    allowances = list(quiz.allowances.all())
    standing = QuizStanding(
        quiz,
        list(quiz.attempts.all()),
        extra_attempts=sum(one.extra_attempts for one in allowances),
        extra_minutes=sum(one.extra_minutes for one in allowances),
    )
    return QuizOfPerson(standing, allowances)


@transaction.atomic
def grant_allowance(
    enrolment: Enrolment,
    quiz: Quiz,
    *,
    by: User,
    key: UUID,
    reason: str,
    extra_attempts: int = 0,
    extra_minutes: int = 0,
) -> QuizAllowance:
    """Grant attempts or minutes beyond the rules of a quiz; the same form again changes nothing.

    Minutes count for attempts that are open, too. Announces ``quiz_allowance_granted``.
    """
    before = QuizAllowance.objects.filter(key=key).first()
    if before:
        return before
    check_open(enrolment)
    if quiz.lesson.module.edition_id != enrolment.cohort.edition_id:
        raise RuleViolation(_("This quiz is not part of the course."), code="other_edition")
    if not extra_attempts and not extra_minutes:
        raise RuleViolation(_("Say how many attempts or minutes."), code="nothing")
    if not 0 <= extra_attempts <= MOST_ATTEMPTS or not 0 <= extra_minutes <= MOST_MINUTES:
        raise RuleViolation(
            _("At most %(attempts)s attempts and %(minutes)s minutes at a time."),
            code="too_much",
            params={"attempts": MOST_ATTEMPTS, "minutes": MOST_MINUTES},
        )
    if extra_minutes and quiz.time_limit is None:
        raise RuleViolation(_("This quiz has no time limit."), code="no_limit")
    allowance, is_new = QuizAllowance.objects.get_or_create(
        key=key,
        defaults={
            "quiz": quiz,
            "enrolment": enrolment,
            "extra_attempts": extra_attempts,
            "extra_minutes": extra_minutes,
            "reason": reason,
            "granted_by": by,
        },
    )
    if is_new:
        announce(quiz_allowance_granted, allowance=allowance)
    return allowance


@transaction.atomic
def take_back_allowance(allowance: QuizAllowance, *, by: User) -> QuizAllowance:
    """Undo an allowance; again: no change. What has been used already cannot be taken back."""
    # Attempts begin behind the same lock.
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=allowance.enrolment_id)
    )
    allowance.refresh_from_db()
    if allowance.taken_back_at:
        return allowance
    check_open(enrolment)
    quiz = allowance.quiz
    others = quiz.allowances.in_force().filter(enrolment=enrolment).exclude(pk=allowance.pk)
    allowed = quiz.attempts_allowed + sum(others.values_list("extra_attempts", flat=True))
    used = quiz.attempts.in_force().filter(enrolment=enrolment).count()
    if allowance.extra_attempts and used > allowed:
        raise RuleViolation(
            _("The person has begun the extra attempt already, so it stays."), code="used"
        )
    allowance.taken_back_by, allowance.taken_back_at = by, timezone.now()
    allowance.save(update_fields=["taken_back_by", "taken_back_at"])
    return allowance
