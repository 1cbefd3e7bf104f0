"""Times of day and dates in a text. What a time is for (start, next update, recovery) is the caller's question."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from clarion.review.reading.classes import NUMBER_WORDS
from clarion.review.reading.patterns import pattern
from clarion.review.reading.reading import Reading
from clarion.review.reading.zones import AFTER_TIME, zone_name


class ZoneFrom(StrEnum):
    """How it is known in which zone a time is."""

    STATED = "stated"
    RANGE = "range"
    """From the other end of its range: "09:05 to 10:40 UTC"."""
    PARAGRAPH = "paragraph"
    """From another time in the same text, all of which name one zone."""
    NONE = "none"


class ClockTime(NamedTuple):
    """A time of day: text[start:end], zone included. Hours run from 0 to 24."""

    start: int
    end: int
    hour: int
    minute: int
    zone: str | None = None
    """Canonical: "UTC", "CEST", "UTC+2", "ET", "local", "Berlin time"; `zones.offsets` tells what it means."""
    zone_from: ZoneFrom = ZoneFrom.NONE
    half_known: bool = True
    """False for a bare 1:30 or "two o'clock", which may be before or after noon."""
    rough: bool = False
    """About, around, roughly, or ~ stands before it."""
    range_with: int | None = None
    """Start offset of the other end, where it belongs to a range."""
    iso_date: str | None = None
    """The date written with it in ISO form, "2025-03-04"."""

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.hour * 60 + self.minute

    @property
    def stated(self) -> bool:
        """The reader can tell the zone without reading other sentences."""
        return self.zone_from in {ZoneFrom.STATED, ZoneFrom.RANGE}


class Date(NamedTuple):
    """A day: what is written, None for what is not. `relative` is in days from the day of writing."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 for Monday."""
    relative: int | None = None


_CLOCK = pattern(
    r"(?P<iso>\d{4}-\d\d-\d\d[T ])?(?P<hour>2[0-4]|[01]?\d)(?!\d)"
    r"(?:(?P<colon>[:h])(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?|(?P<dot>\.)(?P<dotted>[0-5]\d)(?=\s?(?:[ap]\.?m\b|UTC|GMT|CES?T|BST|Uhr|h\b)))?"
    r"(?P<meridiem>\s?(?:[ap]\.m\.|[ap]m\b))?(?P<french>\s?h(?:rs)?\b)?",
    re.IGNORECASE,
)
_MILITARY = pattern(
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?(?:UTC|GMT|Z|CES?T|BST|[ECMP][SD]T|hrs|h)\b)"
)
_O_CLOCK = pattern(
    r"\s(?:o['’]?\s?clock(?:\s(?:sharp|tonight|in the (?:morning|afternoon|evening)))?|tonight|sharp|in the (?:morning|afternoon|evening)"
    r"|this (?:morning|afternoon|evening))\b"
)
NAMED_HOURS = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}
_BEFORE_NO_TIME = pattern(r"(?:[\d.,:/$€£#=_v+-]|[A-Za-z]-?)$")
_ROUGH = frozenset(["about", "around", "roughly", "approximately", "approx", "circa", "ca", "~"])
_RANGE_JOIN = pattern(
    r"\s?(?:[-–—]|(?:to|until|till|til|and|through|thru|up to|/|-|–)(?=\s))\s?", re.IGNORECASE
)
_RANGE_REACH = 30


def times_of(reading: Reading) -> list[ClockTime]:
    """Return the times of day in `reading` by start, zones inherited."""
    times = list(_written(reading))
    if len(times) > 1:
        times = _share_in_ranges(reading, times)
    return _share_in_text(times)


def _written(reading: Reading) -> Iterator[ClockTime]:
    """Yield times as they stand. Only words that begin with a digit or name an hour are looked at."""
    end = -1
    for word in reading.quantities:
        start, lower = reading.starts[word], reading.lower[word]
        if start < end or not (lower[0].isdigit() or lower in NAMED_HOURS or lower in NUMBER_WORDS):
            continue
        time = _at(reading, word)
        if time:
            end = time.end
            yield time


