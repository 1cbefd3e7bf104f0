"""The promise as the text words it, and the clock that publishing would start: two sayings of one thing.

Whichever of them the writer changes, the other follows; see `brought_to_agree`. Where they disagree all the
same (a zone with two meanings, an interval), the gate says so.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from clarion.drafting import clock_in_words
from clarion.incidents.near_midnight import next_such_time
from clarion.review.reading import read
from clarion.review.reading.times import ClockTime, Date
from clarion.review.reading.zones import offsets
from clarion.updates.drafts import Draft
from clarion.updates.remembered_review import remembered_review

#: The day behind a time, as `clock_in_words` writes it.
_WRITTEN_DAY = re.compile(r"\A on \d{1,2} [A-Z][a-z]+")


def promised_in_words(draft: Draft) -> set[time]:
    """The times of day, in UTC, that the text may mean by its next update; empty where it names no clock time.

    Several, when a zone's abbreviation has several meanings ("CST").
    """
    return times_promised(draft.text, audience=draft.audience, kind=draft.kind)


def times_promised(text: str, *, audience: str, kind: str) -> set[time]:
    """The same of any text of that audience and kind."""
    clock = _promised_clock(text, audience=audience, kind=kind)
    return _in_utc(clock) if clock else set()


def names_the_time(text: str, moment: datetime) -> bool:
    """Whether the text names that time of day anywhere, in whatever zone."""
    return any(minute_of(moment) in _in_utc(clock) for clock in read(text).times)


def minutes_naming(text: str, moment: datetime) -> set[int]:
    """How the text names that time of day: the minutes since midnight that it writes, in its own zone."""
    named = (clock for clock in read(text).times if minute_of(moment) in _in_utc(clock))
    return {clock.hour * 60 + clock.minute for clock in named}


def brought_to_agree(
    draft: Draft, *, text: str, next_update_at: datetime | None, at: datetime
) -> tuple[str, datetime | None]:
    """The text and the promise to save, when the writer changed one of them and not the other.

    A changed clock is written into the text in place of the time it promised before; a changed time in the
    text moves the clock to the next such time after `at`. Everything else is left as the writer has it, and so is
    a time that has passed today and comes again only in many hours: readers would take it for today's, unless the
    text names the day.
    """
    clock = _promised_clock(text, audience=draft.audience, kind=draft.kind)
    if clock is None or next_update_at is None:
        return text, next_update_at
    if text == draft.text and next_update_at != draft.next_update_at:
        # The day that stood behind the time before goes with it.
        rest = _WRITTEN_DAY.sub("", text[clock.end :], count=1)
        return text[: clock.start] + clock_in_words(next_update_at, now=at) + rest, next_update_at
    times = _in_utc(clock)
    if (
        next_update_at == draft.next_update_at
        and len(times) == 1
        and not names_the_time(text, next_update_at)
    ):
        return text, _next(times.pop(), text=text, clock=clock, at=at) or next_update_at
    return text, next_update_at


def _promised_clock(text: str, *, audience: str, kind: str) -> ClockTime | None:
    said = remembered_review(text, audience=audience, kind=kind)
    element = next((found for found in said.elements if found.name == "next_update"), None)
    if element is None or element.start is None or element.end is None:
        return None
    inside = [clock for clock in read(text).times if clock.start < element.end and clock.end > element.start]
    return inside[-1] if inside else None


def _next(minute: time, *, text: str, clock: ClockTime, at: datetime) -> datetime | None:
    """When the time in the text comes next; None where it has passed and readers cannot tell that a later day is meant."""
    today = datetime.combine(at.astimezone(UTC).date(), minute, UTC)
    soon = next_such_time(today, at=at)
    if soon > at:
        return soon
    tomorrow = today + timedelta(days=1)
    return tomorrow if _names_day(text, clock, tomorrow.date()) else None


def _names_day(text: str, clock: ClockTime, tomorrow: date) -> bool:
    """Whether the line of the time names that day: "tomorrow", its weekday, or its date."""
    begin, end = text.rfind("\n", 0, clock.start) + 1, text.find("\n", clock.end)
    line = range(begin, end if end >= 0 else len(text))
    return any(_is_day(named, tomorrow) for named in read(text).dates if named.start in line)


def _is_day(named: Date, tomorrow: date) -> bool:
    if named.relative is not None:
        return named.relative == 1
    if named.weekday is not None and named.day is None:
        return named.weekday == tomorrow.weekday()
    return (named.month, named.day) == (tomorrow.month, tomorrow.day)


def minute_of(moment: datetime) -> time:
    return moment.astimezone(UTC).time().replace(second=0, microsecond=0)


def _in_utc(clock: ClockTime) -> set[time]:
    minutes = ((clock.minutes - offset) % (24 * 60) for offset in offsets(clock.zone or ""))
    return {time(minute // 60, minute % 60) for minute in minutes}
