"""Importer for Statuspage: its public API files (version 2), pages of its authenticated API, its export of subscribers.

The kind of a file is told by what is in it, not by its name: an object with `components`, `incidents` or
`scheduled_maintenances`, or a list of such things, or a CSV of subscribers. Sources of the shapes: recorded responses and the
types of clients (docs/import.md says which fields are not kept).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from clarion.incidents.states import ServiceStatus, State
from clarion.intake.fields import BadField, read_choice, read_list, read_moment, read_object, read_text
from clarion.intake.history import (
    Complaint,
    ParsedFile,
    PastIncident,
    PastService,
    PastSubscriber,
    PastUpdate,
    SaidOfService,
    decode,
    merged,
)
from clarion.intake.statuspage_words import COMPONENT_STATUSES, IMPACTS, STATUSES
from clarion.intake.subscriber_addresses import NoAddress, read_address
from clarion.intake.subscriber_csv import parse_csv
from clarion.subscribers.subscriber import Payload

SOURCE = "statuspage"
LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS = 200, 120, 50_000, 500
#: Where lists stand in an object, and what is in them.
LISTS = ("components", "incidents", "scheduled_maintenances")
CARRIED_OVER = {"email": "mail", "webhook": "webhook"}


@dataclass
class _Reading:
    """One file; what is wrong with one thing in it is collected, and the others are read all the same."""

    file: str
    names: Mapping[str, str]
    complaints: list[Complaint] = field(default_factory=list)

    def each(self, values: Iterable[Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for number, value in enumerate(values):
            try:
                yield f"{path}[{number}]", read_object(value, f"{path}[{number}]")
            except BadField as error:
                self.complain(error)

    def complain(self, error: BadField) -> None:
        self.complaints.append(
            Complaint(self.file, None, str(error), breaks=not isinstance(error, NoAddress))
        )

    def note(self, problem: str) -> None:
        self.complaints.append(Complaint(self.file, None, problem, breaks=False))


def parse_files(files: Mapping[str, bytes]) -> ParsedFile:
    """All files together: components give the others the names of what they mention by its id."""
    documents: dict[str, Any] = {}
    found: list[ParsedFile] = []
    for name, raw in files.items():
        text = decode(raw, name)
        if isinstance(text, Complaint):
            found.append(ParsedFile(complaints=(text,)))
        elif text.lstrip()[:1] in {"{", "["}:
            match _loaded(text, name):
                case Complaint() as complaint:
                    found.append(ParsedFile(complaints=(complaint,)))
                case document:
                    documents[name] = document
    names = _names_by_id(documents.values())
    found += [_parse_document(document, name, names) for name, document in documents.items()]
    tables = files.keys() - documents.keys() - {each.file for one in found for each in one.complaints}
    found += [
        parse_csv(files[name], name, webhooks_read=Payload.STATUSPAGE) for name in files if name in tables
    ]
    return merged(found)


def _loaded(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        return Complaint(file, line, "is not JSON; save the whole answer of the API in one file")


def _names_by_id(documents: Iterable[Any]) -> dict[str, str]:
    """Component's id -> name, from whatever lists components; groups too."""
    names: dict[str, str] = {}
    for document in documents:
        for _, value in _lists(document):
            for each in value if isinstance(value, list) else []:
                if isinstance(each, dict) and isinstance(each.get("id"), str) and "name" in each:
                    names[each["id"]] = str(each["name"])
    return names


def _lists(document: Any) -> Iterator[tuple[str, Any]]:
    """The name of each list and the list: of an object, or what a bare list holds by its first element."""
    if isinstance(document, dict):
        yield from ((name, document[name]) for name in LISTS if name in document)
    elif isinstance(document, list):
        first = document[0] if document and isinstance(document[0], dict) else {}
        if "incident_updates" in first:
            yield ("incidents", document)
        elif "mode" in first:
            yield ("subscribers", document)
        elif document:
            yield ("components", document)


