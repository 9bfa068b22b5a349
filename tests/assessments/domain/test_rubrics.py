import pytest

from assessments.domain.rubrics import load_rubric, newest_rubric
from assessments.models import Criterion, Level

pytestmark = pytest.mark.django_db


def test_the_rubric_of_public_servants_has_ten_weighted_criteria_that_make_100():
    rubric = load_rubric("public_servant")

    weights = dict(rubric.criteria.values_list("code", "weight"))
    assert sum(weights.values()) == 100
    assert list(weights) == [f"R{n}" for n in range(1, 11)]
    assert dict(rubric.criteria.filter(minimum=2).values_list("code", "weight")) == {
        "R4": 15,
        "R5": 18,
        "R7": 12,
    }
    levels = Level.objects.filter(criterion__rubric=rubric, criterion__code="R4")
    assert list(levels.values_list("value", "percent")) == [
        (0, 0),
        (1, 30),
        (2, 60),
        (3, 80),
        (4, 100),
    ]
    assert levels.get(value=0).text_es == "No presentado"


@pytest.mark.parametrize("audience", ["cso", "academia", "private_sector", "tutor"])
def test_the_weights_of_every_audience_make_100(audience):
    rubric = load_rubric(audience)

    assert sum(rubric.criteria.values_list("weight", flat=True)) == 100


def test_loading_a_rubric_again_changes_nothing():
    first = load_rubric("cso")

    assert load_rubric("cso") == first
    assert Criterion.objects.count() == 10
    assert newest_rubric("cso") == first
