"""What a partner adapts of the exercise: within limits, and never what was graded already."""

from dataclasses import replace
from uuid import uuid4

import pytest

from assessments.domain.adaptation import (
    adaptation_of,
    check_weights,
    may_be_silenced,
    save_adaptation,
    told_to,
    with_exercise,
)
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.rubrics import load_rubric, newest_rubric, rubric_of
from assessments.domain.submission import submit_project
from assessments.models import AdaptedWeight, Rubric
from courses.domain.goals import load_goals
from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from tests.assessments.grades import returning
from tests.assessments.projects import submitted_project
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory

USUAL = {"R1": 10, "R4": 12, "R5": 18, "R7": 60}


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (USUAL, ""),
        (USUAL | {"R1": 5, "R5": 23}, ""),
        (USUAL | {"R1": 4, "R5": 24}, "weight"),
        (USUAL | {"R4": 7, "R1": 15}, "weight"),
        (USUAL | {"R1": 11}, "total"),
        ({"R1": 100}, "criteria"),
    ],
)
def test_weights_stay_near_the_usual_ones_and_add_up_to_a_hundred(weights, code):
    found = ""
    try:
        check_weights(weights, USUAL)
    except RuleViolation as refusal:
        found = refusal.code

    assert found == code


@pytest.fixture
def cohort(db):
    load_goals()
    return CohortFactory()


def told_in(cohort):
    """What somebody of the cohort is told."""
    enrolment = EnrolmentFactory(cohort=cohort)
    return told_to(with_exercise(Enrolment.objects.filter(pk=enrolment.pk)).get())


def shifted(said):
    """One point more for the first criterion, one less for the second."""
    first, second, *_others = said.weights
    return dict(said.weights) | {
        first: said.weights[first] + 1,
        second: said.weights[second] - 1,
    }


def test_what_is_set_is_read_again_and_told_to_the_people_of_the_cohort(cohort):
    silenced = tuple(sorted(rule.id for rule in may_be_silenced()[:2]))
    said = replace(
        adaptation_of(cohort),
        emphasis="Agua",
        instructions="Usen el censo.",
        plan_label="Plan Municipal 2025–2027",
        goals=(6, 11),
        targets=("6.1", "6.b"),
        silenced=silenced,
    )

    save_adaptation(cohort, said, by=UserFactory())

    cohort.refresh_from_db()
    assert adaptation_of(cohort) == replace(said, version=1)
    told = told_in(cohort)
    assert (told.goals, told.targets, told.instructions) == (
        (6, 11),
        ("6.1", "6.b"),
        "Usen el censo.",
    )
    assert told_in(CohortFactory()).says_something is False
    # The weights stay the usual ones: no rubric is made for nothing.
    assert not Rubric.objects.exclude(cohort=None).exists()


def test_other_weights_make_a_rubric_of_the_cohort_and_leave_the_shared_one(cohort):
    shared = load_rubric(cohort.edition.course.audience)
    before = {each.code: each.weight for each in shared.criteria.all()}
    said = adaptation_of(cohort)

    save_adaptation(cohort, replace(said, weights=shifted(said)), by=UserFactory())

    own = rubric_of(cohort)
    assert own.cohort == cohort
    assert {each.code: each.weight for each in own.criteria.all()} == shifted(said)
    assert own.version > shared.version
    assert [level.percent for level in own.criteria.first().levels.all()] == [
        level.percent for level in shared.criteria.first().levels.all()
    ]
    assert {each.code: each.weight for each in shared.criteria.all()} == before
    assert rubric_of(CohortFactory(edition=cohort.edition)) == shared
    assert newest_rubric(shared.audience) == shared
    assert AdaptedWeight.objects.count() == 2


def test_going_back_to_the_usual_weights_makes_them_the_newest(cohort):
    person, usual = UserFactory(), adaptation_of(cohort)
    save_adaptation(cohort, replace(usual, weights=shifted(usual)), by=person)

    save_adaptation(cohort, replace(usual, version=1), by=person)

    assert adaptation_of(cohort).weights == usual.weights
    assert not AdaptedWeight.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 3}, "conflict"),
        ({"goals": (1, 2, 3, 4)}, "too_many"),
        ({"targets": ("6.99",)}, "target"),
        ({"silenced": ("STR-01",)}, "rule"),
        ({"silenced": ("DUP-05",)}, "rule"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(cohort, change, code):
    said = replace(adaptation_of(cohort), emphasis="Agua", **change)

    with pytest.raises(RuleViolation) as refusal:
        save_adaptation(cohort, said, by=UserFactory())

    assert refusal.value.code == code
    assert adaptation_of(cohort).emphasis == ""


def test_a_closed_cohort_is_not_changed_any_more(cohort):
    cohort.state = "closed"
    cohort.save(update_fields=["state"])

    with pytest.raises(RuleViolation) as refusal:
        save_adaptation(cohort, adaptation_of(cohort), by=UserFactory())

    assert refusal.value.code == "closed"


def test_a_verdict_keeps_the_weights_it_was_given_with_and_the_next_has_the_new_ones(cohort):
    tutor = UserFactory()
    first = submitted_project(tutor=tutor, cohort=cohort)
    sent = send_verdict(first, by=tutor, **returning(first))
    said = adaptation_of(cohort)

    save_adaptation(cohort, replace(said, weights=shifted(said)), by=UserFactory())

    first.project.refresh_from_db()
    person = first.enrolment.participant
    second = submit_project(first.project, first.enrolment, by=person, key=uuid4())
    graded = send_verdict(second, by=tutor, **returning(second))
    sent.refresh_from_db()
    assert (sent.rubric.cohort, graded.rubric.cohort) == (None, cohort)
    assert {each.code: each.weight for each in graded.rubric.criteria.all()} == shifted(said)
