"""Lines that are added to a timeline days later: each is of a day that is said, and of a time that is written.

In the room a line without a time is of now and a time of today; here neither would be true. Times of a chat are those of
whoever copied it, so the zone is said, too. Past midnight the day moves on by itself.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.added_lines import add_lines
from clarion.incidents.incident import Incident
from clarion.incidents.pasted_chat import read_chat
from clarion.incidents.timeline import Entry
from clarion.incidents.typed_times import read_leading_time
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing
from clarion.review.reading.zones import AFTER_TIME, offsets, zone_name

_LINE = re.compile(
    r"\s*(?:[-*•]\s+)?\[?(?:at\s+)?(?:(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:T|,?\s+)(?:at\s+)?)?"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?:\s?[ap]\.?m\b\.?)?)\]?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: "3/10/2026 2:05 PM", "10.03.26 14:05": which number is the month is not said.
_UNCLEAR_DAY = re.compile(
    r"\s*(?:[-*•]\s+)?\[?(?P<one>\d{1,2})(?P<by>[./])(?P<two>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})(?:T|,?\s+)(?=\d{1,2}:\d{2})"
)
#: How far from the day that is said a line can be.
SAME_INCIDENT = timedelta(days=31)
_SAYS_ITS_DAY = re.compile(r"\s*(?:[-*•]\s+)?(?:yesterday|today)\b|.{0,40}\bago\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
_SPAN = re.compile(r"\s*[-–—]\s*\d{1,2}:\d{2}\s+\D")
#: A time that lies this much before the line above it is of the next day; less is a line out of order.
PAST_MIDNIGHT = timedelta(hours=6)


@transaction.atomic
def add_late_lines(
    postmortem: PostMortem,
    incident: Incident,
    typed: str,
    *,
    day: date,
    zone: str = "UTC",
    by: Person,
    at: datetime,
) -> list[Entry]:
    """One line or many, or what was copied out of a chat; all or none. `day` and `zone` hold where a line says neither.

    Returns what is new: a line that was pasted before is not added again.
    Raises NotAllowed, PostMortemClosed, ValidationError with the line that cannot be read.
    """
    require(by, Act.CHANGE_RECORD)
    locked_for_writing(postmortem)
    placed = with_days(read_chat(typed), day=day, zone=zone, at=at)
    return add_lines(incident, placed, only_new=True, by=by, at=at)


def with_days(typed: str, *, day: date, zone: str, at: datetime) -> str:
    """The lines with their day, in UTC unless a line names its zone. Raises ValidationError for one without a time."""
    lines = [line for line in typed.splitlines() if line.strip()]
    if not lines:
        raise ValidationError("Write what happened, beginning with the time: 14:05 errors began.")
    return "\n".join(_with_days(lines, day=day, zone=zone_named(zone), at=at))


def zone_named(words: str) -> tzinfo:
    """Raises ValidationError for a zone that nobody knows."""
    words = words.strip() or "UTC"
    if words.upper() in {"UTC", "GMT", "Z"}:
        return UTC
    offset = _OFFSET.fullmatch(words)
    if offset and int(offset["hours"]) <= 14 and int(offset["minutes"] or 0) < 60:
        span = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(span if offset["sign"] == "+" else -span)
    try:
        return ZoneInfo(words)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            {
                "zone": f"“{words[:40]}” is no time zone known here. Write UTC, +01:00 or a name such as Europe/Lisbon."
            }
        ) from error


def _with_days(lines: list[str], *, day: date, zone: tzinfo, at: datetime) -> Iterator[str]:
    last: datetime | None = None
    for number, line in enumerate(lines, start=1):
        try:
            moment, placed = _placed(line, day=day, last=last, zone=zone, at=at)
        except ValidationError as error:
            if len(lines) == 1:
                raise
            named = f"Line {number} (“{line.strip()[:60]}”): {' '.join(error.messages)}"
            raise ValidationError(named) from error
        if moment:
            last, day = moment, moment.date()
        yield placed


def _placed(
    line: str, *, day: date, last: datetime | None, zone: tzinfo, at: datetime
) -> tuple[datetime | None, str]:
    """When it happened by the clock of the line, None where it counts from now; and the line with its day, in UTC."""
    line = _with_clear_day(line, near=day)
    found = _LINE.match(line)
    if found is None:
        if _SAYS_ITS_DAY.match(line):
            return None, line
        raise ValidationError("Begin with the time at which it happened, such as 14:05.")
    if _SPAN.match(found["rest"]):
        raise ValidationError("These are two times. Begin with one, then a space: 14:05 errors began.")
    moment = _read(found, found["day"] or day.isoformat(), at=at)
    if last and not found["day"] and moment < last - PAST_MIDNIGHT:
        moment += timedelta(days=1)
    return moment, _in_utc(found, moment, zone)


def _with_clear_day(line: str, *, near: date) -> str:
    """A day such as 3/10/2026 in one reading, where only that one is near the day that is said. Raises ValidationError."""
    found = _UNCLEAR_DAY.match(line)
    if found is None:
        return line
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    year += 2000 if year < 100 else 0
    readings = {day for month, number in ((one, two), (two, one)) if (day := _day(year, month, number))}
    close = [day for day in readings if abs(day - near) <= SAME_INCIDENT]
    if len(close) != 1:
        raise ValidationError(
            "A day like this can be read in two ways, or is far from the day that you chose."
            " Choose the day of the first line, or write it as 2026-03-10 09:31."
        )
    return f"{close[0].isoformat()} {line[found.end() :]}"


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _read(found: re.Match[str], day: str, *, at: datetime) -> datetime:
    """The day and the clock of a line, as if they were UTC. A day more is allowed, for zones ahead of it."""
    read, _ = read_leading_time(f"{day} {found['clock']}", at=at + timedelta(days=1))
    return cast("datetime", read)  # it begins with a day and a clock


def _in_utc(found: re.Match[str], moment: datetime, zone: tzinfo) -> str:
    """Raises ValidationError for a time that the change to or from summer time makes two, or none."""
    if _names_its_zone(found["rest"], moment.date()):
        return f"{moment:%Y-%m-%d} {found['clock']}{found['rest']}"
    there = moment.replace(tzinfo=zone)
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        raise ValidationError(
            f"Clocks change on that day in that zone: {found['clock']} comes twice, or never. Choose the zone as an offset, such as +01:00."
        )
    return f"{there.astimezone(UTC):%Y-%m-%d %H:%M:%S} {found['rest'].lstrip(' ]:|,–—-')}"


def _names_its_zone(rest: str, day: date) -> bool:
    """Whether what follows the clock is a zone, and not the first word of the text ("AT&T link lost")."""
    own = AFTER_TIME.match(rest)
    if own is None or own["coast"] or own["zone"] == "AT":
        return False
    return bool(offsets(zone_name(own), day)) if own["place"] else True