def _at(reading: Reading, word: int) -> ClockTime | None:
    text, start, lower = reading.text, reading.starts[word], reading.lower[word]
    if (
        reading.gap(word) != " "
        and _BEFORE_NO_TIME.search(text, max(start - 2, 0), start)
        and not _is_range_dash(text, start)
    ):
        return None
    past = _past_or_to(reading, word)
    if past:
        return past
    if lower in NAMED_HOURS:
        hour, minute = NAMED_HOURS[lower]
        return _with_zone(reading, word, ClockTime(start, reading.ends[word], hour, minute))
    if lower in NUMBER_WORDS:
        return _spoken_hour(reading, word)
    military = _MILITARY.match(text, start) if len(lower) > 3 else None
    if military:
        time = ClockTime(start, military.end(), int(military["hour"]), int(military["minute"]))
        return _with_zone(reading, word, time)
    match = _CLOCK.match(text, start)
    return _numeric(reading, word, match) if match else None


def _past_or_to(reading: Reading, word: int) -> ClockTime | None:
    """ "half past nine", "a quarter to 10", "twenty past midnight", "ten minutes to two"; `word` names the hour."""
    lower = reading.lower
    side = lower[word - 1] if word > 1 else ""
    if side not in {"past", "to", "before", "after"}:
        return None
    hour, known = _hour_named(lower[word])
    first = word - 2
    counted = lower[first] in {"minutes", "mins"}
    first -= counted
    shift = _MINUTES_PAST.get(lower[first]) if first >= 0 else None
    if hour is None or shift is None or (lower[first][0].isdigit() and not counted):
        return None
    if (
        not counted
        and lower[first] not in {"half", "quarter"}
        and not AFTER_TIME.match(reading.text, reading.ends[word])
    ):
        return None  # "from five to ten customers"
    total = hour * 60 + (shift if side in {"past", "after"} else -shift)
    first -= first > 0 and lower[first] == "quarter" and lower[first - 1] == "a"
    half = _HALF_OF_DAY.match(reading.text, reading.ends[word])
    if half and not known:
        total = total % 720 + (0 if half["morning"] else 720)
    time = ClockTime(
        reading.starts[first],
        half.end() if half else reading.ends[word],
        total // 60 % 24,
        total % 60,
        half_known=known or bool(half),
    )
    return _with_zone(reading, first, time)


_MINUTES_PAST = {
    "half": 30,
    "quarter": 15,
    "twenty": 20,
    "ten": 10,
    "five": 5,
    "20": 20,
    "10": 10,
    "5": 5,
    "25": 25,
}
_HALF_OF_DAY = pattern(
    r"\s(?:(?P<morning>in the morning|this morning|a\.?m\b\.?)|in the (?:afternoon|evening)|tonight|at night|p\.?m\b\.?)",
    re.IGNORECASE,
)


def _hour_named(word: str) -> tuple[int | None, bool]:
    """Return the hour that a word names, and whether its half of the day is known."""
    if word in NAMED_HOURS:
        return NAMED_HOURS[word][0], True
    hour = int(word) if word.isdecimal() and len(word) < 3 else NUMBER_WORDS.get(word, 0)
    return (hour if 1 <= hour <= 12 else None), False


_TIME_THEN_DASH = pattern(r"\d(?:[:h.]\d\d\s?(?:[ap]m)?|\s?[ap]m)[-–]$", re.IGNORECASE)


def _is_range_dash(text: str, start: int) -> bool:
    """A dash after a time joins a range ("09:05-10:40"); after anything else it belongs to a name or a date."""
    return text[start - 1] in "-–" and bool(_TIME_THEN_DASH.search(text, max(start - 9, 0), start))


def _numeric(reading: Reading, word: int, match: re.Match[str]) -> ClockTime | None:
    text = reading.text
    minute = match["minute"] or match["dotted"]
    meridiem = (match["meridiem"] or "").strip().lower()
    hour = int(match["hour"])
    end = match.end()
    if minute is None and not meridiem and not (match["french"] and not text[end : end + 1].isdigit()):
        return _hour_alone(reading, word, match)
    if (
        match["french"]
        and minute is None
        and (len(match["hour"]) != 2 or " " in match["french"] or "s" in match["french"].lower())
    ):
        return None  # "3h", "12 hrs": a duration
    if text[end : end + 1].isdigit() or (
        text[end : end + 1] in {":", "%"} and text[end + 1 : end + 2].isdigit()
    ):
        return None
    if meridiem and (hour > 12 or hour == 0):
        meridiem = ""
    if meridiem:
        hour = hour % 12 + (12 if meridiem[0] == "p" else 0)
    if hour == 24 and int(minute or 0) > 0:
        return None
    known = bool(meridiem) or hour > 12 or hour == 0 or len(match["hour"]) == 2
    iso = match["iso"][:10] if match["iso"] else None
    time = ClockTime(match.start(), end, hour, int(minute or 0), half_known=known, iso_date=iso)
    return _with_zone(reading, word, time)


