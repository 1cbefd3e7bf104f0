"""Names by shape and position: products, people, teams and places."""

import pytest

from clarion.review.reading import read
from clarion.review.reading.moments import moment_of


def names(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [
        (text[reading.starts[name.first] : reading.ends[name.last]], name.sort.value)
        for name in reading.proper_names
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sign-ins to Atlas Mail fail.", [("Atlas Mail", "thing")]),
        ("RoomKeeper shows wrong prices.", [("RoomKeeper", "thing")]),
        ("Pages is slow in Norway.", [("Pages", "thing"), ("Norway", "place")]),
        ("Backend (Ana) rebuilds the lists.", [("Backend", "team"), ("Ana", "person")]),
        ("Everything is fine. We look at it on Monday.", []),
        ("Homes in the district of Oldham wait.", [("Oldham", "place")]),
    ],
)
def test_a_name_is_told_from_a_capital(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("It lasted from 07:12 to 09:03 UTC.", ["start", "end"]),
        ("Uploads have failed since 14:30 UTC.", ["start"]),
        ("Bookings work again since 15:10 CET.", ["end"]),
        ("Next update at 14:30 UTC.", ["other"]),
        ("At 14:05 UTC, logins started to fail.", ["start"]),
    ],
)
def test_a_time_is_a_start_or_an_end_or_neither(text, moments):
    reading = read(text)
    assert [moment_of(reading, time).value for time in reading.times] == moments
