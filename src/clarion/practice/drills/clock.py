"""The clock of a drill: it runs `pace` times as fast as the wall's, so that an hour of an incident takes three minutes at 20x.

Pure. Every time in a drill's room is a time of this clock; real incidents know nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SLOWEST, FASTEST = 1, 20


@dataclass(frozen=True)
class DrillClock:
    """`begins_at` is what the clock shows when it is started at `started_at` (real time); None was not started yet.

    `ended_at` None is still running.
    """

    begins_at: datetime
    started_at: datetime | None
    pace: int
    ended_at: datetime | None = None

    def shows(self, now: datetime) -> datetime:
        """The drill's time at a real moment; it stands still before the start and after the end."""
        if self.started_at is None:
            return self.begins_at
        real = min(now, self.ended_at) if self.ended_at else now
        return self.begins_at + max(real - self.started_at, timedelta()) * self.pace

    def real(self, shown: datetime) -> datetime:
        """The real moment at which the clock shows this time. Raises ValueError while it was not started."""
        if self.started_at is None:
            raise ValueError("the clock of this drill was not started")
        return self.started_at + (shown - self.begins_at) / self.pace
