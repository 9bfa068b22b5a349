from decimal import Decimal
from uuid import uuid4

import pytest

from assessments.domain.quiz_corrections import (
    Effect,
    NewKey,
    correct_key,
    groups_of,
    preview,
    rescore,
)
from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_taking import save_answers, start_attempt, submit_attempt
from assessments.models import KeyCorrection, QuizAttempt, QuizItem, ScoreChange
from assessments.signals import key_corrected
from lms.lib.errors import RuleViolation
from tests.assessments.quizzes import (
    EXAMPLES,
    make_quiz,
    quiz_of_every_kind,
    right_answer,
    wrong_answer,
)
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db

REASON = "La segunda opción también es correcta."


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def quiz(enrolment):
    """Two items of three choices: the first one is right."""
    return make_quiz(enrolment, items=2)


@pytest.fixture
def item(quiz):
    return first_item(quiz)


def first_item(quiz):
    return QuizItem.objects.prefetch_related("choices", "parts").filter(quiz=quiz).first()


def take(enrolment, quiz, chosen):
    """Hand in an attempt in which every item is answered with the choice at this position."""
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    answers = {
        asked.item: right_answer(asked)
        if chosen == 1
        else type(right_answer(asked))([one for one in asked.choices if one.position == chosen])
        for asked in paper_of(attempt).asked
    }
    save_answers(attempt, answers, by=enrolment.participant)
    return submit_attempt(attempt, by=enrolment.participant)


def take_all(quiz, cohort, *chosen):
    return [take(EnrolmentFactory(cohort=cohort), quiz, one) for one in chosen]


def key_with(item, *positions):
    return NewKey(frozenset(one.pk for one in item.choices.all() if one.position in positions))


def correct(item, new, **changes):
    facts = {"by": UserFactory(), "key": uuid4(), "reason": REASON}
    return correct_key(item, new, **facts | changes)


def scores(*attempts):
    return [QuizAttempt.objects.get(pk=attempt.pk).score for attempt in attempts]


def test_preview_says_in_numbers_what_would_happen_and_changes_nothing(enrolment, quiz, item):
    take_all(quiz, enrolment.cohort, 1, 2, 2, 3)
    twice = EnrolmentFactory(cohort=enrolment.cohort)
    for _attempt in range(2):
        take(twice, quiz, 2)
    start_attempt(enrolment, quiz, by=enrolment.participant)

    effect = preview(item, key_with(item, 2))

    assert effect == Effect(attempts=6, rising=4, people=3, kept=1)
    item.refresh_from_db()
    assert [choice.is_correct for choice in item.choices.order_by("position")] == [
        True,
        False,
        False,
    ]
    assert not KeyCorrection.objects.exists()


def test_scores_rise_and_none_falls(enrolment, quiz, item):
    attempts = take_all(quiz, enrolment.cohort, 1, 2, 3)
    assert scores(*attempts) == [100, 0, 0]

    correction = correct(item, key_with(item, 2))
    for _run in range(2):
        rescore(correction)

    assert scores(*attempts) == [100, 50, 0]
    change = ScoreChange.objects.get()
    assert (change.attempt, change.before, change.after) == (attempts[1], 0, 50)
    correction.refresh_from_db()
    assert correction.rescored_at


def test_correction_is_recorded_with_both_keys_and_announced_once(
    quiz, item, heard, django_capture_on_commit_callbacks
):
    announcements = heard(key_corrected)
    key, by = uuid4(), UserFactory()
    new = key_with(item, 1, 2)

    with django_capture_on_commit_callbacks(execute=True):
        first, again = (correct(item, new, key=key, by=by) for _sent in range(2))

    assert first == again == KeyCorrection.objects.get()
    assert (first.old_key, first.new_key) == (
        [{"part": "", "right": ["Sí"]}],
        [{"part": "", "right": ["Sí", "No"]}],
    )
    assert (first.corrected_by, first.reason) == (by, REASON)
    assert announcements == [{"correction": first}]


def test_either_of_two_right_choices_counts_where_one_is_asked(enrolment, quiz, item):
    attempts = take_all(quiz, enrolment.cohort, 1, 2)

    rescore(correct(item, key_with(item, 1, 2)))

    assert scores(*attempts) == [100, 50]


def test_choice_that_changes_sides_says_the_reason_from_now_on(quiz, item):
    correct(item, key_with(item, 2))

    feedback = list(item.choices.order_by("position").values_list("feedback", flat=True))
    assert feedback == [REASON, REASON, "Por esto no."]
    item.refresh_from_db()
    assert item.key_corrected_on


def test_open_attempt_is_scored_by_the_new_key(enrolment, quiz, item):
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    asked = next(one for one in paper_of(attempt).asked if one.item == item)
    choice = next(one for one in asked.choices if one.position == 2)
    save_answers(attempt, {item: type(right_answer(asked))([choice])}, by=enrolment.participant)

    correct(item, key_with(item, 2))

    assert submit_attempt(attempt, by=enrolment.participant).score == 50


