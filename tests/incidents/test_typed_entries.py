"""A line of the timeline, as it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.typed_entries import read_typed_line

NOW = datetime(2026, 3, 10, 0, 20, tzinfo=UTC)


def test_a_leading_clock_time_is_when_it_happened():
    assert read_typed_line("00:05 rolled back release 118", at=NOW) == (
        NOW.replace(minute=5),
        "rolled back release 118",
    )


def test_a_clock_time_after_now_was_yesterday():
    assert read_typed_line("23:58 UTC - pager rang", at=NOW) == (
        datetime(2026, 3, 9, 23, 58, tzinfo=UTC),
        "pager rang",
    )


def test_without_a_time_it_happened_now():
    assert read_typed_line("rolled back 118", at=NOW) == (NOW, "rolled back 118")


def test_a_time_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="25:10 is not a time of day"):
        read_typed_line("25:10 rolled back", at=NOW)


@given(st.text(max_size=300), st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)))  # noqa: DTZ001
def test_any_line_is_read_or_refused_and_never_lies_far_off(line, at):
    try:
        occurred, text = read_typed_line(line, at=at)
    except ValidationError:
        return
    assert text
    assert timedelta(minutes=-5) <= at - occurred <= timedelta(days=1)
