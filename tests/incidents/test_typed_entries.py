"""A line of the timeline, as it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.typed_entries import MOST_AT_ONCE, TypedLine, read_typed_line, read_typed_lines

NOW = datetime(2026, 3, 10, 0, 20, tzinfo=UTC)
NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=UTC)


def test_a_leading_clock_time_is_when_it_happened():
    assert read_typed_line("00:05 rolled back release 118", at=NOW) == TypedLine(
        NOW.replace(minute=5), "rolled back release 118"
    )


def test_shortly_after_midnight_a_clock_time_of_the_evening_was_yesterday():
    assert read_typed_line("23:58 UTC - pager rang", at=NOW) == TypedLine(
        datetime(2026, 3, 9, 23, 58, tzinfo=UTC), "pager rang"
    )


def test_without_a_time_it_happened_now():
    assert read_typed_line("rolled back 118", at=NOW) == TypedLine(NOW, "rolled back 118")


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("11:31:07 pager rang", NOON.replace(hour=11, minute=31, second=7)),
        ("- 11:31 pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("[11:31] pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("at 11:31: pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("11:31 am pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("12:00 CET pager rang", NOON.replace(hour=11, minute=0, second=0)),
        ("12:31+01:00 pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("7:31 am ET pager rang", NOON.replace(hour=11, minute=31, second=0)),
        ("yesterday 23:50 pager rang", datetime(2026, 3, 9, 23, 50, tzinfo=UTC)),
        ("Yesterday at 23:50, pager rang", datetime(2026, 3, 9, 23, 50, tzinfo=UTC)),
        ("today 09:31 pager rang", NOON.replace(hour=9, minute=31, second=0)),
        ("2026-03-10 09:31 pager rang", NOON.replace(hour=9, minute=31, second=0)),
        ("2026-03-08T09:31:05Z pager rang", datetime(2026, 3, 8, 9, 31, 5, tzinfo=UTC)),
        ("10 min ago pager rang", NOON - timedelta(minutes=10)),
        ("10m ago: pager rang", NOON - timedelta(minutes=10)),
        ("1 h 5 min ago - pager rang", NOON - timedelta(minutes=65)),
        ("45 seconds ago pager rang", NOON - timedelta(seconds=45)),
    ],
)
def test_a_line_begins_with_the_time_as_people_write_it(typed, when):
    assert read_typed_line(typed, at=NOON) == TypedLine(when, "pager rang")


@pytest.mark.parametrize(
    "text",
    [
        "Response time rose to 4 s",
        "AT&T link lost",
        "Central database restarted",
        "Eastern region recovered",
        "IO wait rose",
        "a few minutes ago users complained",
    ],
)
def test_what_follows_the_time_is_not_taken_for_a_zone(text):
    assert read_typed_line(f"11:31 {text}", at=NOON) == TypedLine(
        NOON.replace(hour=11, minute=31, second=0), text
    )


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("25:10 rolled back", "25:10 is not a time of day"),
        ("13:10 pm rolled back", "“13:10 pm” is not a time of day"),
        (
            "12:30 rolled back",
            "12:30 UTC lies ahead, it is 12:00 UTC now. Write the time in UTC, or “yesterday 12:30”",
        ),
        ("today 13:00 rolled back", "lies ahead"),
        ("2026-03-11 09:00 rolled back", "lies ahead"),
        ("2026-02-30 09:00 rolled back", "There is no day 2026-02-30"),
        ("1999-02-03 09:00 rolled back", "Write a time after the year 2000"),
        ("10/03 09:31 rolled back", "can be read in two ways. Write it as 2026-03-10 09:31"),
        ("3.10.2026 09:31 rolled back", "can be read in two ways"),
        ("11:31 CST rolled back", "CST may mean more than one time here. Write the time in UTC"),
        ("11:31 local time rolled back", "Write the time in UTC"),
        ("11:31-11:40 errors", "Begin with one time, then a space"),
        ("11:31rolled back", "Begin with one time, then a space"),
        ("11:31", "Write what happened after the time"),
        ("11:31 https://example.com/1", "Write what happened before the link"),
        ("11:31 graph https://ana:secret@example.com/1", "Remove what stands before the @"),
        (f"11:31 graph https://example.com/{'1' * 500}", "The link is longer than 500 characters"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_remedy(typed, remedy):
    with pytest.raises(ValidationError) as refused:
        read_typed_line(typed, at=NOON)
    assert remedy in refused.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "text", "address"),
    [
        ("rolled back 118 https://ci.example.com/118", "rolled back 118", "https://ci.example.com/118"),
        ("rolled back 118 (https://ci.example.com/118).", "rolled back 118", "https://ci.example.com/118"),
        ("rolled back <http://ci/118>", "rolled back", "http://ci/118"),
        ("see https://wiki.example.com/A_(B)", "see", "https://wiki.example.com/A_(B)"),
        ("https://ci.example.com/118 is red", "https://ci.example.com/118 is red", ""),
        ("javascript:alert(1) seen", "javascript:alert(1) seen", ""),
    ],
)
def test_an_address_at_the_end_is_the_evidence(typed, text, address):
    assert read_typed_line(typed, at=NOON) == TypedLine(NOON, text, address)


@given(st.text(max_size=300), st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)))  # noqa: DTZ001
def test_any_line_is_read_or_refused_and_never_lies_ahead(line, at):
    try:
        read = read_typed_line(line, at=at)
    except ValidationError:
        return
    assert read.text
    assert read.occurred_at <= at + timedelta(minutes=5)


def test_pasted_lines_are_read_one_by_one_without_the_blank_ones():
    pasted = "00:05 pager rang\n\n00:11 UTC - rolled back 118\r\nerrors end\n"
    assert read_typed_lines(pasted, at=NOW) == [
        TypedLine(NOW.replace(minute=5), "pager rang"),
        TypedLine(NOW.replace(minute=11), "rolled back 118"),
        TypedLine(NOW, "errors end"),
    ]


def test_the_wrong_line_of_many_is_named():
    with pytest.raises(ValidationError, match=r"Line 2 .*25:10 rolled.*25:10 is not a time of day"):
        read_typed_lines("00:05 pager rang\n25:10 rolled back", at=NOW)


def test_a_whole_log_is_refused():
    with pytest.raises(ValidationError, match=f"At most {MOST_AT_ONCE} lines at once"):
        read_typed_lines("pager rang\n" * (MOST_AT_ONCE + 1), at=NOW)
