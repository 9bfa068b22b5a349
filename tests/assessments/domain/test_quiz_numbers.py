from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.quiz_numbers import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("41", "41"),
        ("1,234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234.5", "1234.5"),
        ("1,234", "1234"),  # Mexican: between thousands.
        ("1.234", "1.234"),
        ("0,412", "0.412"),
        ("12,5", "12.5"),
        ("1,2345", "1.2345"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("$ 1,250.00", "1250"),
        ("$-5", "-5"),
        ("−3.5", "-3.5"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("41 %", "41"),
        ("  41% ", "41"),
        ("0001", "1"),
        ("1.000000000", "1"),
    ],
)
def test_number_is_read_as_people_write_it(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["12 personas", "12 Personas", "12personas", "12"])
def test_unit_may_be_written_or_not(typed):
    assert read_number(typed, unit="personas") == 12


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_nothing_is_no_number_and_no_mistake(typed):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["abc", "1e5", "nan", "1..2", "1,23,4", "12,34.5", "12,345.6.7", "$", "-", "3/4", "1-2", "٣",
     "1234567890123", "0.1234567", "12 personas", "1,234 567,8x"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        read_number(typed)


@given(st.decimals(-(10**11), 10**11, places=2))
def test_number_written_in_any_of_the_usual_ways_is_the_same(number):
    plain = f"{number:.2f}"
    mexican = f"{number:,.2f}"
    european = mexican.replace(",", " ").replace(".", ",")

    assert {read_number(each) for each in (plain, mexican, european)} == {number}


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(typed):
    try:
        number = read_number(typed)
    except ValueError:
        return
    assert number is None or number.is_finite()
