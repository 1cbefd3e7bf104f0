"""When a typed line happened, from its first words: "14:05", "yesterday 23:50", "2026-03-10 09:31", "10 min ago".

A clock time is UTC unless it names its zone. What could be read two ways, or lies ahead, is refused with the
remedy: a wrong time in the timeline is worse than a line that has to be typed again.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError

from clarion.incidents.incident import CLOCKS_DIFFER, EARLIEST_YEAR
from clarion.incidents.near_midnight import last_such_time
from clarion.review.reading.zones import AFTER_TIME, offsets, zone_name

_LEAD = re.compile(r"\s*(?:[-*•]\s+)?\[?(?:at\s+)?", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:T|,?\s+)|(?P<word>yesterday|today),?\s+)(?:at\s+)?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,6})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:(?P<hours>\d{1,4})\s*(?:h|hrs?|hours?))?\s*(?:(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?))?"
    r"\s*(?:(?P<seconds>\d{1,4})\s*(?:s|secs?|seconds?))?\s+ago\b",
    re.IGNORECASE,
)
_TWO_WAYS = re.compile(r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?,?\s+\d{1,2}:\d{2}")
_END = re.compile(r"\]?(?:\s*[-–—:|,]?\s+|\s*$)")
#: Words that begin a sentence more often than they name a zone: "14:05 AT&T", "14:05 Central database ...".
_NO_ZONES = frozenset({"AT"})


def read_leading_time(line: str, *, at: datetime) -> tuple[datetime | None, str]:
    """When it happened, None where the line names no time, and the rest of the line.

    Raises ValidationError for a time that does not exist, lies ahead, or could be another one.
    """
    start = _end_of(_LEAD, line, 0)
    if _TWO_WAYS.match(line, start):
        raise ValidationError("A day like this can be read in two ways. Write it as 2026-03-10 09:31.")
    ago = _AGO.match(line, start)
    if ago and (ago["hours"] or ago["minutes"] or ago["seconds"]):
        parts = {unit: int(ago[unit] or 0) for unit in ("hours", "minutes", "seconds")}
        return _possible(at - timedelta(**parts), at=at), line[_end_of(_END, line, ago.end()) :]
    day = _DAY.match(line, start)
    clock = _CLOCK.match(line, day.end() if day else start)
    if clock is None:
        return None, line
    offset, end = _offset(line, clock, at=at)
    separator = _END.match(line, end)
    if separator is None:
        raise ValidationError("Begin with one time, then a space: 14:05 errors began.")
    moment = _moment(day, _time_of_day(clock), offset, at=at)
    return moment, line[separator.end() :]


def _end_of(pattern: re.Pattern[str], line: str, start: int) -> int:
    found = pattern.match(line, start)
    return found.end() if found else start


def _offset(line: str, clock: re.Match[str], *, at: datetime) -> tuple[timedelta, int]:
    """How far the time's zone is from UTC, and where the time ends. Raises ValidationError for an unclear zone."""
    found = AFTER_TIME.match(line, clock.end())
    if found is None or found["coast"] or found["zone"] in _NO_ZONES:
        return timedelta(), clock.end()
    zone = zone_name(found)
    minutes = offsets(zone, at.date())
    if found["place"] and not minutes:
        return timedelta(), clock.end()  # "14:05 Response time rose": the text has begun
    if len(set(minutes)) != 1:
        raise ValidationError(f"{zone} may mean more than one time here. Write the time in UTC.")
    return timedelta(minutes=minutes[0]), found.end()


def _time_of_day(clock: re.Match[str]) -> time:
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValidationError(f"“{clock[0]}” is not a time of day.")
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValidationError(f"{clock[0]} is not a time of day.")
    return time(hour, minute, second)


def _moment(day: re.Match[str] | None, clock: time, offset: timedelta, *, at: datetime) -> datetime:
    today = (at.astimezone(UTC) + offset).date()
    if day is None:
        return _possible(last_such_time(datetime.combine(today, clock, UTC) - offset, at=at), at=at)
    named = today - timedelta(days=day["word"].lower() == "yesterday") if day["word"] else _day(day["iso"])
    return _possible(datetime.combine(named, clock, UTC) - offset, at=at)


def _day(iso: str) -> date:
    try:
        return date(*(int(part) for part in iso.split("-")))
    except ValueError as error:
        raise ValidationError(f"There is no day {iso}.") from error


def _possible(moment: datetime, *, at: datetime) -> datetime:
    if moment > at + CLOCKS_DIFFER:
        raise ValidationError(
            f"{moment:%H:%M} UTC lies ahead, it is {at.astimezone(UTC):%H:%M} UTC now."
            f" Write the time in UTC, or “yesterday {moment:%H:%M}”."
        )
    if moment.year < EARLIEST_YEAR:
        raise ValidationError(f"Write a time after the year {EARLIEST_YEAR}.")
    return moment
