from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.grading.arithmetic import (
    LEVELS,
    Rule,
    Score,
    below_minimum,
    percent_at,
    weighted_total,
    without_comment,
    without_level,
)

PERCENTS = (0, 30, 60, 80, 100)
HALF = Decimal("0.5")


def rules(*weights):
    return [Rule(f"R{n}", weight, HALF) for n, weight in enumerate(weights, start=1)]


levels = st.sampled_from(LEVELS)
# Ten weights that make 100, as those of every audience do.
weights = st.lists(st.integers(1, 9), min_size=9, max_size=9).map(
    lambda some: (*some, 100 - sum(some))
)


def test_half_levels_have_the_mean_of_their_neighbours():
    assert [percent_at(level, PERCENTS) for level in LEVELS] == [
        0, 15, 30, 45, 60, 70, 80, 90, 100,
    ]  # fmt: skip


def test_the_total_is_the_sum_of_weight_by_percentage():
    levels = {"R1": Decimal(4), "R2": Decimal(3), "R3": Decimal("2.5")}

    assert weighted_total(levels, rules(50, 30, 20)) == Decimal("88.00")


@given(weights, st.lists(levels, min_size=10, max_size=10))
def test_the_total_stays_between_0_and_100(weights, chosen):
    table = rules(*weights)

    total = weighted_total(
        {rule.code: level for rule, level in zip(table, chosen, strict=True)}, table
    )

    assert 0 <= total <= 100


@given(weights, st.lists(levels, min_size=10, max_size=10), st.integers(0, 9))
def test_a_better_level_never_lowers_the_total(weights, chosen, place):
    table = rules(*weights)
    before = {rule.code: level for rule, level in zip(table, chosen, strict=True)}
    after = before | {table[place].code: min(chosen[place] + HALF, Decimal(4))}

    assert weighted_total(after, table) >= weighted_total(before, table)


@given(weights, levels)
def test_the_same_level_everywhere_gives_its_percentage(weights, level):
    table = rules(*weights)

    total = weighted_total({rule.code: level for rule in table}, table)

    assert total == percent_at(level, PERCENTS)


def test_a_criterion_without_level_counts_nothing():
    assert weighted_total({"R1": Decimal(4)}, rules(60, 40)) == Decimal(60)
    assert without_level({"R1": Score(Decimal(4))}, rules(60, 40)) == ["R2"]


def test_minimums_name_the_criteria_that_keep_a_project_from_approval():
    table = [Rule("R3", 5, HALF), Rule("R4", 15, Decimal(2)), Rule("R5", 18, Decimal(2))]
    levels = {"R3": Decimal(0), "R4": Decimal("1.5"), "R5": Decimal(2)}

    assert [rule.code for rule in below_minimum(levels, table)] == ["R3", "R4"]


def test_low_levels_need_a_comment_of_twenty_characters():
    table = rules(25, 25, 25, 25)
    scores = {
        "R1": Score(Decimal(2), "x" * 20),
        "R2": Score(Decimal(2), "x" * 19),
        "R3": Score(Decimal(0), " " * 30),
        "R4": Score(Decimal("2.5")),
    }

    assert without_comment(scores, table) == ["R2", "R3"]