def _parse_document(document: Any, file: str, names: Mapping[str, str]) -> ParsedFile:
    reading = _Reading(file, names)
    incidents: list[PastIncident] = []
    services: list[PastService] = []
    subscribers: list[PastSubscriber] = []
    try:
        lists = [(name, read_list(value, name)) for name, value in _lists(document)]
    except BadField as error:
        return ParsedFile(complaints=(Complaint(file, None, str(error)),))
    is_a_page = (
        isinstance(document, dict) and "page" in document
    )  # status.json says how it stands, and nothing more
    if not lists and document != [] and not is_a_page:
        reading.note("holds no components, incidents, maintenances or subscribers; it was left out")
    for name, values in lists:
        for path, value in reading.each(values, name):
            try:
                match name:
                    case "components":
                        services += _service(value, path, reading)
                    case "subscribers":
                        subscribers += _subscriber(value, path, reading)
                    case _:
                        incidents.append(_incident(value, path, reading))
            except BadField as error:
                reading.complain(error)
    return ParsedFile(tuple(incidents), tuple(reading.complaints), tuple(services), tuple(subscribers))


def _service(value: Mapping[str, Any], path: str, reading: _Reading) -> Iterator[PastService]:
    """Nothing for a group: it is the word that its services carry."""
    if value.get("group") is True:
        return
    group = value.get("group_id")
    position = value.get("position")
    yield PastService(
        name=read_text(value.get("name"), f"{path}.name", limit=LONGEST_NAME).strip(),
        group=reading.names.get(group, "").strip()[:LONGEST_NAME] if isinstance(group, str) else "",
        description=read_text(value.get("description") or "", f"{path}.description", limit=400, empty=True),
        position=position if isinstance(position, int) else 0,
        id=_id(value, path),
    )


def _incident(value: Mapping[str, Any], path: str, reading: _Reading) -> PastIncident:
    key = read_text(value.get("id"), f"{path}.id", limit=100)
    impact = read_text(value.get("impact"), f"{path}.impact", limit=40)
    severity, status = read_choice(impact, f"{path}.impact", IMPACTS)
    planned = value.get("scheduled_for") is not None
    updates = _updates(value, path, reading)
    begun = value.get("scheduled_for") if planned else value.get("started_at") or value.get("created_at")
    started_at = read_moment(begun, f"{path}.{'scheduled_for' if planned else 'started_at'}")
    end = value.get("scheduled_until") if planned else None
    return PastIncident(
        key=f"{SOURCE}:{key}",
        origin=read_text(value.get("shortlink") or f"{reading.file}, {path}", f"{path}.shortlink", limit=500),
        title=read_text(value.get("name"), f"{path}.name", limit=LONGEST_TITLE).strip(),
        severity=severity,
        status=ServiceStatus.UNDER_MAINTENANCE if planned else status,
        services=_named(value, path, updates),
        started_at=started_at,
        resolved_at=_end(value, path, updates),
        updates=updates,
        planned=planned,
        planned_end=read_moment(end, f"{path}.scheduled_until") if end else None,
        id=_id(value, path),
    )


def _updates(value: Mapping[str, Any], path: str, reading: _Reading) -> tuple[PastUpdate, ...]:
    """Oldest first. Where a message lists no services, they had what they had before."""
    listed = read_list(value.get("incident_updates"), f"{path}.incident_updates")
    if not listed:
        raise BadField(f"{path}.incident_updates", "is empty; an incident without a message cannot be shown")
    read = [
        _update(each, f"{path}.incident_updates[{number}]", reading) for number, each in enumerate(listed)
    ]
    read.reverse()  # the source lists the newest first, and messages of one moment keep that order
    read.sort(key=lambda update: update.at)
    return tuple(_carried_on(read))


def _carried_on(oldest_first: Iterable[PastUpdate]) -> Iterator[PastUpdate]:
    said: dict[str, ServiceStatus] = {}
    for update in oldest_first:
        if not said and update.services is None:
            yield update
            continue
        told = {line.name: line for line in update.services or ()}
        over = update.state == State.RESOLVED
        kept = tuple(
            SaidOfService(name, ServiceStatus.OPERATIONAL if over else status, status)
            for name, status in said.items()
            if name not in told
        )
        lines = (*kept, *told.values())
        said = {line.name: line.status for line in lines}
        yield replace(update, services=lines)


