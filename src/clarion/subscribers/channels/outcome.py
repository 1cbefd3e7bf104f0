"""What became of an attempt to reach somebody; the same for every channel."""

from dataclasses import dataclass

from clarion.subscribers.calls import Call


@dataclass(frozen=True)
class Problem:
    """Why it did not go out, and what a person can do. `final`: trying again would fail in the same way."""

    reason: str
    remedy: str
    final: bool = False

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"


@dataclass(frozen=True)
class Attempt:
    """The calls that one message carried, and what went wrong; None when it went out."""

    calls: list[Call]
    problem: Problem | None = None
