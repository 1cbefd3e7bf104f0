"""Why something did not go out; the same for every channel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Why it did not go out, and what a person can do. `final`: trying again would fail in the same way."""

    reason: str
    remedy: str
    final: bool = False

    def __str__(self) -> str:
        return f"{self.reason} {self.remedy}"