def _hour_alone(reading: Reading, word: int, match: re.Match[str]) -> ClockTime | None:
    """ "8 o'clock", "7 to 9 AM", "from 14 to 16 UTC": a bare number is an hour only by what follows."""
    text, end = reading.text, match.end("hour")
    if match["iso"] or text[end : end + 1].isalnum() or text[end : end + 2].lstrip(".,:%").isdigit():
        return None
    spoken = _O_CLOCK.match(text, end)
    if spoken:
        hour, known = _in_half_of_day(int(match["hour"]), spoken.group())
        return _with_zone(reading, word, ClockTime(match.start(), spoken.end(), hour, 0, half_known=known))
    before = reading.lower[word - 1] if word else ""
    zone = AFTER_TIME.match(text, end) if before in _BEFORE_HOUR else None
    if zone and not zone["place"] and not zone["plain"]:
        time = ClockTime(match.start(), end, int(match["hour"]), 0, half_known=len(match["hour"]) == 2)
        return _with_zone(reading, word, time)
    joined = _RANGE_JOIN.match(text, end) if before in _BEFORE_RANGE else None
    second = _CLOCK.match(text, joined.end()) if joined else None
    if second and second["meridiem"] and int(match["hour"]) <= 12:
        return ClockTime(match.start(), end, int(match["hour"]), 0, half_known=False)
    return None


_BEFORE_HOUR = frozenset(["at", "by", "from", "until", "to", "since", "before", "after", "and"])
_BEFORE_RANGE = frozenset(["from", "between", "at", "since"])
_AT = frozenset(["at", "by", "before", "until", "till", "around", "about", "after", "from", "since", "to"])


def _spoken_hour(reading: Reading, word: int) -> ClockTime | None:
    """ "two o'clock", "before eight tonight", "at eleven AM"."""
    hour = NUMBER_WORDS[reading.lower[word]]
    spoken = _O_CLOCK.match(reading.text, reading.ends[word]) or _MERIDIEM.match(
        reading.text, reading.ends[word]
    )
    if not spoken or not 1 <= hour <= 12:
        return None
    before = reading.lower[word - 1] if word else ""
    if "clock" not in spoken.group() and before not in _AT:
        return None
    hour, known = _in_half_of_day(hour, spoken.group())
    return _with_zone(reading, word, ClockTime(reading.starts[word], spoken.end(), hour, 0, half_known=known))


_MERIDIEM = pattern(r"\s[ap]\.?m\b\.?", re.IGNORECASE)


def _in_half_of_day(hour: int, words: str) -> tuple[int, bool]:
    """Return the hour after "in the evening", "AM" and the like, and whether they say which half of the day it is."""
    last = words.lower().replace(".", "").split()[-1]
    if last in {"tonight", "evening", "afternoon", "pm"}:
        return hour % 12 + 12, True
    if last in {"morning", "am"}:
        return hour % 12, True
    return hour, False


def _with_zone(reading: Reading, word: int, time: ClockTime) -> ClockTime:
    before = reading.lower[word - 1] if word else ""
    rough = before in _ROUGH or reading.text[max(time.start - 1, 0) : time.start] == "~"
    following = reading.text[time.end : time.end + 2]
    bare = len(following) == 2 and following[0] == " " and following[1].isdigit()
    zone = None if bare else AFTER_TIME.match(reading.text, time.end)
    if not zone:
        return time._replace(rough=rough) if rough else time
    end = zone.end()
    if reading.text[end - 1] == ")" and "(" not in zone.group():
        end -= 1
    return time._replace(end=end, zone=zone_name(zone), zone_from=ZoneFrom.STATED, rough=rough)