def _update(value: object, path: str, reading: _Reading) -> PastUpdate:
    update = read_object(value, path)
    state = read_choice(update.get("status"), f"{path}.status", STATUSES)
    shown = update.get("display_at") or update.get("created_at")
    affected = update.get("affected_components")
    return PastUpdate(
        at=read_moment(shown, f"{path}.display_at"),
        state=state,
        # Where somebody changed the status and wrote nothing, the status is what readers were told.
        text=read_text(update.get("body") or "", f"{path}.body", limit=LONGEST_TEXT, empty=True).strip()
        or f"{state.label}.",
        services=tuple(_lines(affected, f"{path}.affected_components", reading)) if affected else None,
        id=_id(update, path),
        looks_back=update.get("status") == "postmortem",
    )


def _lines(value: object, path: str, reading: _Reading) -> Iterator[SaidOfService]:
    for number, each in enumerate(read_list(value, path)):
        place = f"{path}[{number}]"
        line = read_object(each, place)
        yield SaidOfService(
            name=_service_name(line, place, reading),
            status=read_choice(line.get("new_status"), f"{place}.new_status", COMPONENT_STATUSES),
            before=read_choice(line.get("old_status"), f"{place}.old_status", COMPONENT_STATUSES),
        )


def _service_name(line: Mapping[str, Any], path: str, reading: _Reading) -> str:
    """By its id where a file lists it: in messages a grouped service is called "Group - Service"."""
    code = line.get("code")
    if isinstance(code, str) and code in reading.names:
        return reading.names[code].strip()
    return read_text(line.get("name"), f"{path}.name", limit=LONGEST_NAME).strip()


def _named(value: Mapping[str, Any], path: str, updates: Iterable[PastUpdate]) -> tuple[str, ...]:
    """Every service that the incident or one of its messages names, once."""
    listed = read_list(value.get("components") or [], f"{path}.components")
    of_incident = [
        read_text(
            read_object(each, f"{path}.components[{n}]").get("name"),
            f"{path}.components[{n}].name",
            limit=120,
        )
        for n, each in enumerate(listed)
    ]
    of_updates = [line.name for update in updates for line in update.services or ()]
    return tuple(dict.fromkeys(name.strip() for name in (*of_incident, *of_updates)))


def _end(value: Mapping[str, Any], path: str, updates: tuple[PastUpdate, ...]) -> datetime | None:
    if updates[-1].state != State.RESOLVED:
        return None
    told = value.get("resolved_at")
    if told:
        return read_moment(told, f"{path}.resolved_at")
    return next(update.at for update in updates if update.state == State.RESOLVED)


def _subscriber(value: Mapping[str, Any], path: str, reading: _Reading) -> Iterator[PastSubscriber]:
    """Of the authenticated API, which lists by state: what it quarantined, and what is no address here, is left out."""
    mode = read_text(value.get("mode"), f"{path}.mode", limit=40)
    if mode not in CARRIED_OVER:
        reading.note(f"{path}: {mode} subscribers cannot be carried over; add the channel in Settings")
        return
    if value.get("quarantined_at") or value.get("purge_at"):
        reading.note(f"{path}: was quarantined by Statuspage; it was left out")
        return
    name = "email" if mode == "email" else "endpoint"
    listed = value.get("components")
    ids = read_list(listed, f"{path}.components") if listed else None
    unknown = [each for each in ids or () if each not in reading.names]
    if unknown:
        raise BadField(f"{path}.components", f"names {unknown[0]}, which no file lists; add components.json")
    channel: Literal["mail", "webhook"] = "mail" if mode == "email" else "webhook"
    typed = read_text(value.get(name), f"{path}.{name}", limit=LONGEST_ADDRESS)
    yield PastSubscriber(
        channel=channel,
        address=read_address(channel, typed, f"{path}.{name}"),
        services=tuple(reading.names[each].strip() for each in ids) if ids else None,
        confirmed=value.get("state") == "active",
        payload=Payload.CLARION if mode == "email" else Payload.STATUSPAGE,
    )


def _id(value: Mapping[str, Any], path: str) -> str | None:
    identity = value.get("id")
    return read_text(identity, f"{path}.id", limit=100) if identity is not None else None
