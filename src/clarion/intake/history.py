"""Past incidents as values: what an importer reads from a file before anything is written.

An importer is one file of this package with `parse(raw, file) -> ParsedFile`: pure, and its complaints name
file and line. What is written, and how, is the same for all of them: see `write_history.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.audiences import Kind


@dataclass(frozen=True)
class PastUpdate:
    """One published message; `at` is in UTC."""

    at: datetime
    state: State
    text: str


@dataclass(frozen=True)
class PastIncident:
    """An incident as its source tells it, updates oldest first, at least one.

    `planned_start` and `planned_end` are the window of planned work where the source tells it.
    `key` is the same each time that the source is read: `source:id`. `status` is what the services had
    until it was resolved. `resolved_at` is None while it is open. `origin` tells people where it came from.
    """

    key: str
    origin: str
    title: str
    severity: Severity
    status: ServiceStatus
    services: tuple[str, ...]
    started_at: datetime
    resolved_at: datetime | None
    updates: tuple[PastUpdate, ...]
    planned: bool = False
    planned_start: datetime | None = None
    planned_end: datetime | None = None

    @property
    def state(self) -> State:
        return self.updates[-1].state


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a line, and the remedy. `breaks`: what the line belongs to cannot be imported."""

    file: str
    line: int
    problem: str
    breaks: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(frozen=True)
class ParsedFile:
    incidents: tuple[PastIncident, ...]
    complaints: tuple[Complaint, ...] = ()

    @property
    def is_broken(self) -> bool:
        return any(complaint.breaks for complaint in self.complaints)


def kind_of(number: int, update: PastUpdate) -> Kind:
    """No source says what kind its messages are; place and state do: the first acknowledges."""
    if update.state == State.RESOLVED:
        return Kind.RESOLUTION
    return Kind.ACKNOWLEDGEMENT if number == 0 else Kind.PROGRESS


def window_of_past(past: PastIncident) -> tuple[datetime | None, datetime | None]:
    """Start and end of planned work: as its source tells them, else from its beginning to its end or last word."""
    if not past.planned:
        return None, None
    start = past.planned_start or past.started_at
    return start, max(start, past.planned_end or past.resolved_at or past.updates[-1].at)


def decode(raw: bytes, file: str, *, first_line: int = 1) -> str | Complaint:
    """Text from UTF-8, or the complaint that names the line of the first byte that is not."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + raw[: error.start].count(b"\n")
        return Complaint(file, line, "is not UTF-8; save the file in that encoding")
