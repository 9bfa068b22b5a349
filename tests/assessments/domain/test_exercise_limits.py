import pytest

from assessments.domain.exercise_limits import MONTHS, level_limits
from assessments.models import Frequency, Indicator


@pytest.mark.parametrize(
    ("level", "slowest", "dimensions"),
    [
        ("goal", "sexennial", 1),
        ("purpose", "triennial", 2),
        ("component", "semiannual", 3),
        ("activity", "quarterly", 3),
    ],
)
def test_a_level_says_what_its_indicators_may_be(level, slowest, dimensions):
    limits = level_limits(level)

    assert (limits.frequencies[-1], len(limits.dimensions)) == (slowest, dimensions)


def test_a_component_is_strategic_for_people_and_slower_in_academia():
    assert level_limits("component").types == ("management",)
    assert level_limits("component", delivered_to="population").types == ("strategic", "management")
    assert level_limits("component", audience="academia").most_months == 12
    assert level_limits("level") is None
    assert level_limits("activity").frequencies == ("monthly", "bimonthly", "quarterly")


def test_every_frequency_and_dimension_of_the_tables_has_its_limit():
    levels = ("goal", "purpose", "component", "activity")
    dimensions = {name for level in levels for name in level_limits(level).dimensions}

    assert set(MONTHS) == set(Frequency.values)
    assert dimensions == set(Indicator.Dimension.values)
