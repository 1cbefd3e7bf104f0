"""Numbers are read as people type them; what could be two numbers is refused with both."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.postmortems.typed_numbers import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1’200", "1200"),
        ("1,234,567.50", "1234567.50"),
        (" 0.5 ", "0.5"),
        ("~300", "300"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_it_is_typed(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("1.200", "“1.200” may be 1,200 or 1.2. Write one of them"),
        ("1.000", "“1.000” may be 1,000 or 1. Write one of them"),
        ("99.9951", r"Two decimals are kept. Write 100\."),
        ("0.1234", r"Two decimals are kept. Write 0.12\."),
        ("2,5", "Write decimals with a point: 2.5"),
        ("-3", "An impact is not negative"),
        ("about 300", "Write one number, such as 1200, 1,200 or 0.5"),
        ("300 users", "its unit has a field of its own"),
        ("1e9", "Write one number"),
        ("٣٠٠x", "Write one number"),
        ("9" * 19, "Write one number"),
        ("", "Write one number"),
    ],
)
def test_what_is_no_number_or_two_is_refused_with_the_remedy(typed, remedy):
    with pytest.raises(ValidationError, match=remedy):
        read_number(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_number_that_fits_its_column_or_refused(typed):
    try:
        number = read_number(typed)
    except ValidationError:
        return
    assert 0 <= number < Decimal(10) ** 18


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_with_its_thousands_parted_reads_back(number):
    assert read_number(f"{number:,}") == number
