"""The window of planned work: when it is to take place, and how that is written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

#: Longer work is almost always a day that was mistyped.
LONGEST_WINDOW = timedelta(days=14)
#: How far ahead work is planned; a later year is a typing error.
FARTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Window:
    """When planned work takes place, or was to; `end` is not before `start`."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Window") -> bool:
        return self.start < other.end and other.start < self.end


def must_be_a_window(start: datetime, end: datetime, *, at: datetime) -> Window:
    """The window, in whole minutes as people write them. Raises ValidationError that names the field and the remedy."""
    start, end = (moment.replace(second=0, microsecond=0) for moment in (start, end))
    if start <= at:
        raise ValidationError(
            {
                "start": f"{start.astimezone(UTC):%Y-%m-%d %H:%M} UTC has passed. Choose a start that lies ahead."
            }
        )
    if start > at + FARTHEST:
        raise ValidationError({"start": "That is more than two years ahead. Check the year."})
    if end <= start:
        raise ValidationError({"end": "The end lies before the start. Choose an end after it, with its day."})
    if end - start > LONGEST_WINDOW:
        raise ValidationError({"end": "That is longer than 14 days. Check the day, or plan it in parts."})
    return Window(start, end)


def window_of(incident: Any) -> Window | None:
    """The window of an incident's record, or of an update; None where it holds none."""
    if incident.planned_start is None or incident.planned_end is None:
        return None
    return Window(incident.planned_start, incident.planned_end)


def window_in_words(window: Window) -> str:
    """ "Tuesday 3 March 2026, 10:00 to 11:00 UTC", with the second day where it is another one."""
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    first = f"{start:%A} {start.day} {start:%B %Y}, {start:%H:%M}"
    if start.date() == end.date():
        return f"{first} to {end:%H:%M} UTC"
    return f"{first} UTC to {end:%A} {end.day} {end:%B %Y}, {end:%H:%M} UTC"
