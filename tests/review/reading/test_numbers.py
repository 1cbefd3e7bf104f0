"""Counts and shares are read as people write them."""

import pytest

from clarion.review.reading import read

THIRD = pytest.approx(100 / 3)


@pytest.mark.parametrize(
    ("text", "low", "high", "sort", "bound"),
    [
        ("1,200 customers", 1200, 1200, "count", "exact"),
        ("1.2 million people", 1_200_000, 1_200_000, "count", "exact"),
        ("2.5k users", 2500, 2500, "count", "exact"),
        ("1 200 000 people", 1_200_000, 1_200_000, "count", "exact"),
        ("half a dozen shops", 6, 6, "count", "exact"),
        ("two hundred and ten sellers", 210, 210, "count", "exact"),
        ("twenty-five nodes", 25, 25, "count", "exact"),
        ("200 to 300 users", 200, 300, "count", "exact"),
        ("up to 500 users", 500, 500, "count", "under"),
        ("just over 1,200 buyers", 1200, 1200, "count", "rough"),
        ("more than 60 percent", 60, 60, "share", "over"),
        ("40 % of calls", 40, 40, "share", "exact"),
        ("10-15% of calls", 10, 15, "share", "exact"),
        ("one in three users", THIRD, THIRD, "share", "exact"),
        ("two users in five", 40, 40, "share", "exact"),
        ("nine out of ten calls", 90, 90, "share", "exact"),
        ("about a quarter of searches", 25, 25, "share", "rough"),
        ("a good third of all", THIRD, THIRD, "share", "rough"),
        ("half of them", 50, 50, "share", "exact"),
    ],
)
def test_a_quantity_is_read(text, low, high, sort, bound):
    (number,) = read(text).numbers
    assert (number.low, number.high, number.sort, number.bound) == (low, high, sort, bound)


@pytest.mark.parametrize(
    "text",
    [
        "at 09:05 UTC",
        "for 86 minutes",
        "on 9 October",
        "SEV1",
        "INC-204",
        "v2",
        "10.20.4.17",
        "a third node",
        "a quarter of an hour",
        "$40",
    ],
)
def test_times_names_and_ordinals_are_no_quantities(text):
    assert read(text).numbers == []


def test_a_number_leads_to_its_noun():
    reading = read("Some 2,300 merchants see it.")
    (number,) = reading.numbers
    assert reading.lower[number.next_word] == "merchants"
