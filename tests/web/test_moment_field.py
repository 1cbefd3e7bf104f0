"""Times that people type without a day, around midnight."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from clarion.web.forms.fields import Lies, read_moment


def moment(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-{words}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        ("03-11 00:10", "23:55", "03-10 23:55"),
        ("03-11 09:00", "22:30", "03-10 22:30"),
        ("03-10 23:58", "00:01", "03-10 00:01"),
        ("03-10 23:58", "23:58", "03-10 23:58"),
        ("03-10 09:31", "09:34", "03-10 09:34"),  # two clocks differ by minutes
        ("03-10 09:31", "09:31 UTC", "03-10 09:31"),
        ("03-10 09:00", "14:00", "03-10 14:00"),  # a slip, which the record refuses
        ("03-11 00:10", "2026-03-11 23:55", "03-11 23:55"),
    ],
)
def test_what_lies_behind_is_the_last_such_time(now, typed, meant):
    assert read_moment(typed, Lies.BEHIND, now=moment(now)) == moment(meant)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        ("03-10 23:50", "00:20", "03-11 00:20"),
        ("03-10 23:50", "23:55", "03-10 23:55"),
        ("03-11 00:10", "23:55", "03-11 23:55"),
        ("03-10 09:31", "09:20", "03-10 09:20"),  # has passed, and the gate says so
        ("03-10 23:50", "2026-03-10 00:20Z", "03-10 00:20"),
    ],
)
def test_what_lies_ahead_is_the_next_such_time(now, typed, meant):
    assert read_moment(typed, Lies.AHEAD, now=moment(now)) == moment(meant)


def test_no_words_are_no_moment_and_others_are_refused_with_the_remedy():
    assert read_moment(" ", Lies.AHEAD, now=moment("03-10 09:00")) is None
    with pytest.raises(ValidationError, match="Write a time in UTC such as 09:31"):
        read_moment("25:99", Lies.AHEAD, now=moment("03-10 09:00"))
