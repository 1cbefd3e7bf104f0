"""The parts that claims share: places and their clocks, statements taken back, likeness of statements."""

from datetime import date

import pytest

from clarion.review.grounding.likeness import content_of, likeness, opposed
from clarion.review.grounding.roles import Role, role_of
from clarion.review.grounding.withdrawn import withdrawn
from clarion.review.reading import read
from clarion.review.reading.geography import lineage, places_of, related
from clarion.review.reading.zones import offsets


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        ("ET", date(2025, 7, 1), (-240,)),
        ("ET", date(2025, 1, 1), (-300,)),
        ("PT", date(2025, 3, 9), (-480, -420)),
        ("Berlin time", date(2025, 10, 25), (120,)),
        ("Berlin time", date(2025, 10, 27), (60,)),
        ("Sydney time", date(2025, 1, 1), (660,)),
        ("Auckland time", date(2025, 6, 1), (720,)),
        ("EST", date(2025, 7, 1), (-300,)),
    ],
)
def test_a_zone_has_the_offset_of_its_day(zone, day, minutes):
    assert offsets(zone, day) == minutes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in the US and Canada", ["us", "canada"]),
        ("Dutch users, and users in New South Wales", ["netherlands", "new south wales"]),
        ("they told us in may", []),
        ("IT is informed", []),
        ("all over the world", ["world"]),
    ],
)
def test_places_are_found_with_their_capitals(text, names):
    assert [place.name for place in places_of(read(text))] == names


def test_a_place_is_related_to_what_holds_it_and_what_it_holds():
    assert "europe" in lineage("Hamburg")
    assert related("hamburg", ["eu"])
    assert related("europe", ["germany"])
    assert not related("france", ["germany"])


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("We first said that 60 % were hit.", "60 %", True),
        ("We wrote 60 %. That was wrong.", "60 %", True),
        ("We said 60 %; the correct figure is 6 %.", "6 %.", False),
        ("Not 60 % but 6 % were hit.", "60 %", True),
        ("If more than 60 % are hit, we call the board.", "60 %", True),
        ("We report that 60 % are hit.", "60 %", False),
    ],
)
def test_a_statement_that_is_taken_back_claims_nothing(text, figure, expected):
    start = text.index(figure)
    assert withdrawn(read(text), start, start + len(figure)) is expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Uploads fail since 10:00 UTC.", Role.START),
        ("Uploads work again since 10:00 UTC.", Role.END),
        ("The signs are right since 10:00 UTC.", Role.END),
        ("At 10:00 UTC we rolled back the release.", Role.OTHER),
        ("Next update at 10:00 UTC.", Role.OTHER),
        ("In our update of 10:00 UTC we named three shops.", Role.OTHER),
        ("Service was restored at 10:00 UTC.", Role.END),
        ("It was out of order until 10:00 UTC.", Role.END),
        ("At 10:00 UTC, branches lost their connection.", Role.START),
    ],
)
def test_a_time_tells_the_beginning_the_end_or_neither(text, role):
    reading = read(text)
    assert role_of(reading, reading.times[0])[0] is role


def test_statements_are_alike_in_other_words():
    recorded = content_of("the certificate of the portal expired")
    assert likeness(content_of("an expired certificate"), recorded) == 1
    assert likeness(content_of("a broken fan in a rack"), recorded) == 0
    assert opposed(content_of("the limit was raised"), content_of("the limit was lowered"))
