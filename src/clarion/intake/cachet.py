"""Importer for Cachet: the JSON of its API, of version 2 (plain objects) and version 3 (JSON:API).

Each file is one answer, or the pages of one in a list: components, component groups, incidents (with their updates),
schedules, subscribers. What a file holds is told by the fields of its first thing. Times are in the zone of the installation
and do not say it, so that it is an argument. Source of names and shapes: the models of version 2 and the resources of
version 3 of Cachet.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.fields import BadField, read_list, read_object, read_text
from clarion.intake.history import (
    Complaint,
    ParsedFile,
    PastIncident,
    PastService,
    PastSubscriber,
    PastUpdate,
    decode,
    merged,
)
from clarion.intake.subscriber_addresses import NoAddress, read_address

SOURCE = "cachet"
LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS = 200, 120, 50_000, 500
#: 0 was "scheduled" in version 2 and is "unknown" in version 3.
INCIDENT_STATES = {
    0: State.INVESTIGATING,
    1: State.INVESTIGATING,
    2: State.IDENTIFIED,
    3: State.MONITORING,
    4: State.RESOLVED,
}
SCHEDULE_STATES = {0: State.INVESTIGATING, 1: State.IDENTIFIED, 2: State.RESOLVED}
COMPONENT_STATUSES = {
    1: ServiceStatus.OPERATIONAL,
    2: ServiceStatus.DEGRADED_PERFORMANCE,
    3: ServiceStatus.PARTIAL_OUTAGE,
    4: ServiceStatus.MAJOR_OUTAGE,
    5: ServiceStatus.OPERATIONAL,
    6: ServiceStatus.UNDER_MAINTENANCE,
}
SEVERITIES = {
    ServiceStatus.MAJOR_OUTAGE: Severity.SEV2,
    ServiceStatus.PARTIAL_OUTAGE: Severity.SEV3,
    ServiceStatus.DEGRADED_PERFORMANCE: Severity.SEV4,
}


@dataclass(frozen=True)
class _Thing:
    """A row of a file in either version: its fields, and where it stands."""

    file: str
    path: str
    fields: Mapping[str, Any]
    #: Of version 3: what it is related to, by kind, as the fields of those things.
    related: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)

    def text(self, name: str, *, limit: int, empty: bool = False) -> str:
        value = self.fields.get(name)
        return read_text(
            "" if value is None else value, f"{self.path}.{name}", limit=limit, empty=empty
        ).strip()

    def identity(self) -> str:
        """By which it is known when the files are read again; without one, two things would be taken for the same."""
        value = self.fields.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        return read_text(value, f"{self.path}.id", limit=100).strip()

    def number(self, name: str) -> int | None:
        """Also of {"value": 2, "human": …}, as version 3 writes it, and of text. None where it is missing."""
        value = self.fields.get(name)
        if isinstance(value, dict):
            value = value.get("value")
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not str(value).lstrip("-").isdecimal() or len(str(value)) > 18:
            raise BadField(f"{self.path}.{name}", f"“{str(value)[:40]}” is no number; use Cachet's own")
        return int(value)

    def moment(self, *names: str, zone: ZoneInfo) -> datetime | None:
        """The first of the fields that has a time; version 3 writes {"string": …} under a shorter name."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, dict):
                value = value.get("string")
            if value:
                return _moment(value, f"{self.path}.{name}", zone)
        return None


