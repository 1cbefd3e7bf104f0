"""Declare an incident: the record, its first timeline entry, its roles, the first promise clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act, Role
from clarion.incidents.alerts import Suggestion, SuggestionState, decide
from clarion.incidents.drill_numbers import next_drill_key
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.promise_clock import start_missing_clocks


class AlreadyDecided(Exception):
    """Somebody else has accepted or dismissed this suggestion meanwhile."""


@transaction.atomic
def declare(
    title: str,
    *,
    severity: Severity,
    services: Mapping[Service, ServiceStatus],
    by: Person,
    at: datetime,
    communications_lead: Person | None = None,
    facts: Mapping[str, Any] | None = None,
    drill: bool = False,
) -> Incident:
    """`facts` are further fields of the record that are known already. Raises NotAllowed, ValidationError.

    `drill` makes an incident that nobody but its participants sees; its roles are those that were given out.
    """
    require(by, Act.DECLARE)
    lead, backup = (communications_lead, None) if drill else leads(communications_lead, by)
    known = {"started_at": at, "detected_at": at, **(facts or {})}
    known["detected_at"] = max(known["detected_at"], known["started_at"])
    if known.get("planned"):
        known.setdefault("planned_start", known["started_at"])
    incident = Incident(
        title=title.strip(), severity=severity, declared_at=at, acknowledged_at=at,
        drill=drill, **{"commander": by, "communications_lead": lead, "backup": backup, **known},
    )  # fmt: skip
    if drill:
        incident.pk = next_drill_key()
    incident.full_clean()
    incident.save(force_insert=True)
    for service, status in services.items():
        AffectedService.objects.create(incident=incident, service=service, status=status)
    record_entry(incident, f"declared as {severity}: {incident.title}", source=Source.RECORD, at=at, by=by)
    record_act(Done.DECLARED, incident.reference, by=by, at=at, detail=f"{severity}: {incident.title}")
    start_missing_clocks(incident, at=at)
    return incident


@transaction.atomic
def accept_suggestion(
    suggestion: Suggestion,
    *,
    title: str,
    severity: Severity,
    services: Mapping[Service, ServiceStatus],
    by: Person,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> Incident:
    """Declare what alerts suggest; the alerts become entries of its timeline. Raises AlreadyDecided."""
    incident = declare(
        title, severity=severity, services=services, by=by, at=at,
        facts={"detected_at": suggestion.received_at, "started_at": suggestion.first_alert_at, **(facts or {})},
    )  # fmt: skip
    if not decide(suggestion, SuggestionState.ACCEPTED, by=by, at=at, incident=incident):
        raise AlreadyDecided(AlreadyDecided.__doc__)
    record_act(Done.ACCEPTED_SUGGESTION, suggestion.title, by=by, at=at, detail=incident.reference)
    for alert in suggestion.alerts.all():
        record_entry(incident, f"alert {alert}", source=Source.ALERT, at=at, occurred_at=alert.starts_at)
    return incident


@transaction.atomic
def dismiss_suggestion(suggestion: Suggestion, *, by: Person, at: datetime) -> None:
    """Raises NotAllowed, AlreadyDecided."""
    require(by, Act.DECLARE)
    if not decide(suggestion, SuggestionState.DISMISSED, by=by, at=at):
        raise AlreadyDecided(AlreadyDecided.__doc__)
    record_act(Done.DISMISSED_SUGGESTION, suggestion.title, by=by, at=at)


def leads(chosen: Person | None, by: Person) -> tuple[Person | None, Person | None]:
    """Communications lead and backup: who was chosen, else communications leads, first the one who declares.

    An admin is asked last: whoever commands the incident should not have to write as well.
    """
    candidates = list(Person.objects.who_may(Act.PUBLISH_EXTERNAL))
    candidates.sort(
        key=lambda person: (person != chosen, person.role != Role.COMMUNICATIONS_LEAD, person != by)
    )
    lead, backup, *_ = [*candidates, None, None]
    return lead, backup
