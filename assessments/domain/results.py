"""What somebody's quizzes and tests amount to."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Max

from assessments.domain.quiz_taking import extra_of
from assessments.models import Quiz, QuizAttempt
from courses.models import Enrolment


@dataclass(frozen=True)
class QuizStanding:
    """One quiz for one person: attempts so far, the best score, and the attempt that is open."""

    quiz: Quiz
    attempts: list[QuizAttempt]
    extra_attempts: int = 0
    extra_minutes: int = 0

    @property
    def handed_in(self) -> list[QuizAttempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at]

    @property
    def unfinished(self) -> QuizAttempt | None:
        return next((one for one in self.attempts if not one.submitted_at), None)

    @property
    def best(self) -> QuizAttempt | None:
        return max(self.handed_in, key=lambda attempt: attempt.score, default=None)

    @property
    def is_passed(self) -> bool:
        return bool(self.best) and self.best.score >= self.quiz.pass_mark

    @property
    def attempts_allowed(self) -> int:
        return self.quiz.attempts_allowed + self.extra_attempts

    @property
    def time_limit(self) -> int | None:
        """Minutes for an attempt of this person; None without a limit."""
        limit = self.quiz.time_limit
        return limit and limit + self.extra_minutes

    @property
    def attempts_left(self) -> int:
        return max(0, self.attempts_allowed - len(self.attempts))

    @property
    def shows_key(self) -> bool:
        """Whether right answers may be shown: no attempt is left, and no test repeats them."""
        return self.quiz.kind == Quiz.Kind.MODULE and not self.attempts_left and not self.unfinished


def standing_in(enrolment: Enrolment, quiz: Quiz) -> QuizStanding:
    attempts = list(quiz.attempts.in_force().filter(enrolment=enrolment))
    return QuizStanding(quiz, attempts, **extra_of(enrolment, quiz))


def standing_of(attempt: QuizAttempt) -> QuizStanding:
    """Return the standing in the quiz of an attempt that is loaded ``with_allowances``."""
    attempts = list(attempt.quiz.attempts.in_force().filter(enrolment=attempt.enrolment_id))
    return QuizStanding(attempt.quiz, attempts, attempt.extra_attempts, attempt.extra_minutes)


def number_of_items(quiz: Quiz) -> int:
    """Return how many questions an attempt has."""
    return quiz.asks or quiz.items.count()


def best_scores(enrolment: Enrolment) -> dict[int, Decimal]:
    """Return the best score of each module quiz that the person handed in, by quiz."""
    return dict(
        QuizAttempt.objects.handed_in()
        .filter(enrolment=enrolment, quiz__kind=Quiz.Kind.MODULE)
        .order_by()
        .values_list("quiz")
        .annotate(best=Max("score"))
    )


def mean_of_best(enrolment: Enrolment) -> Decimal | None:
    """Return the mean of the best attempts at the module quizzes handed in so far, cut.

    None when there is none yet. Whether all quizzes are done is a question to the outline.
    """
    scores = list(best_scores(enrolment).values())
    if not scores:
        return None
    return (sum(scores) / len(scores)).quantize(Decimal("0.01"), ROUND_DOWN)


def has_taken_post_test(enrolment: Enrolment) -> bool:
    return (
        QuizAttempt.objects.handed_in()
        .filter(enrolment=enrolment, quiz__kind=Quiz.Kind.POST)
        .exists()
    )
