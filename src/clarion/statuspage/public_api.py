"""Our own public API, version 1, under /api/v1/public: what Statuspage's JSON has no word for.

Promises and whether they are late, what a correction corrects and what corrects it, words put right quietly,
windows of planned work. The shapes are in `public_api_schema.py`; keys are added within version 1, never taken
away or given another meaning.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clarion.statuspage.public_incident import PublicIncident, PublicUpdate, Reference
from clarion.statuspage.public_state import Page, PublicService, PublicState
from clarion.statuspage.v2 import DESCRIPTIONS, timestamp

FOLDER = "/api/v1/public"


@dataclass(frozen=True, slots=True)
class Content:
    """A document's name, the incidents whose promises it shows, the planned work that changes what it says when its
    window begins, and what it says as of an instant.
    """

    name: str
    speaks_of: tuple[PublicIncident, ...]
    works: tuple[PublicIncident, ...]
    at: Callable[[datetime], dict[str, Any]]


def contents(state: PublicState) -> list[Content]:
    """The documents that every publication writes."""
    page = {"page": _page(state.page)}
    updates = {"updates": _latest_updates(state)}
    latest = _saying("incidents", state.latest_incidents, state.page)
    current = _saying("incidents", state.open_incidents, state.page)
    current_work = _saying("maintenances", state.open_maintenances, state.page)
    works = _once([*state.open_maintenances, *state.latest_maintenances])
    all_work = _saying("maintenances", works, state.page)
    return [
        Content("services.json", (), state.open, lambda at: {**page, **_services(state.as_of(at))}),
        Content("updates.json", (), (), lambda _at: {**page, **updates}),
        Content("incidents.json", state.latest_incidents, (), lambda at: {**page, **latest(at)}),
        Content("incidents/open.json", state.open, (), lambda at: {**page, **current(at)}),
        Content("maintenances.json", works, works, lambda at: {**page, **all_work(at)}),
        Content(
            "summary.json",
            state.open,
            state.open,
            lambda at: {**page, **_standing(state.as_of(at)), **current(at), **current_work(at)},
        ),
    ]


def one_incident(incident: PublicIncident, page: Page) -> Content:
    """An incident, or planned work, at its permanent address."""
    shown = _incident(incident, page)
    return Content(
        f"incidents/{incident.id}.json",
        (incident,),
        (incident,),
        lambda at: {"incident": {**shown, **_by_the_clock(incident, at)}},
    )


def _saying(
    key: str, incidents: Iterable[PublicIncident], page: Page
) -> Callable[[datetime], dict[str, Any]]:
    """Made once for all instants, but for what depends on the clock."""
    made = [(each, _incident(each, page)) for each in incidents]
    return lambda at: {key: [{**shown, **_by_the_clock(incident, at)} for incident, shown in made]}


def _by_the_clock(incident: PublicIncident, at: datetime) -> dict[str, Any]:
    """Planned work is in progress from the start of its window on, without another word."""
    return {"state": incident.as_of(at).state_now, "late": incident.is_late(at)}


def _standing(state: PublicState) -> dict[str, Any]:
    status = {"indicator": state.indicator, "description": DESCRIPTIONS[state.indicator]}
    return {"status": status, **_services(state)}


def _services(state: PublicState) -> dict[str, Any]:
    return {"services": [_service(service) for service in state.services]}


def _once(incidents: Iterable[PublicIncident]) -> tuple[PublicIncident, ...]:
    return tuple({incident.id: incident for incident in incidents}.values())


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "name": page.name,
        "address": page.address,
        "updated_at": timestamp(page.updated_at),
    }


def _service(service: PublicService) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "group": service.group or None,
        "description": service.description or None,
        "status": service.status.value,
        "updated_at": timestamp(service.updated_at),
    }


def _incident(incident: PublicIncident, page: Page) -> dict[str, Any]:
    window = incident.window
    return {
        "id": incident.id,
        "title": incident.title,
        "address": f"{page.address}/incidents/{incident.id}",
        "open": incident.is_open,
        "impact": incident.impact,
        "planned": incident.planned,
        "window": {"start": timestamp(window.start), "end": timestamp(window.end)} if window else None,
        "cancelled": incident.is_cancelled,
        "began_at": timestamp(incident.began_at),
        "updated_at": timestamp(incident.updated_at),
        "resolved_at": _timestamp_or_null(incident.resolved_at),
        "next_update_by": _timestamp_or_null(incident.promised_for),
        "services": [
            {"id": line.id, "name": line.name, "status": line.status.value} for line in incident.services
        ],
        "updates": [_update(update, incident) for update in incident.updates],
    }


def _update(update: PublicUpdate, of: PublicIncident) -> dict[str, Any]:
    return {
        "id": update.id,
        "kind": update.kind.value,
        "state": of.state_of(update),
        "title": update.title,
        "text": update.text,
        "services": [
            {"id": line.id, "name": line.name, "status": line.status.value, "before": line.before.value}
            for line in update.services
        ],
        "published_at": timestamp(update.published_at),
        "updated_at": timestamp(update.updated_at),
        "next_update_by": _timestamp_or_null(update.next_update_at),
        "promised_for": _timestamp_or_null(update.late_for),
        "corrects": _reference(update.corrects) if update.corrects else None,
        "corrected_by": [_reference(each) for each in update.corrected_by],
        "put_right": [
            {"wrong_words": each.wrong_words, "right_words": each.right_words, "at": timestamp(each.at)}
            for each in update.put_right
        ],
    }


def _latest_updates(state: PublicState) -> list[dict[str, Any]]:
    """Newest first, each with the incident that it is about."""
    return [
        {
            **_update(update, incident),
            "incident": {
                "id": incident.id,
                "title": incident.title,
                "address": f"{state.page.address}/incidents/{incident.id}",
            },
        }
        for incident, update in state.latest_updates
    ]


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "id": reference.id,
        "published_at": timestamp(reference.published_at),
        "wrong_words": reference.wrong_words or None,
    }


def _timestamp_or_null(instant: datetime | None) -> str | None:
    return timestamp(instant) if instant else None
