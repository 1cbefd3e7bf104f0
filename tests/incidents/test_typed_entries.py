"""A line of the timeline, as it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.typed_entries import MOST_AT_ONCE, read_typed_line, read_typed_lines

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


def test_pasted_lines_are_read_one_by_one_without_the_blank_ones():
    pasted = "00:05 pager rang\n\n00:11 UTC - rolled back 118\r\nerrors end\n"
    assert read_typed_lines(pasted, at=NOW) == [
        (NOW.replace(minute=5), "pager rang"),
        (NOW.replace(minute=11), "rolled back 118"),
        (NOW, "errors end"),
    ]


def test_the_wrong_line_of_many_is_named():
    with pytest.raises(ValidationError, match=r"Line 2 .*25:10 rolled.*25:10 is not a time of day"):
        read_typed_lines("00:05 pager rang\n25:10 rolled back", at=NOW)


def test_a_whole_log_is_refused():
    with pytest.raises(ValidationError, match=f"At most {MOST_AT_ONCE} lines at once"):
        read_typed_lines("pager rang\n" * (MOST_AT_ONCE + 1), at=NOW)
