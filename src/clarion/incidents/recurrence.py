"""Recurrence by RFC 5545: which times a rule gives on the wall clock of a place. Pure: no database, no clock.

Wall clock means that work at 02:30 in Berlin is at 02:30 there in summer as in winter, and moves by an hour in UTC. Where
clocks are put forward and the time does not exist, it is read by the offset before (RFC 5545, 3.3.5): 02:30 becomes 03:30.
Where they are put back and it exists twice, the first is meant.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError

LONGEST_RULE = 200
#: What a rule may say. Minutes and seconds are nothing that people are told of, and what is not here nobody asked for.
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY"),
    "INTERVAL": re.compile(r"[1-9]|[1-4][0-9]|5[0-2]"),
    "BYDAY": re.compile(
        r"(?:(?:-1|[1-4])?(?:MO|TU|WE|TH|FR|SA|SU))(?:,(?:-1|[1-4])?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}"
    ),
    "BYMONTHDAY": re.compile(r"-1|[1-9]|[12][0-9]|3[01]"),
    "COUNT": re.compile(r"[1-9][0-9]{0,2}"),
    "UNTIL": re.compile(r"[0-9]{8}T[0-9]{6}Z"),
    "WKST": re.compile(r"MO|SU"),
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}


def valid_zone(name: str) -> None:
    """Raises ValidationError for what is no zone of the time zone database."""
    if name not in available_timezones():
        raise ValidationError(
            f"“{name[:64]}” is no time zone. Write it as Europe/Berlin or America/New_York, or UTC."
        )


def valid_rule(rule: str) -> None:
    """Raises ValidationError that says what is wrong with the text of a rule and how to write it."""
    parts = _parts_of(rule)
    if "FREQ" not in parts:
        raise ValidationError(
            "The rule says no frequency. Begin with FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY."
        )
    for name, value in parts.items():
        if name not in _PARTS:
            raise ValidationError(f"“{name[:40]}” is not used here. A rule has {', '.join(_PARTS)}.")
        if not _PARTS[name].fullmatch(value):
            raise ValidationError(f"“{name}={value[:60]}” cannot be read. {_REMEDIES[name]}")
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValidationError("A rule ends after COUNT times or at UNTIL, not both. Take one of them away.")
    numbered = bool(re.search(r"[0-9]", parts.get("BYDAY", "")))
    if numbered and parts["FREQ"] != "MONTHLY":
        raise ValidationError("“The second Tuesday” is of a month. Use FREQ=MONTHLY, or BYDAY=TU.")
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 1, tzinfo=UTC))
    except (ValueError, TypeError) as error:
        raise ValidationError(
            "The rule cannot be read. Write it as FREQ=WEEKLY;BYDAY=TU;COUNT=10."
        ) from error


_REMEDIES = {
    "FREQ": "Choose DAILY, WEEKLY or MONTHLY.",
    "INTERVAL": "Write a number from 1 to 52.",
    "BYDAY": "Write days as MO,TU, or 2TU for the second Tuesday of a month, -1FR for its last Friday.",
    "BYMONTHDAY": "Write a day from 1 to 31, or -1 for the last one.",
    "COUNT": "Write a number from 1 to 999.",
    "UNTIL": "Write it in UTC as 20261231T235959Z.",
    "WKST": "Choose MO or SU.",
}


def starts_between(
    rule: str, *, first: datetime, zone: str, after: datetime, until: datetime
) -> Iterator[datetime]:
    """The starts in (after, until], in UTC and in order. `first` is the first start; the rule counts from there."""
    recurring = rrulestr(rule, dtstart=first.astimezone(ZoneInfo(zone)))
    for start in recurring:
        in_utc = start.astimezone(UTC)
        if in_utc > until:
            return
        if in_utc > after and in_utc >= first:
            yield in_utc


def first_start(rule: str, *, start: datetime, zone: str) -> datetime | None:
    """The first start at or after the one that was typed: "every Tuesday" from a Sunday begins on Tuesday.

    None where the rule gives none within two years.
    """
    before = start - timedelta(seconds=1)
    found = starts_between(rule, first=start, zone=zone, after=before, until=start + timedelta(days=732))
    return next(found, None)


def on_the_wall(day: date, clock: time, zone: str) -> datetime:
    """A wall clock time of a place in UTC. Raises ValidationError where clocks are put forward and it does not exist."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    in_utc = local.astimezone(UTC)
    back = in_utc.astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(
            f"There is no {clock:%H:%M} in {zone} on {day:%Y-%m-%d}: clocks are put forward. Choose {back:%H:%M}."
        )
    return in_utc


def rule_in_words(rule: str) -> str:
    """ "every 2 weeks on Tuesday and Thursday, 10 times"."""
    parts = _parts_of(rule)
    every = int(parts.get("INTERVAL", "1"))
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}[parts["FREQ"]]
    words = f"every {unit}" if every == 1 else f"every {every} {unit}s"
    if "BYDAY" in parts:
        words += f" on {_listed([_day_in_words(day) for day in parts['BYDAY'].split(',')])}"
    if "BYMONTHDAY" in parts:
        number = parts["BYMONTHDAY"]
        words += " on its last day" if number == "-1" else f" on day {number}"
    if "COUNT" in parts:
        words += f", {parts['COUNT']} times"
    if "UNTIL" in parts:
        last = datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        words += f", until {last.day} {last:%B %Y}"
    return words


def _day_in_words(day: str) -> str:
    name = DAY_NAMES[DAYS.index(day[-2:])]
    place = _PLACES.get(day[:-2], "")
    return f"the {place} {name}" if place else name


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _parts_of(rule: str) -> dict[str, str]:
    """Raises ValidationError for a part that is no NAME=VALUE, or is there twice."""
    parts: dict[str, str] = {}
    for part in rule.strip().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise ValidationError("A rule is written as FREQ=WEEKLY;BYDAY=TU;COUNT=10, each part once.")
        parts[name] = value
    return parts
