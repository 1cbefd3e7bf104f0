"""The past of another status page as values: what an importer reads from files before anything is written.

An importer is one file of this package, pure: `parse(raw, file)` where each file stands for itself, `parse_files(files)` where
one explains another. Its complaints name file and line, in JSON the path of the field. What is written, and how, is the same
for all of them: see `write_history.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.subscribers.subscriber import Payload
from clarion.updates.audiences import Kind


@dataclass(frozen=True)
class SaidOfService:
    """What a message said of one service, and what the one before had said."""

    name: str
    status: ServiceStatus
    before: ServiceStatus


@dataclass(frozen=True)
class PastUpdate:
    """One published message; `at` is in UTC.

    `services`: what it said of each, where the source tells that; None: what the incident as a whole says. `id` is the
    public id that clients know, kept where it can be. `looks_back`: it is a post-mortem.
    """

    at: datetime
    state: State
    text: str
    services: tuple[SaidOfService, ...] | None = None
    id: str | None = None
    looks_back: bool = False


@dataclass(frozen=True)
class PastIncident:
    """An incident as its source tells it, updates oldest first, at least one.

    `key` is the same each time that the source is read: `source:id`. `status` is what the services had
    until it was resolved. `resolved_at` is None while it is open. `origin` tells people where it came from.
    `planned_end` is when planned work was to end; `started_at` is then when it was to begin. `path` is where readers found it on the page it
    came from, "/incidents/12"; None: where they will find it here.
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
    planned_end: datetime | None = None
    id: str | None = None
    path: str | None = None

    @property
    def state(self) -> State:
        return self.updates[-1].state


@dataclass(frozen=True)
class PastService:
    """A service as the source lists it. `position` orders services of one source; `id` as in `PastUpdate`."""

    name: str
    group: str = ""
    description: str = ""
    position: int = 0
    id: str | None = None
    is_public: bool = True


@dataclass(frozen=True)
class PastSubscriber:
    """Who had asked to be told. `services` None: of everything. `confirmed`: the source says that they confirmed it.

    `payload`: what the program behind a webhook has learned to read.
    """

    channel: Literal["mail", "webhook"]
    address: str
    services: tuple[str, ...] | None
    confirmed: bool
    payload: Payload = Payload.CLARION


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a line, and the remedy. `breaks`: what the line belongs to cannot be imported.

    `line` None: the problem itself names the field, by its path in the JSON.
    """

    file: str
    line: int | None
    problem: str
    breaks: bool = True

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}"


@dataclass(frozen=True)
class ParsedFile:
    incidents: tuple[PastIncident, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    services: tuple[PastService, ...] = ()
    subscribers: tuple[PastSubscriber, ...] = ()

    @property
    def is_broken(self) -> bool:
        return any(complaint.breaks for complaint in self.complaints)


def merged(files: Iterable[ParsedFile]) -> ParsedFile:
    """As if all stood in one file. What several tell of the same thing is told once, by the one that tells most."""
    files = list(files)
    incidents: dict[str, PastIncident] = {}
    for incident in (incident for file in files for incident in file.incidents):
        known = incidents.get(incident.key)
        if known is None or len(incident.updates) > len(known.updates):
            incidents[incident.key] = incident
    services = {service.id or service.name: service for file in files for service in file.services}
    subscribers = {(one.channel, one.address): one for file in files for one in file.subscribers}
    return ParsedFile(
        incidents=tuple(incidents.values()),
        complaints=tuple(complaint for file in files for complaint in file.complaints),
        services=tuple(services.values()),
        subscribers=tuple(subscribers.values()),
    )


def kind_of(number: int, update: PastUpdate) -> Kind:
    """Of a post-mortem its source says so; what kind the others are, place and state do: the first acknowledges."""
    if update.looks_back:
        return Kind.POSTMORTEM
    if update.state == State.RESOLVED:
        return Kind.RESOLUTION
    return Kind.ACKNOWLEDGEMENT if number == 0 else Kind.PROGRESS


def window_of_past(past: PastIncident) -> tuple[datetime | None, datetime | None]:
    """Start and end of planned work: as its source tells them, else from its beginning to its end or last word."""
    if not past.planned:
        return None, None
    end = past.planned_end or past.resolved_at or past.updates[-1].at
    return past.started_at, max(past.started_at, end)


def decode(raw: bytes, file: str, *, first_line: int = 1) -> str | Complaint:
    """Text from UTF-8, or the complaint that names the line of the first byte that is not."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + raw[: error.start].count(b"\n")
        return Complaint(file, line, "is not UTF-8; save the file in that encoding")
