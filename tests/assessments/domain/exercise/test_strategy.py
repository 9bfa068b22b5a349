from decimal import Decimal

import pytest

from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.strategy import (
    CHOSEN,
    REASON,
    ScoresChanged,
    add_usual_criteria,
    comparison_of,
    save_scores,
    weighted,
)
from assessments.domain.project import project_of
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


@pytest.fixture
def person():
    return UserFactory()


def alternative(project, name):
    return save_record(project, "alternative", None, {"name": name}, by=None)


def same(score, project, *options):
    """Give each alternative the same score for every criterion."""
    criteria = [each.record.public_id for each in comparison_of(project).criteria]
    return {(each.public_id, name): score for each in options for name in criteria}


@pytest.mark.parametrize(
    ("weights", "scores", "total"),
    [
        ([30, 20, 20, 20, 10], (5, 5, 5, 5, 5), Decimal(100)),
        ([30, 20, 20, 20, 10], (4, 3, 5, 2, 1), Decimal(66)),
        ([30, 70], (1, None), None),
        ([0, 0], (5, 5), None),
        ([], (), None),
        ([25, 25], (5, 1), Decimal(60)),
    ],
)
def test_the_result_is_the_weighted_sum_from_0_to_100(weights, scores, total):
    assert weighted(weights, scores) == total


def test_the_usual_criteria_are_written_once_and_add_up_to_100(project, person):
    made = [add_usual_criteria(project, by=person) for _press in range(2)]

    comparison = comparison_of(project)
    assert made == [5, 0]
    assert comparison.is_whole
    assert [each.weight for each in comparison.criteria] == [30, 20, 20, 20, 10]


def test_scores_choice_and_reason_are_saved_together(project, person):
    add_usual_criteria(project, by=person)
    one, other = alternative(project, "Pozos"), alternative(project, "Pipas")
    said = same(4, project, one) | same(2, project, other)
    said |= {CHOSEN: other.public_id, REASON: "Porque hay recursos este año."}

    save_scores(project, said, by=person, seen={})

    comparison = comparison_of(project)
    project.refresh_from_db()
    assert [(e.total, e.is_best, e.record.is_selected) for e in comparison.options] == [
        (80, True, False),
        (40, False, True),
    ]
    assert comparison.needs_reason
    assert project.selection_rationale == "Porque hay recursos este año."


def test_a57_scores_given_in_the_meantime_are_not_overwritten(project, person):
    add_usual_criteria(project, by=person)
    option, other = alternative(project, "Pozos"), alternative(project, "Pipas")
    hers = UserFactory()
    said = same(5, project, option) | {CHOSEN: option.public_id, REASON: "Dura más."}
    save_scores(project, said, by=hers, seen={})
    mine = same(1, project, option) | {CHOSEN: other.public_id, REASON: "Cuesta menos."}

    with pytest.raises(ScoresChanged) as refusal:
        save_scores(project, mine, by=person, seen={})

    changed = refusal.value
    assert changed.disputed == list(mine)
    assert (changed.mine, changed.record.changed_by) == (changed.stored | mine, hers)
    comparison = comparison_of(project)
    assert [(e.total, e.record.is_selected) for e in comparison.options] == [
        (100, True),
        (None, False),
    ]


def test_a57_two_people_score_at_once_each_an_alternative(project, person):
    add_usual_criteria(project, by=person)
    one, other = alternative(project, "Pozos"), alternative(project, "Pipas")
    seen = same(None, project, one, other) | {REASON: ""}

    save_scores(project, seen | same(5, project, one), by=UserFactory(), seen=seen)
    save_scores(project, seen | same(3, project, other), by=person, seen=seen)

    assert [each.total for each in comparison_of(project).options] == [100, 60]


def test_a57_scores_sent_again_are_no_conflict(project, person):
    add_usual_criteria(project, by=person)
    said = same(5, project, alternative(project, "Pozos")) | {REASON: " Dura\r\nmás. "}

    for _sending in range(2):
        save_scores(project, said, by=person, seen={})

    project.refresh_from_db()
    assert (project.version, project.selection_rationale) == (1, "Dura\nmás.")
