from uuid import uuid4

import pytest

from assessments.domain.quiz_allowances import grant_allowance, quizzes_of, take_back_allowance
from assessments.domain.quiz_taking import start_attempt, submit_attempt
from assessments.models import QuizAllowance
from assessments.signals import quiz_allowance_granted
from lms.lib.errors import RuleViolation
from tests.assessments.quizzes import answer, make_quiz
from tests.factories import EnrolmentFactory, QuizAllowanceFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, attempts_allowed=1, time_limit=30)


def grant(enrolment, quiz, **changes):
    facts = {"by": UserFactory(), "key": uuid4(), "reason": "Se fue la luz.", "extra_attempts": 1}
    return grant_allowance(enrolment, quiz, **facts | changes)


def take(enrolment, quiz):
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    return submit_attempt(attempt, by=enrolment.participant)


def test_allowance_is_kept_with_its_reason_and_announced_once(
    enrolment, quiz, heard, django_capture_on_commit_callbacks
):
    announcements = heard(quiz_allowance_granted)
    key, by = uuid4(), UserFactory()

    with django_capture_on_commit_callbacks(execute=True):
        first, again = (
            grant(enrolment, quiz, key=key, by=by, extra_attempts=2, extra_minutes=15)
            for _sent in range(2)
        )

    assert first == again == QuizAllowance.objects.get()
    assert (first.extra_attempts, first.extra_minutes, first.reason, first.granted_by) == (
        2,
        15,
        "Se fue la luz.",
        by,
    )
    assert announcements == [{"allowance": first}]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"extra_attempts": 0}, "nothing"),
        ({"extra_attempts": 6}, "too_much"),
        ({"extra_attempts": -1}, "too_much"),
        ({"extra_minutes": 301}, "too_much"),
        ({"extra_minutes": -1}, "too_much"),
    ],
)
def test_too_much_or_nothing_is_refused(enrolment, quiz, changes, code):
    with pytest.raises(RuleViolation) as refusal:
        grant(enrolment, quiz, **changes)

    assert refusal.value.code == code
    assert not QuizAllowance.objects.exists()


def test_minutes_for_a_quiz_without_a_limit_are_refused(enrolment):
    with pytest.raises(RuleViolation) as refusal:
        grant(enrolment, make_quiz(enrolment), extra_minutes=10)

    assert refusal.value.code == "no_limit"


def test_quiz_of_another_course_is_refused(enrolment):
    with pytest.raises(RuleViolation) as refusal:
        grant(enrolment, QuizFactory())

    assert refusal.value.code == "other_edition"


def test_closed_cohort_grants_nothing_and_takes_nothing_back(enrolment, quiz):
    allowance = grant(enrolment, quiz)
    enrolment.cohort.state = "closed"
    enrolment.cohort.save()

    for act in (
        lambda: grant(enrolment, quiz),
        lambda: take_back_allowance(allowance, by=UserFactory()),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "closed"


def test_allowance_that_is_not_used_can_be_taken_back_once(enrolment, quiz):
    take(enrolment, quiz)
    allowance = grant(enrolment, quiz)
    first, second = UserFactory(), UserFactory()

    take_back_allowance(allowance, by=first)
    take_back_allowance(allowance, by=second)

    allowance.refresh_from_db()
    assert allowance.taken_back_by == first
    with pytest.raises(RuleViolation) as refusal:
        start_attempt(enrolment, quiz, by=enrolment.participant)
    assert refusal.value.code == "no_attempts_left"


def test_extra_attempt_that_has_begun_stays(enrolment, quiz):
    take(enrolment, quiz)
    allowance = grant(enrolment, quiz)
    start_attempt(enrolment, quiz, by=enrolment.participant)

    with pytest.raises(RuleViolation) as refusal:
        take_back_allowance(allowance, by=UserFactory())

    assert refusal.value.code == "used"


def test_only_as_many_allowances_stay_as_were_used(enrolment, quiz):
    take(enrolment, quiz)
    first, second = grant(enrolment, quiz), grant(enrolment, quiz)
    take(enrolment, quiz)

    take_back_allowance(second, by=UserFactory())
    with pytest.raises(RuleViolation):
        take_back_allowance(first, by=UserFactory())


def test_minutes_can_be_taken_back_although_attempts_are_used_up(enrolment, quiz):
    take(enrolment, quiz)
    minutes = grant(enrolment, quiz, extra_attempts=0, extra_minutes=10)

    assert take_back_allowance(minutes, by=UserFactory()).taken_back_at


@pytest.mark.parametrize("quizzes", [1, 3])
def test_quizzes_of_a_person_are_read_in_three_queries(
    enrolment, quizzes, django_assert_num_queries
):
    for _each in range(quizzes):
        quiz = make_quiz(enrolment, items=2)
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempt, right=1)
        submit_attempt(attempt, by=enrolment.participant)
        QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=2)
        # What others have in the same quiz is theirs.
        other = EnrolmentFactory(cohort=enrolment.cohort)
        QuizAllowanceFactory(quiz=quiz, enrolment=other, extra_attempts=5)
        start_attempt(other, quiz, by=other.participant)

    with django_assert_num_queries(3):
        found = quizzes_of(enrolment)

    assert [
        (one.standing.best.score, one.standing.attempts_left, len(one.allowances)) for one in found
    ] == [(50, 3, 1)] * quizzes
