import pytest

from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_taking import Given, save_answers, start_attempt, submit_attempt
from assessments.models import QuizAttempt
from tests.assessments.quizzes import EXAMPLES, answer, make_quiz, quiz_of_every_kind
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


def attempt_with(enrolment, quiz, *, seed):
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    QuizAttempt.objects.filter(pk=attempt.pk).update(seed=seed)
    attempt.refresh_from_db()
    return attempt


def shown(attempt):
    """Return everything that a person sees, in its order."""
    return [
        (
            asked.item.code,
            [choice.text for choice in asked.choices],
            [(part.part.text, [choice.text for choice in part.choices]) for part in asked.parts],
        )
        for asked in paper_of(attempt).asked
    ]


def test_order_is_shuffled_by_the_seed_and_stays(enrolment):
    quiz = quiz_of_every_kind(enrolment)
    attempt = attempt_with(enrolment, quiz, seed=7)
    first = shown(attempt)

    assert shown(attempt) == first
    assert [code for code, *_rest in first] != [item["code"] for item in EXAMPLES.values()]
    assert sorted(code for code, *_rest in first) == sorted(
        item["code"] for item in EXAMPLES.values()
    )
    assert shown(attempt_with(enrolment, quiz, seed=8)) != first


def only(attempt):
    return paper_of(attempt).at(1)


@pytest.mark.parametrize("seed", range(8))
def test_steps_are_never_shown_in_the_right_order(enrolment, seed):
    attempt = attempt_with(enrolment, quiz_of_every_kind(enrolment, ["order"]), seed=seed)

    places = [part.part.position for part in only(attempt).parts]

    assert places != sorted(places)
    assert sorted(places) == [1, 2, 3, 4]


@pytest.mark.parametrize("seed", range(4))
def test_rows_to_match_offer_the_answers_in_the_same_order(enrolment, seed):
    attempt = attempt_with(enrolment, quiz_of_every_kind(enrolment, ["match"]), seed=seed)

    offers = {tuple(choice.text for choice in part.choices) for part in only(attempt).parts}

    assert len(offers) == 1


def test_levels_and_places_are_offered_in_their_own_order(enrolment):
    attempt = attempt_with(enrolment, quiz_of_every_kind(enrolment, ["classify"]), seed=3)

    assert [choice.text for choice in only(attempt).parts[0].choices] == [
        "Fin",
        "Propósito",
        "Componente",
        "Actividad",
    ]


def test_sentence_keeps_its_order(enrolment):
    attempt = attempt_with(enrolment, quiz_of_every_kind(enrolment, ["fix_syntax"]), seed=3)

    assert [part.part.position for part in only(attempt).parts] == [1, 2, 3]
    assert len(only(attempt).gaps) == 2


def test_same_place_given_twice_is_noticed(enrolment):
    attempt = attempt_with(enrolment, quiz_of_every_kind(enrolment, ["order"]), seed=3)
    gaps = only(attempt).gaps

    for place, is_twice in ((0, True), (1, False)):
        given = Given([gaps[0].choices[0], gaps[1].choices[place]])
        save_answers(attempt, {only(attempt).item: given}, by=enrolment.participant)
        assert only(attempt).has_place_twice is is_twice


@pytest.mark.parametrize("items", [1, 12])
def test_paper_costs_the_same_for_any_number_of_items(enrolment, items, django_assert_num_queries):
    attempt = attempt_with(enrolment, make_quiz(enrolment, items=items), seed=1)
    asked = paper_of(attempt).at(1)
    save_answers(attempt, {asked.item: Given(asked.choices[:1])}, by=enrolment.participant)

    with django_assert_num_queries(5):
        paper_of(attempt)


def test_attempt_draws_one_item_of_each_objective_before_a_second_of_any(enrolment):
    quiz = make_quiz(enrolment, items=9, asks=5)
    for number, item in enumerate(quiz.items.all()):
        item.objective = f"Objective {number % 4}"
        item.save()
    drawn = []

    for seed in range(6):
        asked = paper_of(attempt_with(enrolment, quiz, seed=seed)).asked
        assert [one.number for one in asked] == [1, 2, 3, 4, 5]
        assert len({one.item.objective for one in asked}) == 4
        drawn.append({one.item.pk for one in asked})

    assert len(set(map(frozenset, drawn))) > 1
    assert set().union(*drawn) == {item.pk for item in quiz.items.all()}


def test_attempt_that_draws_from_the_bank_is_scored_by_what_it_asks(enrolment):
    quiz = make_quiz(enrolment, items=9, asks=4)
    attempt = attempt_with(enrolment, quiz, seed=3)

    answer(attempt, right=3)

    assert submit_attempt(attempt, by=enrolment.participant).score == 75
