"""From a time of day in a text to moments in UTC, by its zone, its date and the days of the incident.

A time may stand for several moments: its zone may be ambiguous or not written, its half of the day not known, its date
left to the reader. All are given; a claim agrees when one of them does.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from clarion.review.reading import Reading
from clarion.review.reading.durations import whole_minutes
from clarion.review.reading.geography import WORLD, lineage
from clarion.review.reading.times import ClockTime, Date, ZoneFrom
from clarion.review.reading.zones import offsets, offsets_at
from clarion.review.record import Record

_EVERY_HOUR = tuple(range(-12 * 60, 14 * 60 + 1, 60))
_DAY = timedelta(days=1)
_TOLERANCE = timedelta(minutes=3)
_ROUGH = timedelta(minutes=20)
_SECONDS_OF_A_DAY = 24 * 60 * 60


def instants(reading: Reading, time: ClockTime, near: datetime, record: Record) -> list[datetime]:
    """Return the moments that `time` may mean: on the date written beside it, else on the days around `near`."""
    written = date_beside(reading, time)
    found = []
    for offset in _offsets(reading, time, near.date(), record):
        for minutes in _readings_of_the_clock(time):
            local_day = (near + timedelta(minutes=offset)).date()
            days = _days(written, local_day, record, offset) or [
                local_day - _DAY,
                local_day,
                local_day + _DAY,
            ]
            found += [_moment(day, minutes, offset) for day in days]
    return found


def place_beside(reading: Reading, time: ClockTime) -> str | None:
    """Return the place whose clock a time goes by: "15:20 in Lisbon"."""
    word = reading.word_at(time.end)
    if word >= len(reading.lower) or reading.cased(word) != "in" or reading.gap(word).lstrip(".") != " ":
        return None
    for size in (3, 2, 1):
        name = " ".join(reading.lower[word + 1 : word + 1 + size])
        if name and (places := lineage(name)) and WORLD not in places[:1] and reading.capitalised(word + 1):
            return name
    return None


def _offsets(reading: Reading, time: ClockTime, day: date, record: Record) -> set[int]:
    """Return the offsets from UTC that `time` may have: of its zone, of the place beside it, of the record's regions."""
    of_the_place = () if time.zone_from is ZoneFrom.STATED else _offsets_beside(reading, time, day)
    return {*of_the_place, *zone_offsets(time, day, record)}


def _offsets_beside(reading: Reading, time: ClockTime, day: date) -> tuple[int, ...]:
    place = place_beside(reading, time)
    if place is None:
        return ()
    return next((there for each in lineage(place) if each != WORLD and (there := offsets_at(each, day))), ())


def agrees(reading: Reading, time: ClockTime, moment: datetime, record: Record) -> bool:
    """Tell whether a time of day means `moment`, within three minutes (twenty where it says "about")."""
    room = _ROUGH if time.rough else _TOLERANCE
    if date_beside(reading, time) is None:
        clocks = _offsets(reading, time, moment.date(), record)
        return _on_the_clock(time, moment, room, clocks)
    later = _DAY if _past_midnight(reading, time) else timedelta()
    means = instants(reading, time, moment, record)
    return any(abs(found + days - moment) <= room for found in means for days in {timedelta(), later})


def _past_midnight(reading: Reading, time: ClockTime) -> bool:
    """ "From 23:51 on 26 November to 00:30": the date before a time is that of an earlier one with a later hour."""
    written = date_beside(reading, time)
    if written is None or written.end > time.start:
        return False
    return any(
        other.start < written.start and other.minutes > time.minutes
        for other in times_beside(reading, written)
    )


