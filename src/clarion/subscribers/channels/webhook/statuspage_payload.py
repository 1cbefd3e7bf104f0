"""What receivers of Statuspage's webhooks expect: its payload, key by key.

An update is one message about the incident, and one more about each service whose status it changed, as Statuspage
sends them. Source of names and shapes: what receivers such as Zulip's read, and recorded payloads.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from clarion.accounts.public_id import PUBLIC_ID_LENGTH
from clarion.accounts.workspace import Workspace
from clarion.incidents.services import Service
from clarion.incidents.states import State
from clarion.subscribers.channels.webhook.said_before import SaidBefore, impact_of, said_before, state_of
from clarion.subscribers.where_to_read import address_of
from clarion.updates.audiences import Kind
from clarion.updates.publication import IncidentUpdate
from clarion.updates.translations import said_to

#: Messages about services that one update causes; the message about the incident names all of them.
SERVICES = 20
_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def payloads_of(update: IncidentUpdate, language: str) -> list[dict[str, Any]]:
    """The incident first. Without `meta`, which is the subscriber's and comes before it (see `deliver.py`)."""
    before = said_before(update)
    page = {
        "id": Workspace.current().public_id,
        "status_indicator": before.indicator,
        "status_description": before.description,
    }
    changed = [line for line in update.services if line["before"] != line["status"]]
    services = {service.public_id: service for service in before.services}
    about_services = [
        {"page": page, **_component_update(update, services[line["id"]], line, before)}
        for line in changed[:SERVICES]
        if line["id"] in services
    ]
    return [{"page": page, "incident": _incident(update, before, language)}, *about_services]


def timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _incident(update: IncidentUpdate, before: SaidBefore, language: str) -> dict[str, Any]:
    incident = update.incident
    return {
        "name": said_to(update, language).title,
        "status": state_of(update),
        "created_at": timestamp(before.first.published_at),
        "updated_at": timestamp(max(map(_changed_at, before.updates))),
        "monitoring_at": _entered(before, State.MONITORING),
        "resolved_at": _entered(before, State.RESOLVED) if update.state == State.RESOLVED else None,
        "impact": impact_of(update),
        "shortlink": address_of(update, language).partition("#")[0],
        "started_at": timestamp(before.first.published_at),
        "backfilled": False,
        "impact_override": None,
        "postmortem_ignored": False,
        **_postmortem(before, language),
        "postmortem_notified_twitter": False,
        **_schedule(update),
        "scheduled_remind_prior": False,
        "scheduled_reminded_at": None,
        "scheduled_auto_in_progress": False,
        "scheduled_auto_completed": False,
        "id": incident.public_id,
        "page_id": Workspace.current().public_id,
        "incident_updates": [_update(each, language) for each in before.updates],
        "components": [_component(service, before) for service in before.services],
    }


def _postmortem(before: SaidBefore, language: str) -> dict[str, Any]:
    """The last one that readers were given; a correction of it is an update of its own."""
    told = next((each for each in before.updates if each.kind == Kind.POSTMORTEM), None)
    return {
        "postmortem_body": said_to(told, language).text if told else None,
        "postmortem_body_last_updated_at": timestamp(_changed_at(told)) if told else None,
        "postmortem_published_at": timestamp(told.published_at) if told else None,
        "postmortem_notified_subscribers": told is not None,
    }


def _schedule(update: IncidentUpdate) -> dict[str, str | None]:
    """The window of planned work by the words of this update, as the page shows it (statuspage/reading.py)."""
    if not update.incident.planned:
        return {"scheduled_for": None, "scheduled_until": None}
    start = update.planned_start or update.published_at
    end = max(start, update.planned_end or start)
    return {"scheduled_for": timestamp(start), "scheduled_until": timestamp(end)}


def _entered(before: SaidBefore, state: State) -> str | None:
    """When an update last announced the state after another one."""
    for update, earlier in zip(before.updates, [*before.updates[1:], None], strict=True):
        if update.state == state and (earlier is None or earlier.state != state):
            return timestamp(update.published_at)
    return None


def _update(update: IncidentUpdate, language: str) -> dict[str, Any]:
    affected = [
        {"code": line["id"], "name": line["name"], "old_status": line["before"], "new_status": line["status"]}
        for line in update.services
    ]
    looks_back = update.kind == Kind.POSTMORTEM and not update.incident.planned
    return {
        "status": "postmortem" if looks_back else state_of(update),
        "body": said_to(update, language).text,
        "created_at": timestamp(update.published_at),
        "wants_twitter_update": False,
        "twitter_updated_at": None,
        "updated_at": timestamp(_changed_at(update)),
        "display_at": timestamp(update.published_at),
        "affected_components": affected or None,
        "custom_tweet": None,
        "deliver_notifications": True,
        "tweet_id": None,
        "id": update.public_id,
        "incident_id": update.incident.public_id,
    }


def _changed_at(update: IncidentUpdate) -> datetime:
    """When its words last changed: it was published, or put right quietly."""
    return max([update.published_at, *(each.at for each in update.quiet_corrections.all())])


def _component_update(
    update: IncidentUpdate, service: Service, line: dict[str, str], before: SaidBefore
) -> dict[str, Any]:
    return {
        "component_update": {
            "old_status": line["before"],
            "new_status": line["status"],
            "created_at": timestamp(update.published_at),
            "component_type": "Component",
            "id": _short_id(f"{update.public_id}/{service.public_id}"),
            "component_id": service.public_id,
        },
        "component": {**_component(service, before), "status": line["status"]},
    }


def _component(service: Service, before: SaidBefore) -> dict[str, Any]:
    group = service.group
    page = Workspace.current().public_id
    return {
        "status": before.statuses[service.public_id].value,
        "name": service.name,
        "created_at": timestamp(service.created_at),
        "updated_at": timestamp(service.updated_at),
        "position": service.position,
        "description": service.description or None,
        "showcase": False,
        "id": service.public_id,
        "page_id": page,
        "group_id": _short_id(f"{page}/{group}") if group else None,
    }


def _short_id(of: str) -> str:
    """As long as every id of Statuspage, the same for the same thing."""
    digest = hashlib.sha256(of.encode()).digest()
    return "".join(_ID_ALPHABET[byte % len(_ID_ALPHABET)] for byte in digest[:PUBLIC_ID_LENGTH])
