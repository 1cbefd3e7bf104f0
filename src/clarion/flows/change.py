"""Change the record of an incident; what was approved on the old facts no longer holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.incidents.record import APPROVAL_DEPENDS_ON, FIELDS, change_record
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, State
from clarion.updates.approval import void_approvals_of_incident
from clarion.updates.drafts import let_drafts_follow
from clarion.updates.promise_clock import start_missing_clocks


@transaction.atomic
def change(
    incident: Incident,
    changes: Mapping[str, Any],
    *,
    services: Mapping[Service, ServiceStatus] | None = None,
    seen_version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    by: Person,
    at: datetime,
) -> set[str]:
    """The names of what changed. Raises NotAllowed, RecordChanged, ValidationError."""
    require(by, Act.CHANGE_RECORD)
    before = Incident.with_drills.select_for_update().get(pk=incident.pk).state
    if changes.get("state") == State.RESOLVED and before != State.RESOLVED:
        raise ValidationError("Press Resolve in the incident's room: readers are told, and the clocks end.")
    changed = change_record(
        incident, changes, services=services, seen_version=seen_version, seen=seen, by=by, at=at
    )
    if voiding := changed & APPROVAL_DEPENDS_ON:
        names = ", ".join(sorted(FIELDS.get(name, name) for name in voiding))
        void_approvals_of_incident(incident, f"the record changed: {names}", at=at)
    if "state" in changed:
        let_drafts_follow(incident, before=before)
    if changed & {"severity", "state"} and incident.is_open:
        start_missing_clocks(incident, at=at)
    return changed