def _share_in_ranges(reading: Reading, times: list[ClockTime]) -> list[ClockTime]:
    """Give both ends of a range the zone and the half of the day that one of them states."""
    shared = list(times)
    for index, (first, second) in enumerate(pairwise(times)):
        if second.start - first.end > _RANGE_REACH or not _RANGE_JOIN.fullmatch(
            reading.text, first.end, second.start
        ):
            continue
        # `first` may have been completed as the end of the range before.
        known = shared[index]
        shared[index] = _completed(known, second)
        shared[index + 1] = _completed(second, known)
    return shared


def _completed(time: ClockTime, other: ClockTime) -> ClockTime:
    """Return `time` as one end of a range of which `other` is the other end."""
    hour, known = time.hour, time.half_known
    if not known and other.half_known and time.hour <= 12:
        later = hour % 12 + 12
        first_to_last = time.start < other.start
        fits_later = (
            later * 60 + time.minute <= other.minutes
            if first_to_last
            else later * 60 + time.minute >= other.minutes
        )
        if other.hour >= 12 and fits_later:
            hour = later
        known = True
    zone, source = time.zone, time.zone_from
    if zone is None and other.zone and other.zone_from is ZoneFrom.STATED:
        zone, source = other.zone, ZoneFrom.RANGE
    return time._replace(hour=hour, half_known=known, zone=zone, zone_from=source, range_with=other.start)


def _share_in_text(times: list[ClockTime]) -> list[ClockTime]:
    zones = {time.zone for time in times if time.zone}
    if len(zones) != 1 or all(time.zone for time in times):
        return times
    zone = zones.pop()
    return [t if t.zone else t._replace(zone=zone, zone_from=ZoneFrom.PARAGRAPH) for t in times]


# -- dates

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
RELATIVE_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_ISO = pattern(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAY = pattern(r"(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = pattern(r"(?:19|20)\d\d$")
_NEEDS_CAPITAL = frozenset(["may", "march", "mar", "sun", "sat", "wed", "mon"])


def dates_of(reading: Reading) -> list[Date]:
    """Return the days named in `reading` by start: ISO dates, "9 October", "Oct 9, 2025", weekdays, "yesterday"."""
    dates: list[Date] = []
    for word in reading.quantities:
        lower = reading.lower[word]
        if dates and reading.starts[word] < dates[-1].end:
            continue
        date = _date_at(reading, word, lower)
        if date:
            dates.append(date)
    return dates


def _date_at(reading: Reading, word: int, lower: str) -> Date | None:
    start, end = reading.starts[word], reading.ends[word]
    if lower in RELATIVE_DAYS:
        return Date(start, end, relative=RELATIVE_DAYS[lower])
    if lower[0].isdigit():
        iso = _ISO.match(reading.text, start) if len(lower) == 4 else None
        if iso:
            return Date(start, iso.end(), int(iso[1]), int(iso[2]), int(iso[3]))
        day = _DAY.match(lower)
        follows = word + (2 if reading.lower[word + 1 : word + 2] == ["of"] else 1)
        if day and _is_month(reading, follows) and 1 <= int(day[1]) <= 31:
            return _dated(reading, word, follows, int(day[1]), MONTHS[reading.lower[follows]])
        return None
    if lower in MONTHS and _is_month(reading, word):
        day = _DAY.match(reading.lower[word + 1]) if word + 1 < len(reading.lower) else None
        if day and 1 <= int(day[1]) <= 31 and reading.gap(word + 1) in {" ", ". "}:
            return _dated(reading, word, word + 1, int(day[1]), MONTHS[lower])
        return None
    if lower in WEEKDAYS and (lower not in _NEEDS_CAPITAL or reading.capitalised(word)):
        return Date(start, end, weekday=WEEKDAYS[lower])
    return None


def _is_month(reading: Reading, word: int) -> bool:
    lower = reading.lower[word] if word < len(reading.lower) else ""
    return lower in MONTHS and (lower not in _NEEDS_CAPITAL or reading.capitalised(word))


def _dated(reading: Reading, first: int, last: int, day: int, month: int) -> Date:
    following = reading.lower[last + 1] if last + 1 < len(reading.lower) else ""
    year = int(following) if _YEAR.match(following) and reading.gap(last + 1) in {" ", ", "} else None
    return Date(reading.starts[first], reading.ends[last + (year is not None)], year, month, day)
