"""Days and uptime of a service from what readers were told of it. Times are arguments."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.bars import draw_bars
from clarion.statuspage.service_history import DAYS, Spell, Told, last_days
from clarion.statuspage.templatetags.service_days import in_short, percent

MAJOR, PARTIAL = ServiceStatus.MAJOR_OUTAGE, ServiceStatus.PARTIAL_OUTAGE
DEGRADED, WORK = ServiceStatus.DEGRADED_PERFORMANCE, ServiceStatus.UNDER_MAINTENANCE
FINE = ServiceStatus.OPERATIONAL
HOUR = timedelta(hours=1)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
#: The end of a day, so that 90 whole days are counted: 2,160 hours.
END = datetime(2026, 4, 1, tzinfo=UTC) - timedelta(microseconds=1)  # the day itself begins at midnight


def hours(day: int, start: float, length: float, status: ServiceStatus) -> Spell:
    """A spell on a day of March 2026."""
    begin = datetime(2026, 3, day, tzinfo=UTC) + start * HOUR
    return Spell(begin, begin + length * HOUR, status)


def uptime(*spells: Spell) -> float | None:
    return last_days(Told(LONG_AGO, spells), at=END).uptime


def test_nothing_told_is_ninety_good_days_and_a_hundred_percent():
    history = last_days(Told(LONG_AGO), at=END)
    assert (history.first, history.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert history.statuses == (FINE,) * DAYS
    assert history.uptime == 100


@pytest.mark.parametrize(
    ("status", "expected"),
    [(MAJOR, 99.0), (PARTIAL, 99.7), (DEGRADED, 100.0), (WORK, 100.0)],
)
def test_an_outage_counts_whole_a_partial_one_thirty_percent_and_the_rest_not(status, expected):
    assert uptime(hours(10, 1, 21.6, status)) == expected


def test_what_two_incidents_say_at_once_counts_once_as_the_worst():
    both = (hours(10, 0, 10, MAJOR), hours(10, 5, 5, MAJOR), hours(10, 0, 10, PARTIAL))
    assert uptime(*both) == uptime(hours(10, 0, 10, MAJOR))


def test_a_minute_of_outage_is_never_rounded_up_to_a_hundred_percent():
    assert uptime(hours(10, 1, 1 / 60, PARTIAL)) == 99.99
    assert percent(99.99) == "99.99\xa0%"
    assert percent(100.0) == "100\xa0%"


def test_a_day_looks_like_the_worst_that_was_said_in_it_and_tells_how_long_each_lasted():
    history = last_days(Told(LONG_AGO, (hours(10, 22, 4, PARTIAL), hours(10, 23, 0.5, MAJOR))), at=END)
    assert history.statuses[68:70] == (MAJOR, PARTIAL)
    assert history.spent == {
        date(2026, 3, 10): {PARTIAL: 1.5 * HOUR, MAJOR: 0.5 * HOUR},
        date(2026, 3, 11): {PARTIAL: 2 * HOUR},
    }


def test_what_still_stands_counts_until_now_and_no_longer():
    begun = datetime(2026, 3, 10, 9, tzinfo=UTC)
    history = last_days(Told(LONG_AGO, (Spell(begun, None, MAJOR),)), at=begun + HOUR)
    assert history.last == date(2026, 3, 10)
    assert history.spent == {date(2026, 3, 10): {MAJOR: HOUR}}


def test_what_ended_or_began_outside_of_the_ninety_days_counts_as_far_as_it_lies_inside():
    before = datetime(2025, 12, 31, 12, tzinfo=UTC)
    history = last_days(Told(LONG_AGO, (Spell(before, before + 13 * HOUR, MAJOR),)), at=END)
    assert history.spent == {date(2026, 1, 1): {MAJOR: HOUR}}


def test_a_young_service_has_days_without_data_and_counts_from_when_it_was_known():
    known = datetime(2026, 3, 29, 12, tzinfo=UTC)
    history = last_days(Told(known, (hours(29, 12, 6, MAJOR),)), at=END)
    assert history.statuses == (*(None,) * 87, MAJOR, FINE, FINE)
    assert history.uptime == 90  # 6 of 60 hours: the morning before it was known does not count


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 29, 13, 10, tzinfo=UTC), None),
        (datetime(2026, 3, 30, tzinfo=UTC), None),
        (datetime(2026, 3, 30, 23, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 31, tzinfo=UTC), 99.53),
        (datetime(2026, 3, 31, 12, tzinfo=UTC), 99.65),
    ],
    ids=["an hour old", "the next midnight", "the next evening", "36 hours", "two days"],
)
def test_ten_minutes_of_outage_on_the_first_day_cost_no_uptime_that_says_more_than_is_known(at, expected):
    known = datetime(2026, 3, 29, 12, tzinfo=UTC)
    history = last_days(Told(known, (hours(29, 13, 1 / 6, MAJOR),)), at=at)
    assert history.uptime == expected
    assert history.statuses[(date(2026, 3, 29) - history.first).days] == MAJOR
    assert {*history.statuses[: (date(2026, 3, 29) - history.first).days]} == {None}


def test_a_service_that_is_known_from_a_midnight_on_has_uptime_after_its_first_day():
    known = datetime(2026, 3, 30, tzinfo=UTC)
    assert last_days(Told(known), at=known + 23 * HOUR).uptime is None
    assert last_days(Told(known), at=known + 24 * HOUR).uptime == 100


def test_a_service_of_this_very_moment_has_no_uptime_yet_and_one_day_to_show():
    history = last_days(Told(END), at=END)
    assert history.uptime is None
    assert history.statuses == (*(None,) * 89, FINE)


def test_an_outage_that_begins_now_shows_on_its_day_and_takes_the_hundred_percent_away():
    begins = datetime(2026, 3, 10, 9, tzinfo=UTC)
    history = last_days(Told(LONG_AGO, (Spell(begins, None, MAJOR),)), at=begins)
    assert history.statuses == (*(FINE,) * 89, MAJOR)
    assert history.uptime == 99.99


def test_what_stands_when_the_day_turns_shows_on_the_new_day_at_once_as_the_worst_of_it():
    midnight = datetime(2026, 3, 11, tzinfo=UTC)
    told = Told(LONG_AGO, (hours(10, 22, 4, MAJOR), Spell(midnight - HOUR, None, PARTIAL)))
    history = last_days(told, at=midnight)
    assert history.statuses[-2:] == (MAJOR, MAJOR)
    assert history.spent[date(2026, 3, 11)] == {MAJOR: timedelta(0)}


def test_the_days_in_words_hold_every_day_once_newest_first():
    told = Told(datetime(2026, 2, 1, 12, tzinfo=UTC), (hours(10, 1, 1, PARTIAL), hours(11, 1, 1, PARTIAL)))
    runs = last_days(told, at=END).runs
    assert [(run.first, run.last, run.status) for run in runs] == [
        (date(2026, 3, 12), date(2026, 3, 31), FINE),
        (date(2026, 3, 11), date(2026, 3, 11), PARTIAL),
        (date(2026, 3, 10), date(2026, 3, 10), PARTIAL),
        (date(2026, 2, 1), date(2026, 3, 9), FINE),
        (date(2026, 1, 1), date(2026, 1, 31), None),
    ]
    assert sum((run.last - run.first).days + 1 for run in runs) == DAYS
    assert runs[1].spent == ((PARTIAL, HOUR),)


def test_bars_of_days_alike_are_one_stroke_and_each_status_has_a_form_of_its_own():
    assert draw_bars((FINE,) * DAYS) == '<path class="operational" d="M0 23h450"/>'
    drawn = draw_bars((None, FINE, FINE, MAJOR, FINE, WORK))
    assert '<path class="unknown" d="M0 30h5"/>' in drawn
    assert '<path class="operational" d="M5 23h10M20 23h5"/>' in drawn
    assert '<path class="major_outage" d="M15 16h5"/>' in drawn
    assert '<path class="under_maintenance" d="M25 17.5h5M25 28.5h5"/>' in drawn


def test_the_picture_has_a_name_in_words():
    assert in_short((FINE,) * DAYS) == "No problem was reported in the last 90 days."
    assert in_short((None, *(FINE,) * 88, MAJOR)) == "Problems on 1 of 90 days. No data for 1 day."
    assert in_short((*(WORK,) * 88, PARTIAL, MAJOR)) == "Problems on 2 of 90 days."
