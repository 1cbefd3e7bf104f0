"""Recurrence keeps to the clocks of a place, also where they are changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.recurrence import (
    DAYS,
    first_start,
    on_the_wall,
    rule_in_words,
    starts_between,
    valid_rule,
    valid_zone,
)

YEAR = timedelta(days=366)
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Tokyo",
    "Africa/Casablanca", "Pacific/Apia",
]  # fmt: skip
starts = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 -- hypothesis takes naive ones
    lambda moment: moment.replace(
        minute=moment.minute - moment.minute % 5, second=0, microsecond=0, tzinfo=UTC
    )
)
rules = st.builds(
    lambda freq, every, days: (
        f"FREQ={freq};INTERVAL={every}" + (f";BYDAY={','.join(sorted(days))}" if freq == "WEEKLY" else "")
    ),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 6),
    st.sets(st.sampled_from(DAYS), min_size=1),
)


def all_of(rule, first, zone, until=YEAR):
    return list(
        starts_between(rule, first=first, zone=zone, after=first - timedelta(seconds=1), until=first + until)
    )


@given(rule=rules, start=starts, zone=st.sampled_from(ZONES))
def test_every_time_reads_the_same_on_the_clocks_of_the_place_or_exists_not_on_that_day(rule, start, zone):
    valid_rule(rule)
    place = ZoneInfo(zone)
    first = first_start(rule, start=start, zone=zone)
    if first is None:
        return
    wanted = first.astimezone(place).time()
    for found in all_of(rule, first, zone):
        shown = found.astimezone(place)
        if shown.time() != wanted:
            with pytest.raises(ValidationError, match="clocks are put forward"):
                on_the_wall(shown.date(), wanted, zone)


@given(rule=rules, start=starts, zone=st.sampled_from(ZONES))
def test_times_are_in_order_each_once_in_utc_and_any_piece_of_them_is_the_same(rule, start, zone):
    times = all_of(rule, start, zone)
    assert all(one < other for one, other in pairwise(times))
    assert all(each.tzinfo is UTC for each in times)
    half = start + YEAR / 2
    first = [*starts_between(rule, first=start, zone=zone, after=start - timedelta(seconds=1), until=half)]
    rest = [*starts_between(rule, first=start, zone=zone, after=half, until=start + YEAR)]
    assert first + rest == times


@given(start=starts, zone=st.sampled_from(ZONES), count=st.integers(1, 60))
def test_a_count_and_a_last_day_end_it(start, zone, count):
    place = ZoneInfo(zone)
    if start.astimezone(place).fold:
        return  # typed times name the first of two
    assert len(all_of(f"FREQ=DAILY;COUNT={count}", start, zone)) == count
    last = start + timedelta(days=count)
    assert all(each <= last for each in all_of(f"FREQ=DAILY;UNTIL={last:%Y%m%dT%H%M%SZ}", start, zone))


def test_half_past_two_in_berlin_is_half_past_three_on_the_night_when_there_is_none():
    first = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    found = [f"{each:%d %H:%M}" for each in all_of("FREQ=DAILY;COUNT=3", first, "Europe/Berlin")]
    assert found == ["28 01:30", "29 01:30", "30 00:30"]


def test_of_two_times_of_one_name_the_first_is_meant():
    first = datetime(2026, 10, 24, 0, 30, tzinfo=UTC)
    found = [f"{each:%d %H:%M}" for each in all_of("FREQ=DAILY;COUNT=3", first, "Europe/Berlin")]
    assert found == ["24 00:30", "25 00:30", "26 01:30"]


def test_a_typed_time_that_does_not_exist_is_refused_with_one_that_does():
    with pytest.raises(ValidationError, match=r"no 02:30 in Europe/Berlin on 2026-03-29.* Choose 03:30"):
        on_the_wall(date(2026, 3, 29), time(2, 30), "Europe/Berlin")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=SECONDLY", "cannot be read"),
        ("INTERVAL=2", "says no frequency"),
        ("FREQ=WEEKLY;BYHOUR=3", "is not used here"),
        ("FREQ=WEEKLY;BYDAY=XX", "MO,TU"),
        ("FREQ=WEEKLY;BYDAY=2TU", "FREQ=MONTHLY"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261231T235959Z", "not both"),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "each part once"),
        ("FREQ=DAILY;INTERVAL=0", "from 1 to 52"),
        ("FREQ=DAILY;UNTIL=20261399T000000Z", "cannot be read"),
        ("DTSTART:20260101\nRRULE:FREQ=DAILY", "says no frequency"),
        ("", "each part once"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_remedy(rule, said):
    with pytest.raises(ValidationError, match=said):
        valid_rule(rule)


@given(st.text(max_size=60))
def test_no_text_is_anything_but_a_rule_or_refused(text):
    try:
        valid_rule(text)
    except ValidationError:
        return
    list(starts_between(text, first=datetime(2026, 1, 1, tzinfo=UTC), zone="UTC",
                        after=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 3, 1, tzinfo=UTC)))  # fmt: skip


def test_what_is_no_zone_is_refused():
    for name in ("Berlin", "../etc/passwd", "", "UTC+1"):
        with pytest.raises(ValidationError, match="Europe/Berlin"):
            valid_zone(name)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10", "every 2 weeks on Tuesday and Thursday, 10 times"),
        (
            "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231T235959Z",
            "every month on the second Tuesday, until 31 December 2026",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on its last day"),
    ],
)
def test_a_rule_is_told_in_words(rule, words):
    assert rule_in_words(rule) == words
