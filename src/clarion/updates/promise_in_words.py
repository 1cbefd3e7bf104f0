"""The promise as the text words it, to hold it against the clock that publishing would start."""

from datetime import UTC, datetime, time

from clarion.review.reading import read
from clarion.review.reading.times import ClockTime
from clarion.review.reading.zones import offsets
from clarion.updates.drafts import Draft
from clarion.updates.review_of_draft import review_draft


def promised_in_words(draft: Draft, *, at: datetime) -> set[time]:
    """The times of day, in UTC, that the text may mean by its next update; empty where it names no clock time.

    Several, when a zone's abbreviation has several meanings ("CST").
    """
    element = next(
        (found for found in review_draft(draft, at=at).elements if found.name == "next_update"), None
    )
    if element is None or element.start is None or element.end is None:
        return set()
    clocks = [
        clock for clock in read(draft.text).times if clock.start < element.end and clock.end > element.start
    ]
    return _in_utc(clocks[-1]) if clocks else set()


def names_the_time(text: str, moment: datetime) -> bool:
    """Whether the text names that time of day anywhere, in whatever zone."""
    wanted = moment.astimezone(UTC).time().replace(second=0, microsecond=0)
    return any(wanted in _in_utc(clock) for clock in read(text).times)


def _in_utc(clock: ClockTime) -> set[time]:
    minutes = ((clock.minutes - offset) % (24 * 60) for offset in offsets(clock.zone or ""))
    return {time(minute // 60, minute % 60) for minute in minutes}