def test_second_correction_counts_from_the_score_that_there_is(enrolment, quiz, item):
    (attempt,) = take_all(quiz, enrolment.cohort, 2)
    rescore(correct(item, key_with(item, 2)))

    rescore(correct(first_item(quiz), key_with(item, 3)))

    assert scores(attempt) == [50]
    assert ScoreChange.objects.count() == 1


def test_attempt_of_which_only_the_score_is_known_keeps_it(enrolment, quiz, item):
    (attempt,) = take_all(quiz, enrolment.cohort, 2)
    QuizAttempt.objects.filter(pk=attempt.pk).update(is_score_only=True, score=30)

    assert preview(first_item(quiz), key_with(item, 2)).attempts == 0
    rescore(correct(item, key_with(item, 2)))

    assert scores(attempt) == [30]


def other_key(item):
    """Return a key that makes the first wrong choice right, or changes the number."""
    if item.kind == "numeric":
        return NewKey(value=Decimal(40), tolerance=Decimal(1), formula="A / B")
    if item.kind == "order":
        # Every step one place further.
        groups = groups_of(item)
        return NewKey(
            frozenset(
                offered[(place + 1) % len(groups)].pk
                for place, (_part, offered) in enumerate(groups)
            )
        )
    return NewKey(
        frozenset(
            next(choice.pk for choice in offered if not choice.is_correct)
            for _part, offered in groups_of(item)
        )
    )


@pytest.mark.parametrize("kind", EXAMPLES)
def test_key_of_each_kind_can_be_corrected(enrolment, kind):
    quiz = quiz_of_every_kind(enrolment, [kind])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    item = first_item(quiz)
    new = other_key(item)

    correction = correct(item, new)

    asked = paper_of(attempt).at(1)
    assert correction.old_key != correction.new_key
    save_answers(attempt, {asked.item: right_answer(asked)}, by=enrolment.participant)
    assert paper_of(attempt).at(1).share == 1
    if kind == "numeric":
        assert right_answer(asked).number == 40
        assert correction.new_key == [
            {"part": "", "right": ["40 %"], "tolerance": "1", "formula": "A / B"}
        ]
    else:
        assert {choice.pk for choice in right_answer(asked).choices} == new.right


@pytest.mark.parametrize("positions", [(), (1, 2, 3)])
def test_key_that_holds_nothing_or_everything_is_refused(item, positions):
    with pytest.raises(RuleViolation) as refusal:
        correct(item, key_with(item, *positions))

    assert refusal.value.code == "no_key"


@pytest.mark.parametrize("kind", EXAMPLES)
def test_key_that_the_item_has_already_is_refused(enrolment, kind):
    item = first_item(quiz_of_every_kind(enrolment, [kind]))
    right = [choice for choice in item.choices.all() if choice.is_correct]
    same = NewKey(
        right=frozenset(choice.pk for choice in right),
        value=right[0].value,
        tolerance=item.tolerance,
        formula=item.formula,
    )

    with pytest.raises(RuleViolation) as refusal:
        correct(item, same)

    assert refusal.value.code == "same_key"


def test_two_steps_in_one_place_are_refused(enrolment):
    item = first_item(quiz_of_every_kind(enrolment, ["order"]))
    new = NewKey(frozenset(offered[0].pk for _part, offered in groups_of(item)))

    with pytest.raises(RuleViolation) as refusal:
        correct(item, new)

    assert refusal.value.code == "place_twice"


@pytest.mark.parametrize("kind", ["match", "classify", "fix_syntax"])
def test_two_right_choices_in_a_part_are_refused(enrolment, kind):
    item = first_item(quiz_of_every_kind(enrolment, [kind]))
    new = NewKey(frozenset(one.pk for _part, offered in groups_of(item) for one in offered[:2]))

    with pytest.raises(RuleViolation) as refusal:
        correct(item, new)

    assert refusal.value.code == "no_key"


@pytest.mark.parametrize(
    "new",
    [
        NewKey(formula="A / B"),
        NewKey(value=Decimal(1)),
        NewKey(value=Decimal(1), tolerance=Decimal(-1), formula="A / B"),
    ],
)
def test_number_without_its_value_or_working_is_refused(enrolment, new):
    item = first_item(quiz_of_every_kind(enrolment, ["numeric"]))

    with pytest.raises(RuleViolation) as refusal:
        correct(item, new)

    assert refusal.value.code == "no_key"


def test_wrong_answers_stay_wrong(enrolment):
    quiz = quiz_of_every_kind(enrolment)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    answers = {one.item: wrong_answer(one) for one in paper_of(attempt).asked}
    save_answers(attempt, answers, by=enrolment.participant)
    submit_attempt(attempt, by=enrolment.participant)

    item = QuizItem.objects.prefetch_related("choices", "parts").get(quiz=quiz, kind="numeric")

    assert preview(item, other_key(item)).rising == 0