def parse_files(files: Mapping[str, bytes], *, zone: ZoneInfo) -> ParsedFile:
    """All files together: incidents and subscribers name components by their numbers."""
    found: list[ParsedFile] = []
    things: list[_Thing] = []
    for name, raw in files.items():
        try:
            things += _things(_loaded(raw, name), name)
        except _Unreadable as error:
            found.append(ParsedFile(complaints=(error.complaint,)))
    kinds = {kind: [thing for thing in things if _kind(thing) == kind] for kind in KINDS}
    groups = _names(kinds["group"])
    services = _names(kinds["component"])
    read = (
        _each(kinds["component"], lambda thing: _service(thing, groups)),
        _each(kinds["incident"], lambda thing: _incident(thing, services, zone)),
        _each(kinds["schedule"], lambda thing: _schedule(thing, services, zone)),
        _each(kinds["subscriber"], lambda thing: _subscriber(thing, services)),
    )
    unknown = {thing.file for thing in things if _kind(thing) == "unknown"}
    notes = (Complaint(file, None, "holds nothing of Cachet that is known", breaks=False) for file in unknown)
    return merged([*found, *read, ParsedFile(complaints=tuple(notes))])


class _Unreadable(Exception):
    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint


def _loaded(raw: bytes, file: str) -> Any:
    text = decode(raw, file)
    if isinstance(text, Complaint):
        raise _Unreadable(text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise _Unreadable(
            Complaint(file, line, "is not JSON; save the whole answer of the API in one file")
        ) from error


def _things(document: Any, file: str) -> Iterator[_Thing]:
    """The rows of an answer, of the pages of an answer, or of a bare list."""
    pages = document if isinstance(document, list) and _is_page(document) else [document]
    for number, page in enumerate(pages):
        prefix = f"[{number}]." if len(pages) > 1 else ""
        included = _included(page)
        rows = page.get("data") if isinstance(page, dict) else page
        if not isinstance(rows, list):
            raise _Unreadable(Complaint(file, None, f"{prefix}data: must be a list; save the whole answer"))
        for place, row in enumerate(rows):
            if isinstance(row, dict):
                yield _thing(row, file, f"{prefix}data[{place}]", included)


def _is_page(document: list[Any]) -> bool:
    return bool(document) and isinstance(document[0], dict) and "data" in document[0]


def _included(page: Any) -> dict[tuple[str, str], Mapping[str, Any]]:
    listed = page.get("included") if isinstance(page, dict) else None
    return {
        (str(each.get("type")), str(each.get("id"))): each["attributes"]
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and isinstance(each.get("attributes"), dict)
    }


def _thing(
    row: Mapping[str, Any], file: str, path: str, included: Mapping[tuple[str, str], Mapping[str, Any]]
) -> _Thing:
    attributes = row.get("attributes")
    if not isinstance(attributes, dict):
        return _Thing(file, path, row)
    related: dict[str, list[Mapping[str, Any]]] = {}
    relations = row.get("relationships")
    for name, relation in (relations if isinstance(relations, dict) else {}).items():
        data = relation.get("data") if isinstance(relation, dict) else None
        refs = data if isinstance(data, list) else [data]
        related[name] = [
            {"id": ref.get("id"), **included.get((str(ref.get("type")), str(ref.get("id"))), {})}
            for ref in refs
            if isinstance(ref, dict)
        ]
    return _Thing(file, path, {"id": row.get("id"), "type": row.get("type"), **attributes}, related)


#: In the order in which a thing is asked what it is.
KINDS = ("subscriber", "schedule", "incident", "component", "group", "unknown")


def _kind(thing: _Thing) -> str:
    fields = thing.fields
    if "email" in fields:
        return "subscriber"
    if "scheduled" in fields or _was_planned(fields):
        return "schedule"
    if "message" in fields:
        return "incident"
    if "status" in fields and "name" in fields:
        return "component"
    return "group" if "name" in fields else "unknown"


def _was_planned(fields: Mapping[str, Any]) -> bool:
    """Before version 2.4 planned work was an incident of status 0."""
    return bool(fields.get("scheduled_at")) and ("visible" not in fields or fields.get("status") in {0, "0"})


def _names(things: Iterable[_Thing]) -> dict[str, str]:
    return {str(thing.fields.get("id")): str(thing.fields.get("name") or "").strip() for thing in things}


def _each(things: Iterable[_Thing], read: Any) -> ParsedFile:
    made: list[Any] = []
    complaints: list[Complaint] = []
    for thing in things:
        try:
            made.append(read(thing))
        except BadField as error:
            breaks = not isinstance(error, NoAddress)
            complaints.append(Complaint(thing.file, None, str(error), breaks=breaks))
    return ParsedFile(
        incidents=tuple(each for each in made if isinstance(each, PastIncident)),
        services=tuple(each for each in made if isinstance(each, PastService)),
        subscribers=tuple(each for each in made if isinstance(each, PastSubscriber)),
        complaints=tuple(complaints),
    )


def _service(thing: _Thing, groups: Mapping[str, str]) -> PastService:
    of_group = thing.related.get("group") or [{"id": thing.fields.get("group_id")}]
    return PastService(
        name=thing.text("name", limit=LONGEST_NAME),
        group=groups.get(str(of_group[0].get("id")), "")[:LONGEST_NAME],
        description=thing.text("description", limit=400, empty=True),
        position=thing.number("order") or 0,
        is_public=not _is_no(thing.fields.get("enabled", True)),
    )


def _incident(thing: _Thing, services: Mapping[str, str], zone: ZoneInfo) -> PastIncident | None:
    """None for what Cachet hid from readers."""
    if _is_no(thing.fields.get("visible", True)) or thing.fields.get("deleted_at"):
        return None
    began = thing.moment("occurred_at", "occurred", "created_at", "created", zone=zone)
    if began is None:
        raise BadField(
            f"{thing.path}.created_at", "is missing; an incident needs the time at which it was told"
        )
    updates = _updates(thing, began, zone)
    status = _status(thing)
    identity = thing.identity()
    number = thing.text("guid", limit=100) if thing.fields.get("guid") else identity
    return PastIncident(
        key=f"{SOURCE}:{identity}",
        origin=f"Cachet incident {identity}",
        title=thing.text("name", limit=LONGEST_TITLE),
        severity=SEVERITIES.get(status, Severity.SEV4),
        status=status,
        services=tuple(_affected(thing, services)),
        started_at=began,
        resolved_at=updates[-1].at if updates[-1].state == State.RESOLVED else None,
        updates=updates,
        path=f"/incidents/{number}",
    )


def _updates(thing: _Thing, began: datetime, zone: ZoneInfo) -> tuple[PastUpdate, ...]:
    """Its own message first. The status of an incident is that of its last message: the first is told as found."""
    listed = thing.related.get("updates")
    if listed is None:
        listed = read_list(thing.fields.get("updates") or [], f"{thing.path}.updates")
    later = [
        _Thing(thing.file, f"{thing.path}.updates[{number}]", read_object(each, f"{thing.path}.updates"))
        for number, each in enumerate(listed)
    ]
    told = [_update(each, began, zone) for each in later]
    told.sort(key=lambda update: update.at)
    state = State.INVESTIGATING if told else _state(thing, INCIDENT_STATES)
    text = thing.text("message", limit=LONGEST_TEXT, empty=True) or f"{state.label}."
    if not told and state == State.RESOLVED:
        ended = thing.moment("updated_at", "updated", zone=zone) or began
        first = PastUpdate(began, State.INVESTIGATING, text)
        return (first, PastUpdate(max(began, ended), State.RESOLVED, "Resolved."))
    return (PastUpdate(began, state, text), *told)


def _update(thing: _Thing, began: datetime, zone: ZoneInfo) -> PastUpdate:
    at = thing.moment("created_at", "created", zone=zone)
    if at is None:
        raise BadField(
            f"{thing.path}.created_at", "is missing; a message needs the time at which it was told"
        )
    state = _state(thing, INCIDENT_STATES)
    text = thing.text("message", limit=LONGEST_TEXT, empty=True) or f"{state.label}."
    return PastUpdate(max(began, at), state, text)


def _schedule(thing: _Thing, services: Mapping[str, str], zone: ZoneInfo) -> PastIncident | None:
    start = thing.moment("scheduled_at", "scheduled", zone=zone)
    if start is None:
        raise BadField(
            f"{thing.path}.scheduled_at", "is missing; planned work needs the time of its beginning"
        )
    end = thing.moment("completed_at", "completed", zone=zone)
    announced = thing.moment("published_at", "published", "created_at", "created", zone=zone) or start
    announced = min(announced, start)
    state = _state(thing, SCHEDULE_STATES)
    text = thing.text("message", limit=LONGEST_TEXT, empty=True) or thing.text("name", limit=LONGEST_TITLE)
    updates = [PastUpdate(announced, State.INVESTIGATING, text)]
    if state == State.IDENTIFIED:
        updates.append(PastUpdate(start, state, "In progress."))
    if state == State.RESOLVED:
        updates.append(PastUpdate(max(start, end or start), state, "Completed."))
    identity = thing.identity()
    return PastIncident(
        key=f"{SOURCE}:schedule:{identity}",
        origin=f"Cachet schedule {identity}",
        title=thing.text("name", limit=LONGEST_TITLE),
        severity=Severity.SEV4,
        status=ServiceStatus.UNDER_MAINTENANCE,
        services=tuple(_affected(thing, services)),
        started_at=start,
        resolved_at=updates[-1].at if state == State.RESOLVED else None,
        updates=tuple(updates),
        planned=True,
        planned_end=max(start, end) if end else None,
        path=f"/schedules/{identity}",
    )


def _subscriber(thing: _Thing, services: Mapping[str, str]) -> PastSubscriber:
    verified = thing.fields.get("verified", bool(thing.fields.get("verified_at")))
    everything = not _is_no(thing.fields.get("global", True))
    return PastSubscriber(
        channel="mail",
        address=read_address("mail", thing.text("email", limit=LONGEST_ADDRESS), f"{thing.path}.email"),
        services=None if everything else tuple(_affected(thing, services)) or None,
        confirmed=bool(verified),
    )


def _affected(thing: _Thing, services: Mapping[str, str]) -> Iterator[str]:
    """The names of the components that it lists, in either version, each once. Unknown numbers break it."""
    listed = thing.related.get("components")
    if listed is None:
        listed = thing.fields.get("components") or thing.fields.get("subscriptions") or []
    rows = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    ids = [str(each.get("component_id") or each.get("id")) for each in rows]
    one = thing.fields.get("component_id")
    if not ids and one not in (None, 0, "0", ""):
        ids = [str(one)]
    for each in dict.fromkeys(ids):
        if each not in services:
            raise BadField(
                f"{thing.path}.component_id", f"is {each[:40]}, which no file lists; add components"
            )
        yield services[each]


def _state(thing: _Thing, states: Mapping[int, State]) -> State:
    number = thing.number("status")
    if number is None or number not in states:
        raise BadField(
            f"{thing.path}.status", f"{number} is not known; use {', '.join(str(each) for each in states)}"
        )
    return states[number]


def _status(thing: _Thing) -> ServiceStatus:
    """What its components had; where nobody wrote it down, a partial outage stands in."""
    number = thing.number("component_status")
    pivots = [each.get("status") for each in thing.related.get("components", ())]
    numbers = [number, *(each.get("value") if isinstance(each, dict) else each for each in pivots)]
    known = [
        COMPONENT_STATUSES[each] for each in numbers if isinstance(each, int) and each in COMPONENT_STATUSES
    ]
    bad = [each for each in known if each != ServiceStatus.OPERATIONAL]
    return bad[0] if bad else ServiceStatus.PARTIAL_OUTAGE


def _is_no(value: object) -> bool:
    """Databases and versions write a flag as false, 0 or "0"."""
    return value in (False, "0")


def _moment(value: object, path: str, zone: ZoneInfo) -> datetime:
    text = read_text(value, path, limit=60).strip()
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadField(path, f"“{text[:40]}” is not a time; write it like 2026-03-10 09:00:00") from None
