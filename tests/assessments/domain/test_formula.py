from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.formula import FormulaError, parse


def values(**numbers):
    return {symbol: Decimal(str(number)) for symbol, number in numbers.items()}


@pytest.mark.parametrize(
    ("text", "numbers", "result"),
    [
        ("(A/B)*100", {"A": 46, "B": 92}, 50),
        ("((A-B)/B)*100", {"A": 120, "B": 100}, 20),
        ("(A/B)*1000", {"A": 41.2, "B": 1000}, "41.2"),
        ("(B-A)/(100-A)", {"A": 60, "B": 90}, "0.75"),
        ("A", {"A": 3}, 3),
        (" - A + 2 * B ", {"A": 1, "B": 3}, 5),
        ("A-B-C", {"A": 9, "B": 3, "C": 2}, 4),
        ("A/B/C", {"A": 12, "B": 3, "C": 2}, 2),
        ("2*(A+B)", {"A": 1, "B": 0.5}, 3),
        ("A × B ÷ 2 − 1", {"A": 3, "B": 4}, 5),
    ],
)
def test_a_formula_is_worked_out(text, numbers, result):
    assert parse(text).value(values(**numbers)) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", 1),
        ("   ", 4),
        ("A B", 3),
        ("2A", 2),
        ("A/", 3),
        ("(A/B", 5),
        ("A/B)", 4),
        ("a/b", 1),
        ("A**B", 3),
        ("A//B", 3),
        ("A^2", 2),
        ("sum(A)", 1),
        ("A,5", 2),
        ("1.2.3", 4),
        ("A*-B", 3),
        ("__import__('os')", 1),
        ("Ñ", 1),
        ("١", 1),
        ("()", 2),
    ],
)
def test_what_is_no_formula_says_where(text, place):
    with pytest.raises(FormulaError) as refusal:
        parse(text)

    assert refusal.value.place == place


def test_brackets_go_twenty_deep_and_a_formula_is_200_signs_long():
    assert parse("(" * 20 + "A" + ")" * 20).symbols == {"A"}
    with pytest.raises(FormulaError):
        parse("(" * 21 + "A" + ")" * 21)
    assert parse("A+" * 99 + "A").symbols == {"A"}
    with pytest.raises(FormulaError):
        parse("A+" * 100 + "A")
    with pytest.raises(FormulaError):
        parse("(" * 10**6)


def test_dividing_by_zero_or_missing_a_value_gives_none():
    formula = parse("(A/(B-C))*100")

    assert formula.symbols == {"A", "B", "C"}
    assert formula.value(values(A=1, B=2, C=2)) is None
    assert formula.value(values(A=0, B=2, C=2)) is None
    assert formula.value(values(A=1, B=2)) is None
    assert formula.value({"A": None, "B": Decimal(2), "C": Decimal(1)}) is None


def test_numbers_without_bounds_give_no_value():
    assert parse("A*A").value({"A": Decimal("1e999999")}) is None


@pytest.mark.parametrize(
    ("text", "units", "unit"),
    [
        ("(A/B)*100", {"A": "hogares", "B": "Hogares "}, ""),
        ("A/B", {"A": "pesos", "B": "kilómetros"}, "pesos/kilómetros"),
        ("A*B", {"A": "pesos", "B": "personas"}, "personas·pesos"),
        ("1000/B", {"B": "casos"}, "1/casos"),
        ("(B-A)/(100-A)", {"A": "puntos", "B": "puntos"}, ""),
        ("A+B", {"A": "litros", "B": "hogares"}, None),
        ("A+B", {"A": "litros"}, "litros"),
        ("A/B/B", {"A": "m", "B": "s"}, "m/s/s"),
    ],
)
def test_the_unit_follows_from_the_units_of_the_variables(text, units, unit):
    assert parse(text).unit(units) == unit


@given(text=st.text(alphabet="AB()+-*/.0 9(", max_size=250))
def test_no_text_makes_the_parser_fail_otherwise(text):
    with suppress(FormulaError):
        formula = parse(text)
        formula.value({"A": Decimal(1), "B": Decimal(0)})
        formula.unit({"A": "a", "B": "b"})


@given(
    numbers=st.lists(st.integers(1, 99), min_size=2, max_size=8),
    signs=st.lists(st.sampled_from("+-*"), min_size=7, max_size=7),
)
def test_products_come_before_sums_as_in_arithmetic(numbers, signs):
    text = str(numbers[0])
    for sign, number in zip(signs, numbers[1:], strict=False):
        text += f"{sign}{number}"

    assert parse(text).value({}) == eval(text)  # noqa: S307 -- the yardstick; digits and signs only
