"""Reading a line of the timeline as a tired person types it: "14:05 rolled back release 118"."""

import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

LONGEST = 2000

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s*(?:UTC|Z))?\s*[-–—:]?\s+(?P<text>\S.*)", re.DOTALL
)


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
