"""Importer for GitHub's incident history, JSON lines: one line is one incident.

Format: https://github.com/mrshu/github-statuses (parsed/incidents.jsonl), which reads GitHub's own status feed.
A line is imported whole or not at all.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clarion.incidents.states import State
from clarion.intake.fields import BadField, read_choice, read_list, read_moment, read_object, read_text
from clarion.intake.history import Complaint, ParsedFile, PastIncident, PastUpdate, decode
from clarion.intake.statuspage_words import IMPACTS

SOURCE = "github-status"
LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_TEXT = 50_000

#: Status of an update -> state; None keeps the state before. The second half is planned work.
STATUSES = {
    "Investigating": State.INVESTIGATING,
    "Identified": State.IDENTIFIED,
    "Monitoring": State.MONITORING,
    "Update": None,
    "Resolved": State.RESOLVED,
    "Scheduled": State.INVESTIGATING,
    "In progress": State.IDENTIFIED,
    "Verifying": State.MONITORING,
    "Completed": State.RESOLVED,
}


def parse(raw: bytes, file: str) -> ParsedFile:
    """Read all lines; each broken one is a complaint and makes no incident. Empty lines are nothing."""
    incidents: dict[str, PastIncident] = {}
    lines: dict[str, int] = {}
    complaints: list[Complaint] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        match _parse_line(line, file, number):
            case Complaint() as complaint:
                complaints.append(complaint)
            case PastIncident(key=key) if key in incidents:
                problem = f"id {key.partition(':')[2]} is on line {lines[key]} already; remove one of the two"
                complaints.append(Complaint(file, number, problem))
            case incident:
                incidents[incident.key], lines[incident.key] = incident, number
    return ParsedFile(tuple(incidents.values()), tuple(complaints))


def _parse_line(line: bytes, file: str, number: int) -> PastIncident | Complaint:
    text = decode(line, file, first_line=number)
    if isinstance(text, Complaint):
        return text
    try:
        return _incident(read_object(json.loads(text), "line"), f"{file}, line {number}")
    except BadField as error:
        return Complaint(file, number, str(error))
    except (ValueError, RecursionError):
        return Complaint(file, number, "is not JSON; each line holds one whole incident")


def _incident(line: Mapping[str, Any], place: str) -> PastIncident:
    key = read_text(line.get("id"), "id", limit=100)
    impact = read_text(line.get("impact"), "impact", limit=40)
    severity, status = read_choice(impact, "impact", IMPACTS)
    updates = _updates(read_list(line.get("updates"), "updates"))
    started_at = read_moment(line.get("started_at"), "started_at")
    return PastIncident(
        key=f"{SOURCE}:{key}",
        origin=read_text(line.get("url") or place, "url", limit=500),
        title=read_text(line.get("title"), "title", limit=LONGEST_TITLE).strip(),
        severity=severity,
        status=status,
        services=_components(line.get("components")),
        started_at=started_at,
        resolved_at=_end(line.get("resolved_at"), started_at, updates),
        updates=updates,
        planned=impact == "maintenance",
    )


def _updates(values: list[Any]) -> tuple[PastUpdate, ...]:
    """Oldest first, whatever the order in the file; those of one moment stay as they are."""
    if not values:
        raise BadField("updates", "is empty; an incident without a message cannot be shown")
    told = sorted((_update(value, f"updates[{n}]") for n, value in enumerate(values)), key=lambda one: one[0])
    state, updates = State.INVESTIGATING, []
    for at, said, text in told:
        state = said or state
        updates.append(PastUpdate(at, state, text))
    return tuple(updates)


def _update(value: object, path: str) -> tuple[datetime, State | None, str]:
    update = read_object(value, path)
    return (
        read_moment(update.get("at"), f"{path}.at"),
        read_choice(update.get("status"), f"{path}.status", STATUSES),
        read_text(update.get("message"), f"{path}.message", limit=LONGEST_TEXT).strip(),
    )


def _components(value: object) -> tuple[str, ...]:
    """Names in order, each once; lines of before 2025 often have none."""
    if value is None:
        return ()
    names = read_list(value, "components")
    read = (read_text(name, f"components[{n}]", limit=LONGEST_NAME).strip() for n, name in enumerate(names))
    return tuple(dict.fromkeys(read))


def _end(value: object, started_at: datetime, updates: tuple[PastUpdate, ...]) -> datetime | None:
    """An incident has ended when its last update says so; the field only tells the moment more exactly."""
    if updates[-1].state != State.RESOLVED:
        return None
    resolved_at = updates[-1].at if value is None else read_moment(value, "resolved_at")
    if resolved_at < started_at:
        raise BadField("resolved_at", "is before started_at; correct one of the two")
    return resolved_at
