"""Reading JSON that others wrote: each reader checks one field and names it, with the remedy, when it is wrong."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

# RFC 3339, section 5.6; looser in one point: cState files write an hour below ten with one digit.
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:([Zz])|([+-])(\d\d):(\d\d))?",
    re.ASCII,
)
_EXAMPLE = "2026-03-10T09:00:00Z"


class BadField(ValueError):
    """A field is missing or is not what it must be; the message reads `path: problem and remedy`."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def read_object(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadField(path, f"must be an object, is {_kind(value)}")
    return value


def read_list(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadField(path, f"must be a list, is {_kind(value)}")
    return value


def read_text(value: object, path: str, *, limit: int, empty: bool = False) -> str:
    """Text of at most `limit` characters; `empty` allows none. Refuses what no database stores."""
    if not isinstance(value, str):
        raise BadField(path, f"must be text, is {_kind(value)}")
    if len(value) > limit:
        raise BadField(path, f"is {len(value):,} characters long; shorten it to at most {limit:,}")
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise BadField(path, "holds a NUL or half a surrogate pair; send well-formed text")
    if not empty and not value.strip():
        raise BadField(path, "must not be empty")
    return value


def read_choice[T](value: object, path: str, choices: Mapping[str, T]) -> T:
    """What the word stands for; upper and lower case count."""
    word = read_text(value, path, limit=200)
    if word not in choices:
        raise BadField(path, f"“{word[:40]}” is not known; use one of {', '.join(choices)}")
    return choices[word]


def read_moment(value: object, path: str) -> datetime:
    """An instant in UTC, from RFC 3339 text. A time without a zone is refused: nobody knows when it was."""
    text = read_text(value, path, limit=60).strip()
    found = _MOMENT.fullmatch(text)
    if not found:
        raise BadField(path, f"“{text[:40]}” is not a time; write it as in RFC 3339, for example {_EXAMPLE}")
    if not (found[8] or found[9]):
        raise BadField(path, f"“{text}” has no zone; add Z or an offset, for example {_EXAMPLE}")
    try:
        return _instant(found)
    except (ValueError, OverflowError):
        raise BadField(path, f"“{text}” is not in the calendar; check date, time and offset") from None


def _instant(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(found[group]) for group in range(1, 6))
    microsecond = int(f"{found[7] or ''}000000"[:6])
    zone = UTC if found[8] else _offset(found[9], int(found[10]), int(found[11]))
    moment = datetime(year, month, day, hour, minute, int(found[6] or 0), microsecond, tzinfo=zone)
    return moment.astimezone(UTC)


def _offset(sign: str, hours: int, minutes: int) -> timezone:
    if minutes > 59:
        raise ValueError
    width = timedelta(hours=hours, minutes=minutes)
    return timezone(-width if sign == "-" else width)


def _kind(value: object) -> str:
    match value:
        case None:
            return "missing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"
