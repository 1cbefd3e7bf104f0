"""Why something did not go out; the same for every channel."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Problem:
    """Why it did not go out, and what a person can do. `final`: trying again would fail in the same way.

    `pause` is how long the other side asks us to wait before the next attempt; None: as long as we like. `gone`: the
    other side says that it is not there any more and wants nothing again, so that its subscriber is to be disabled.
    """

    reason: str
    remedy: str
    final: bool = False
    pause: timedelta | None = None
    gone: bool = False

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"
