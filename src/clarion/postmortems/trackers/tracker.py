"""What a tracker has to be able to do, and the values that go to and fro."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol


class Progress(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Ticket:
    """An action item as a tracker is told it. `paragraphs` are plain text; `mark` is a word that no other item has."""

    title: str
    paragraphs: tuple[str, ...]
    address: str
    due_on: date | None
    progress: Progress
    labels: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Found:
    """An issue as the tracker has it. `due_on` is None where it has none, or knows of no due days (`knows_due`)."""

    key: str
    address: str
    progress: Progress
    due_on: date | None
    knows_due: bool = True


class TrackerProblem(Exception):
    """It could not be asked, or refused: what happened, and the remedy. `gone`: the issue is not there any more.

    `final`: asking again would fail in the same way. `pause`: how long it asks us to wait.
    """

    def __init__(
        self, words: str, *, final: bool = False, gone: bool = False, pause: timedelta | None = None
    ) -> None:
        super().__init__(words)
        self.final, self.gone, self.pause = final, gone, pause


class Tracker(Protocol):
    """Every method raises TrackerProblem."""

    def check(self) -> str:
        """The name of the project, as the tracker calls it: that address, project and token are right."""

    def create(self, ticket: Ticket) -> Found:
        """A new issue."""

    def find(self, ticket: Ticket) -> Found | None:
        """The issue that an earlier attempt made whose answer was lost; None when it made none."""

    def read(self, key: str) -> Found:
        """An issue as it is now."""

    def change(self, key: str, ticket: Ticket, *, found: Found, words: bool = True) -> Found:
        """Set what differs from `found`, the issue as it was just read; without `words`, state and due day alone."""
