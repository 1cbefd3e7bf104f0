"""The Statuspage API, version 2: the JSON that its clients expect, and not a key more.

Source of names and shapes: recorded responses, the types of the npm client `statuspage.io`, and the Go
structs of check-statuspage, which refuses unknown keys. What Statuspage has no word for (promises, lateness,
what a correction corrects) is therefore not here; a correction says in its own text that it is one.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from clarion.incidents.states import State, worst
from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.statuspage.public_state import Indicator, PublicService, PublicState
from clarion.updates.audiences import Kind

DESCRIPTIONS: dict[Indicator, str] = {
    "none": "All Systems Operational",
    "maintenance": "Service Under Maintenance",
    "minor": "Minor Service Outage",
    "major": "Partial System Outage",
    "critical": "Major Service Outage",
}
_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def documents(state: PublicState) -> dict[str, dict[str, Any]]:
    """Address below /api/v2 -> the whole document."""
    maintenances = state.latest_maintenances
    return {
        "status.json": {"page": page(state), "status": status(state)},
        "summary.json": summary(state),
        "components.json": {"page": page(state), "components": components(state)},
        "incidents.json": _incidents(state, state.latest_incidents),
        "incidents/unresolved.json": _incidents(state, state.open_incidents),
        "scheduled-maintenances.json": _maintenances(state, maintenances),
        "scheduled-maintenances/upcoming.json": _maintenances(state, state.maintenances_ahead),
        "scheduled-maintenances/active.json": _maintenances(state, state.maintenances_under_way),
    }


def summary(state: PublicState) -> dict[str, Any]:
    """The whole of what stands now: components, what is open, the roll-up."""
    return {
        "page": page(state),
        "components": components(state),
        "incidents": [incident(each, state) for each in state.open_incidents],
        "scheduled_maintenances": [incident(each, state) for each in state.open_maintenances],
        "status": status(state),
    }


def open_ids(content: dict[str, Any]) -> set[str]:
    """The public ids of what a summary shows as open."""
    return {each["id"] for key in ("incidents", "scheduled_maintenances") for each in content[key]}


def page(state: PublicState) -> dict[str, Any]:
    return {
        "id": state.page.id,
        "name": state.page.name,
        "url": state.page.address,
        "time_zone": "Etc/UTC",
        "updated_at": timestamp(state.page.updated_at),
    }


def status(state: PublicState) -> dict[str, str]:
    return {"indicator": state.indicator, "description": DESCRIPTIONS[state.indicator]}


def components(state: PublicState) -> list[dict[str, Any]]:
    """Groups and services in the page's order, each group before its services."""
    listed = []
    for name, services in state.groups:
        if name:
            listed.append(_group(name, services, state))
        listed += [component(service, state) for service in services]
    return listed


def component(service: PublicService, state: PublicState) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "status": service.status.value,
        "created_at": timestamp(service.created_at),
        "updated_at": timestamp(service.updated_at),
        "position": service.position,
        "description": service.description or None,
        "showcase": False,
        "start_date": service.created_at.date().isoformat(),
        "group_id": group_id(service.group, state) if service.group else None,
        "page_id": state.page.id,
        "group": False,
        "only_show_if_degraded": False,
    }


def incident(said: PublicIncident, state: PublicState) -> dict[str, Any]:
    """An incident, or planned work with its window. `started_at` is when readers first heard of it."""
    named = {line.id for line in said.services}
    shown = {
        "id": said.id,
        "name": said.title,
        "status": said.state_now,
        "created_at": timestamp(said.began_at),
        "updated_at": timestamp(said.updated_at),
        "monitoring_at": _timestamp_or_null(said.entered_at(State.MONITORING)),
        "resolved_at": _timestamp_or_null(said.resolved_at),
        "impact": said.impact,
        "shortlink": f"{state.page.address}/incidents/{said.id}",
        "started_at": timestamp(said.began_at),
        "page_id": state.page.id,
        "incident_updates": [update(each, said) for each in said.updates],
        "components": [component(service, state) for service in state.services if service.id in named],
    }
    if said.window:
        shown["scheduled_for"] = timestamp(said.window.start)
        shown["scheduled_until"] = timestamp(said.window.end)
    return shown


def update(said: PublicUpdate, of: PublicIncident) -> dict[str, Any]:
    return {
        "id": said.id,
        "status": _status_of(said, of),
        "body": said.text,
        "incident_id": of.id,
        "created_at": timestamp(said.published_at),
        "updated_at": timestamp(said.updated_at),
        "display_at": timestamp(said.published_at),
        "affected_components": [
            {
                "code": line.id,
                "name": line.name,
                "old_status": line.before.value,
                "new_status": line.status.value,
            }
            for line in said.services
        ]
        or None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _status_of(said: PublicUpdate, of: PublicIncident) -> str:
    """A post-mortem has a status of its own; the incident stays resolved. Planned work has no such word."""
    return "postmortem" if said.kind == Kind.POSTMORTEM and not of.planned else of.state_of(said)


def group_id(name: str, state: PublicState) -> str:
    """Twelve characters of a-z and 0-9, the same for the same group of the same page."""
    digest = hashlib.sha256(f"{state.page.id}/{name}".encode()).digest()
    return "".join(_ID_ALPHABET[byte % len(_ID_ALPHABET)] for byte in digest[:12])


@lru_cache(maxsize=8192)
def timestamp(instant: datetime) -> str:
    """ISO 8601 in UTC with milliseconds: clients parse exactly this precision. The same ones are written many times."""
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _group(name: str, services: list[PublicService], state: PublicState) -> dict[str, Any]:
    created = min(service.created_at for service in services)
    return {
        "id": group_id(name, state),
        "name": name,
        "status": worst([service.status for service in services]).value,
        "created_at": timestamp(created),
        "updated_at": timestamp(max(service.updated_at for service in services)),
        "position": services[0].position,
        "description": None,
        "showcase": False,
        "start_date": created.date().isoformat(),
        "group_id": None,
        "page_id": state.page.id,
        "group": True,
        "only_show_if_degraded": False,
        "components": [service.id for service in services],
    }


def _incidents(state: PublicState, said: Iterable[PublicIncident]) -> dict[str, Any]:
    return {"page": page(state), "incidents": [incident(each, state) for each in said]}


def _maintenances(state: PublicState, said: Iterable[PublicIncident]) -> dict[str, Any]:
    return {"page": page(state), "scheduled_maintenances": [incident(each, state) for each in said]}


def _timestamp_or_null(instant: datetime | None) -> str | None:
    return timestamp(instant) if instant else None