def _on_the_clock(time: ClockTime, moment: datetime, room: timedelta, clocks: Iterable[int]) -> bool:
    """Compare by the clock alone, as any day would do: without a zone that spares eighty moments."""
    utc = moment.astimezone(UTC)
    seconds = (utc - utc.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds()
    room_in_seconds = room.total_seconds()
    for offset in clocks:
        for minutes in _readings_of_the_clock(time):
            apart = (60 * (minutes - offset) - seconds) % _SECONDS_OF_A_DAY
            if min(apart, _SECONDS_OF_A_DAY - apart) <= room_in_seconds:
                return True
    return False


def during(reading: Reading, time: ClockTime, record: Record) -> bool:
    """Tell whether a time may lie between start and end: then it may tell of a part of the incident."""
    start, end = record.started_at, record.resolved_at or record.now
    if start is None or end is None:
        return False
    return any(start < each < end for each in instants(reading, time, start, record))


def _readings_of_the_clock(time: ClockTime) -> tuple[int, ...]:
    if time.half_known or time.hour > 12:
        return (time.minutes,)
    return (time.minutes % 720, time.minutes % 720 + 720)


def _moment(day: date, minutes: int, offset: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes - offset)


def zone_offsets(time: ClockTime, day: date, record: Record) -> tuple[int, ...]:
    """Return the offsets from UTC that `time` may have. Without a zone: UTC, and the clocks of the record's regions."""
    stated = offsets(time.zone, day) if time.zone else ()
    if stated:
        return stated
    return (*_offsets_of_regions(record.regions, day), 0) if time.zone != "UTC" else (0,)


@lru_cache(maxsize=64)
def _offsets_of_regions(regions: tuple[str, ...], day: date) -> tuple[int, ...]:
    """The clocks of the regions; where one is not known, any full hour: then only the minutes can be compared."""
    found: list[int] = []
    for region in regions:
        there = next(
            (o for place in lineage(region) if place != WORLD and (o := offsets_at(place, day))), None
        )
        if there is None:
            return _EVERY_HOUR
        found += there
    return tuple(found) or _EVERY_HOUR


def clocks(reading: Reading, day: date, record: Record) -> set[int]:
    """Return the offsets from UTC by which the writer may reckon days."""
    found = {offset for time in reading.times if time.zone for offset in offsets(time.zone, day)}
    return found or {*_offsets_of_regions(record.regions, day), 0}


# -- dates

_LONGEST_GAP = 24
_LONGEST_DATE = 40
"""Characters of "Wednesday, 24th of September 2025" and a little more."""
_LONGEST_TIME = 60
"""Characters of "10 o'clock in the morning (Pacific Daylight Time)"."""


def date_beside(reading: Reading, time: ClockTime) -> Date | None:
    """Return the date written next to a time ("on 8 January from 16:30", "16:30 UTC yesterday"), if any."""
    if time.iso_date:
        year, month, day = map(int, time.iso_date.split("-"))
        return Date(time.start, time.start, year, month, day)
    dates = reading.dates
    first = bisect_left(dates, time.start - _LONGEST_GAP - _LONGEST_DATE, key=lambda date: date.start)
    for place in range(first, len(dates)):
        found = dates[place]
        if found.start > time.end + _LONGEST_GAP:
            break
        if found.end <= time.start:
            between = reading.text[found.end : time.start]
        elif found.start >= time.end:
            between = reading.text[time.end : found.start]
        else:
            continue
        if len(between) <= _LONGEST_GAP and not _parts(between):
            return found
    return None


def times_beside(reading: Reading, written: Date) -> Iterator[ClockTime]:
    """Yield the times that a date is written next to."""
    times = reading.times
    first = bisect_left(times, written.start - _LONGEST_GAP - _LONGEST_TIME, key=lambda time: time.start)
    for place in range(first, len(times)):
        if times[place].start > written.end + _LONGEST_GAP:
            return
        if date_beside(reading, times[place]) is written:
            yield times[place]


def _parts(between: str) -> bool:
    """A sentence end or another figure stands between: the date belongs elsewhere."""
    return not _PARTING.isdisjoint(between) or any(map(str.isdigit, between))


_PARTING = frozenset(".;\n!?")


def _days(written: Date | None, near: date, record: Record, offset: int) -> list[date]:
    if written is None:
        return []
    return [day for day in days_of(written, near, record, offset) if abs(day - near) < timedelta(days=400)]


def days_of(written: Date, near: date, record: Record, offset: int) -> Iterator[date]:
    """Yield the days that a date may mean, those nearest to `near` where the year or week is not written."""
    if written.relative is not None:
        if record.now:
            yield (record.now + timedelta(minutes=offset)).date() + timedelta(days=written.relative)
    elif written.weekday is not None and written.day is None:
        ahead = (written.weekday - near.weekday()) % 7
        yield from (near + timedelta(days=ahead), near + timedelta(days=ahead - 7))
    elif written.month and written.day:
        years = (written.year,) if written.year else (near.year - 1, near.year, near.year + 1)
        for year in years:
            try:
                yield date(year, written.month, written.day)
            except ValueError:
                continue


# -- the record's own moments, in words


def shown(moment: datetime, like: ClockTime | None = None) -> str:
    """Write a moment of the record for people: in UTC, and in the zone of `like` where that is certain."""
    utc = f"{moment.astimezone(UTC):%H:%M} UTC"
    there = offsets(like.zone, moment.date()) if like and like.zone and like.zone != "UTC" else ()
    if len(there) != 1 or like is None:
        return utc
    local = moment.astimezone(UTC) + timedelta(minutes=there[0])
    return f"{local:%H:%M} {like.zone} ({utc})"


def length(lasted: timedelta) -> str:
    """Write a length of time for people: "55 minutes", "5 h 15 min"."""
    whole = whole_minutes(lasted)
    if whole < 60:
        return f"{whole} minute{'' if whole == 1 else 's'}"
    return f"{whole // 60} h {whole % 60:02d} min" if whole % 60 else f"{whole // 60} h"
