"""Times of day, dates and lengths of time are read with their zones, and numbers that are none are left alone."""

import pytest

from clarion.review.reading import read
from clarion.review.reading.times import ZoneFrom
from clarion.review.reading.zones import offsets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("down since 09:05 UTC", [(9, 5, "UTC")]),
        ("from 3:10 AM to 8:25 AM EDT", [(3, 10, "EDT"), (8, 25, "EDT")]),
        ("from 7:40 to 10:10 PM CET", [(19, 40, "CET"), (22, 10, "CET")]),
        ("from 11:40 to 2:10 PM EST", [(11, 40, "EST"), (14, 10, "EST")]),
        ("09:05-10:40 UTC", [(9, 5, "UTC"), (10, 40, "UTC")]),
        ("at noon CEST", [(12, 0, "CEST")]),
        ("at midnight", [(0, 0, None)]),
        ("um 14h30 CET", [(14, 30, "CET")]),
        ("at 14.30 CET", [(14, 30, "CET")]),
        ("by 2 PM EST", [(14, 0, "EST")]),
        ("5 p.m. BST", [(17, 0, "BST")]),
        ("at 1430 UTC", [(14, 30, "UTC")]),
        ("07:20 (UTC+2)", [(7, 20, "UTC+2")]),
        ("9:40 Pacific time", [(9, 40, "PT")]),
        ("before eight tonight", [(20, 0, None)]),
        ("2025-03-04T09:05:12Z", [(9, 5, "UTC")]),
    ],
)
def test_a_time_of_day_is_read_with_its_zone(text, expected):
    assert [(time.hour, time.minute, time.zone) for time in read(text).times] == expected


@pytest.mark.parametrize(
    "text", ["host 10.20.4.17", "ratio 16:9", "order 12345", "version 5.23", "25:10", "3 of 8"]
)
def test_other_numbers_are_no_times(text):
    assert read(text).times == []


def test_a_zone_of_another_sentence_is_inherited_and_said_to_be():
    first, second = read("Down since 10:00. Next update at 11:00 UTC.").times
    assert (first.zone, first.zone_from) == ("UTC", ZoneFrom.PARAGRAPH)
    assert second.zone_from is ZoneFrom.STATED
    assert not first.stated


def test_two_different_zones_are_not_inherited():
    assert [time.zone for time in read("10:00. Then 11:00 UTC or 12:00 CET.").times] == [None, "UTC", "CET"]


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [
        ("UTC", (0,)),
        ("UTC+5:30", (330,)),
        ("UTC-3", (-180,)),
        ("ET", (-300, -240)),
        ("Berlin time", (60, 120)),
        ("Xanadu time", ()),
    ],
)
def test_a_zone_knows_its_possible_offsets(zone, minutes):
    assert offsets(zone) == minutes


@pytest.mark.parametrize(
    ("text", "low", "high", "relation"),
    [
        ("every 30 minutes", 30, 30, "every"),
        ("within two hours", 120, 120, "within"),
        ("within the next hour", 60, 60, "within"),
        ("in half an hour", 30, 30, "in"),
        ("for the past 40 minutes", 40, 40, "past"),
        ("two and a half hours ago", 150, 150, "ago"),
        ("three quarters of an hour", 45, 45, "bare"),
        ("five and a quarter hours", 315, 315, "bare"),
        ("an hour and a half", 90, 90, "bare"),
        ("one hour and 20 minutes", 80, 80, "bare"),
        ("1h 20m", 80, 80, "bare"),
        ("20min", 20, 20, "bare"),
        ("30 to 60 minutes", 30, 60, "bare"),
        ("lasted 86 minutes", 86, 86, "for"),
        ("3h later", 180, 180, "after"),
        ("every full hour", 60, 60, "every"),
    ],
)
def test_a_length_of_time_is_read_with_its_relation(text, low, high, relation):
    (duration,) = read(text).durations
    assert (duration.low, duration.high, duration.relation) == (low, high, relation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 9 October", (None, 10, 9)),
        ("Oct 9, 2025", (2025, 10, 9)),
        ("2025-03-04", (2025, 3, 4)),
        ("the 3rd of May", (None, 5, 3)),
    ],
)
def test_a_day_is_read(text, expected):
    (date,) = read(text).dates
    assert (date.year, date.month, date.day) == expected


def test_may_is_a_month_only_with_a_capital_and_a_day():
    assert read("It may take 9 hours, and you may 3 times").dates == []
