from decimal import Decimal

import pytest

from assessments.domain.attainment import attainment, light


@pytest.mark.parametrize(
    ("result", "target", "baseline", "direction", "reached"),
    [
        (40, 80, 46, "ascending", 50),
        (80, 80, 46, "ascending", 100),
        (36, 30, "41.2", "descending", 80),
        (30, 30, "41.2", "descending", 100),
        (15, 30, "41.2", "descending", 150),
        (0, 0, 10, "descending", 100),
        (5, 0, 10, "descending", 50),
        (-1, 4, -6, "ascending", 50),
        (5, 0, None, "descending", None),
        (5, 0, 0, "descending", None),
        (None, 80, 46, "ascending", None),
        (40, None, 46, "ascending", None),
    ],
)
def test_attainment(result, target, baseline, direction, reached):
    def number(value):
        return None if value is None else Decimal(value)

    found = attainment(
        number(result), target=number(target), baseline=number(baseline), direction=direction
    )

    assert found == number(reached)


@pytest.mark.parametrize(
    ("reached", "colour"),
    [
        (None, "none"),
        ("-20", "red"),
        ("69.99", "red"),
        ("70", "amber"),
        ("89.99", "amber"),
        ("90", "green"),
        ("130", "green"),
        ("130.01", "over"),
    ],
)
def test_the_light_has_a_colour_for_every_figure(reached, colour):
    assert light(None if reached is None else Decimal(reached)) == colour


def test_the_light_follows_the_thresholds_of_the_indicator():
    thresholds = {"amber_min": Decimal(50), "green_min": Decimal(95), "over_max": Decimal(101)}

    found = [light(Decimal(reached), **thresholds) for reached in (49, 50, 95, 102)]

    assert found == ["red", "amber", "green", "over"]
