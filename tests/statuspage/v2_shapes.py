"""The shapes of the Statuspage API, version 2, as its strictest clients decode them, and a checker for them.

A shape is a type, a compiled pattern, a set of allowed words, a list of one shape, an object (every key must be
there and no other), or `maybe(shape)` for what may be null. Mirrors the structs of the Go client
check-statuspage, which refuses unknown keys, and the types of the npm client.
"""

import re
from dataclasses import dataclass
from typing import Any

ID = re.compile(r"[a-z0-9]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
ADDRESS = re.compile(r"https?://\S+")
SERVICE_STATUS = {
    "operational",
    "degraded_performance",
    "partial_outage",
    "major_outage",
    "under_maintenance",
}


@dataclass(frozen=True)
class Maybe:
    shape: Any


def maybe(shape: Any) -> Maybe:
    return Maybe(shape)


PAGE = {"id": ID, "name": str, "url": ADDRESS, "time_zone": str, "updated_at": INSTANT}
STATUS = {"indicator": {"none", "minor", "major", "critical", "maintenance"}, "description": str}
SERVICE = {
    "id": ID, "name": str, "status": SERVICE_STATUS, "created_at": INSTANT, "updated_at": INSTANT, "position": int,
    "description": maybe(str), "showcase": bool, "start_date": maybe(DATE), "group_id": maybe(ID), "page_id": ID,
    "group": {False}, "only_show_if_degraded": bool,
}  # fmt: skip
GROUP = {**SERVICE, "group": {True}, "components": [ID]}
AFFECTED = {"code": ID, "name": str, "old_status": SERVICE_STATUS, "new_status": SERVICE_STATUS}


def update(states: set[str]) -> dict[str, Any]:
    return {
        "id": ID, "status": states, "body": str, "incident_id": ID, "created_at": INSTANT, "updated_at": INSTANT,
        "display_at": INSTANT, "affected_components": maybe([AFFECTED]), "deliver_notifications": bool,
        "custom_tweet": maybe(str), "tweet_id": maybe(str),
    }  # fmt: skip


def _incident(states: set[str], impacts: set[str]) -> dict[str, Any]:
    return {
        "id": ID, "name": str, "status": states, "created_at": INSTANT, "updated_at": maybe(INSTANT),
        "monitoring_at": maybe(INSTANT), "resolved_at": maybe(INSTANT), "impact": impacts, "shortlink": ADDRESS,
        "started_at": INSTANT, "page_id": ID, "incident_updates": [update(states)], "components": [SERVICE],
    }  # fmt: skip


INCIDENT = _incident(
    {"investigating", "identified", "monitoring", "resolved", "postmortem"},
    {"none", "minor", "major", "critical"},
)
MAINTENANCE = {
    **_incident({"scheduled", "in_progress", "verifying", "completed"}, {"maintenance"}),
    "scheduled_for": INSTANT,
    "scheduled_until": INSTANT,
}
INCIDENTS = {"page": PAGE, "incidents": [INCIDENT]}
MAINTENANCES = {"page": PAGE, "scheduled_maintenances": [MAINTENANCE]}
DOCUMENTS = {
    "status.json": {"page": PAGE, "status": STATUS},
    "components.json": {"page": PAGE, "components": [(SERVICE, GROUP)]},
    "summary.json": {
        "page": PAGE,
        "components": [(SERVICE, GROUP)],
        "incidents": [INCIDENT],
        "scheduled_maintenances": [MAINTENANCE],
        "status": STATUS,
    },
    "incidents.json": INCIDENTS,
    "incidents/unresolved.json": INCIDENTS,
    "scheduled-maintenances.json": MAINTENANCES,
    "scheduled-maintenances/upcoming.json": MAINTENANCES,
    "scheduled-maintenances/active.json": MAINTENANCES,
}


def faults(value: Any, shape: Any, where: str = "") -> list[str]:
    """Everything in which a value is not of a shape, with its place; empty when it is."""
    match shape:
        case Maybe():
            return [] if value is None else faults(value, shape.shape, where)
        case dict():
            return _faults_of_object(value, shape, where)
        case list():
            if not isinstance(value, list):
                return [f"{where}: {value!r} is not a list"]
            return [
                fault for i, each in enumerate(value) for fault in faults(each, shape[0], f"{where}[{i}]")
            ]
        case tuple():
            tried = [faults(value, each, where) for each in shape]
            return [] if [] in tried else min(tried, key=len)
        case _:
            return (
                [] if (fault := _fault_of_value(value, shape)) is None else [f"{where}: {value!r} is {fault}"]
            )


def _fault_of_value(value: Any, shape: Any) -> str | None:
    match shape:
        case set():
            return None if value in shape else f"not one of {sorted(shape)}"
        case re.Pattern():
            fits = isinstance(value, str) and shape.fullmatch(value)
            return None if fits else f"not of the form {shape.pattern}"
        case _:
            return None if type(value) is shape else f"not {shape.__name__}"


def _faults_of_object(value: Any, shape: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is not an object"]
    found = [f"{where}.{key} is missing" for key in shape.keys() - value.keys()]
    found += [f"{where}.{key} is not known to clients" for key in value.keys() - shape.keys()]
    for key in shape.keys() & value.keys():
        found += faults(value[key], shape[key], f"{where}.{key}")
    return found


def json_schema(shape: Any) -> dict[str, Any]:
    """The same as JSON Schema (2020-12), in which no object takes other keys: for validators that are not ours."""
    match shape:
        case Maybe():
            return {"anyOf": [json_schema(shape.shape), {"type": "null"}]}
        case dict():
            return {
                "type": "object",
                "properties": {key: json_schema(each) for key, each in shape.items()},
                "required": list(shape),
                "additionalProperties": False,
            }
        case list():
            return {"type": "array", "items": json_schema(shape[0])}
        case tuple():
            return {"oneOf": [json_schema(each) for each in shape]}
        case _:
            return _schema_of_value(shape)


def _schema_of_value(shape: Any) -> dict[str, Any]:
    match shape:
        case set():
            return {"enum": sorted(shape)}
        case re.Pattern():
            return {"type": "string", "pattern": f"^(?:{shape.pattern})$"}
        case _:
            return {"type": {str: "string", int: "integer", bool: "boolean"}[shape]}
