"""Reading lines of the timeline as a tired person types or pastes them: "14:05 rolled back release 118"."""

import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from clarion.incidents.incident import CLOCKS_DIFFER, EARLIEST_YEAR

LONGEST = 2000
MOST_AT_ONCE = 200

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s*(?:UTC|Z))?\s*[-–—:]?\s+(?P<text>\S.*)", re.DOTALL
)


def read_typed_lines(typed: str, *, at: datetime) -> list[tuple[datetime, str]]:
    """When each line happened and what; blank lines are left out. All lines are read or none.

    Raises ValidationError; with several lines it says which one is wrong.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_AT_ONCE:
        raise ValidationError(f"At most {MOST_AT_ONCE} lines at once; these are {len(lines)}.")
    if len(lines) < 2:
        return [read_typed_line(typed, at=at)]
    read = []
    for number, line in enumerate(lines, start=1):
        try:
            read.append(read_typed_line(line, at=at))
        except ValidationError as error:
            raise ValidationError(
                f"Line {number} (“{line.strip()[:60]}”): {' '.join(error.messages)}"
            ) from error
    return read


def read_typed_line(line: str, *, at: datetime) -> tuple[datetime, str]:
    """When it happened and what. A leading clock time is UTC and lies in the last 24 hours; without one, it is now.

    Raises ValidationError for an empty or endless line and for a clock time that does not exist.
    """
    if not line.strip() or len(line) > LONGEST:
        raise ValidationError(f"Write what happened, in at most {LONGEST} characters.")
    found = _CLOCK.fullmatch(line.strip())
    if found is None:
        return at, line.strip()
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise ValidationError(f"{hour}:{minute:02} is not a time of day.")
    occurred = at.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (occurred - timedelta(days=1) if occurred > at + timedelta(minutes=5) else occurred), found["text"]


def read_told_entry(text: str, *, occurred_at: datetime, at: datetime) -> tuple[datetime, str]:
    """One entry whose time is told apart from its text, which becomes one line and is kept as it is.

    Raises ValidationError for a time that lies ahead (clocks of two machines differ a little) or long ago, and for
    an empty or endless text.
    """
    if occurred_at > at + CLOCKS_DIFFER or occurred_at.year < EARLIEST_YEAR:
        raise ValidationError(
            {"occurred_at": "It cannot have happened in the future, nor before the year 2000."}
        )
    line = " ".join(text.split())
    if not line or len(line) > LONGEST:
        raise ValidationError({"text": f"Write what happened, in at most {LONGEST} characters."})
    return occurred_at, line
