"""Incidents and what readers were told of them, made by the real flows."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.public_id import new_public_id
from clarion.flows.approve import approve
from clarion.flows.correct import correct
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft
from clarion.updates.withdrawals import explained_by

REASON = "a test says something that the review may object to"


def an_incident(
    title: str = "Card payments fail",
    *,
    severity: Severity = Severity.SEV2,
    services: Mapping[Service, ServiceStatus] | None = None,
    planned: bool = False,
    by: Person,
    at: datetime,
    **facts: Any,
) -> Incident:
    """A declared incident, or planned work in an hour, for an hour. Nobody outside has heard of it."""
    known = {"planned": planned, **facts}
    if planned:
        start = known.setdefault("planned_start", known.get("started_at", at + timedelta(hours=1)))
        known.setdefault("planned_end", start + timedelta(hours=1))
    return declare(title, severity=severity, services=services or {}, by=by, at=at, facts=known)


def say(
    incident: Incident,
    text: str,
    *,
    state: State | None = None,
    promise: timedelta | None = timedelta(minutes=30),
    audience: str = "public",
    kind: str | None = None,
    customer: str = "",
    by: Person,
    at: datetime,
) -> IncidentUpdate:
    """Publish a text. `promise` is how long until the next update; None promises none. `customer` is a reply's reader."""
    incident.refresh_from_db()
    kind = "resolution" if state == State.RESOLVED and audience == "public" else kind
    draft = start_draft(incident, audience, kind=kind, by=by, at=at)
    edit_draft(draft, {"customer": customer}, seen_version=None, by=by, at=at)
    return _publish(draft, text, state=state, promise=promise, by=by, at=at)


def put_right(
    update: IncidentUpdate, wrong_words: str, text: str, *, by: Person, at: datetime
) -> IncidentUpdate:
    """Publish a correction."""
    update.incident.refresh_from_db()
    draft = correct(update, wrong_words=wrong_words, by=by, at=at)
    return _publish(draft, text, state=None, promise=timedelta(minutes=30), by=by, at=at)


def a_history(
    number: int, *, service: Service, at: datetime, spacing: timedelta = timedelta(hours=5)
) -> None:
    """`number` resolved incidents of three updates each that ended before `at`, written as an import writes them."""
    batch = new_public_id()
    incidents = [
        _past_incident(f"{batch}/{index}", index, at - spacing * (index + 1)) for index in range(number)
    ]
    Incident.objects.bulk_create(incidents, batch_size=1000)
    updates = [update for incident in incidents for update in _past_updates(incident, service)]
    IncidentUpdate.objects.bulk_create(updates, batch_size=1000)


def _publish(
    draft: Draft, text: str, *, state: State | None, promise: timedelta | None, by: Person, at: datetime
) -> IncidentUpdate:
    announced = state or State(draft.state)
    changes = {
        "text": text,
        "state": announced,
        "next_update_at": at + promise if promise and announced != State.RESOLVED else None,
        "explains": explained_by(draft.incident, draft.kind),
    }
    edit_draft(draft, changes, seen_version=None, by=by, at=at)
    approve(draft, seen_version=draft.version, by=by, at=at, override_reason=REASON)
    return publish(draft, by=by, at=at)


def _past_incident(key: str, index: int, began: datetime) -> Incident:
    return Incident(
        title=f"Past incident {index}",
        severity=Severity.SEV3,
        state=State.RESOLVED,
        declared_at=began,
        started_at=began,
        first_published_at=began,
        resolved_at=began + timedelta(hours=1),
        source_key=f"past/{key}",
    )


def _past_updates(incident: Incident, service: Service) -> list[IncidentUpdate]:
    story = [
        ("acknowledgement", State.INVESTIGATING, ServiceStatus.PARTIAL_OUTAGE, ServiceStatus.OPERATIONAL),
        ("progress", State.IDENTIFIED, ServiceStatus.PARTIAL_OUTAGE, ServiceStatus.PARTIAL_OUTAGE),
        ("resolution", State.RESOLVED, ServiceStatus.OPERATIONAL, ServiceStatus.PARTIAL_OUTAGE),
    ]
    return [
        IncidentUpdate(
            incident=incident,
            audience="public",
            kind=kind,
            state=state,
            severity=incident.severity,
            title=incident.title,
            text=f"{incident.title}, word {number}: some requests to {service} fail.",
            services=[{"id": service.public_id, "name": service.name, "status": now, "before": before}],
            published_at=incident.declared_at + timedelta(minutes=30 * number),
            source_key=f"{incident.source_key}/{number}",
        )
        for number, (kind, state, now, before) in enumerate(story)
    ]
