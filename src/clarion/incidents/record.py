"""Changing the record: field by field, each change an entry of the timeline, nobody overwritten silently."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.people import Person
from clarion.incidents.incident import AffectedService, Incident, refuse_moments_ahead
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, State
from clarion.incidents.timeline import Source, record_entry

#: Field -> how the timeline calls it.
FIELDS = {
    "title": "title",
    "severity": "severity",
    "state": "state",
    "impact": "impact",
    "users_affected": "users affected",
    "percent_affected": "percent affected",
    "regions": "regions",
    "cause": "cause",
    "cause_confirmed": "cause confirmed",
    "workaround": "workaround",
    "started_at": "started",
    "detected_at": "detected",
    "acknowledged_at": "acknowledged",
    "mitigated_at": "mitigated",
    "planned_start": "planned start",
    "planned_end": "planned end",
}

#: A change of one of these voids approvals: the approved text may no longer be true, or stand under another title.
APPROVAL_DEPENDS_ON = frozenset(
    {
        "title",
        "severity",
        "state",
        "impact",
        "users_affected",
        "percent_affected",
        "regions",
        "services",
        "planned_start",
        "planned_end",
    }
)


class RecordChanged(Exception):
    """Somebody else changed the record since this page was loaded; nothing was saved. Holds what it says now."""

    def __init__(self, incident: Incident) -> None:
        super().__init__(
            "Somebody else changed the record since you opened it. Nothing was saved; compare and save again."
        )
        self.incident = incident


def change_record(
    incident: Incident,
    changes: Mapping[str, Any],
    *,
    services: Mapping[Service, ServiceStatus] | None = None,
    seen_version: int | None = None,
    seen: Mapping[str, Any] | None = None,
    by: Person | None,
    at: datetime,
) -> set[str]:
    """Set fields and affected services (None leaves the services alone); the names of what changed.

    What the writer saw is asked in one of two ways: `seen_version`, the version of the whole record, or `seen`,
    the values of single fields ("services" holds its mapping), so that two people who edit different fields do
    not disturb each other. None does not ask. Another cause without `cause_confirmed` is not confirmed. Raises RecordChanged, ValidationError.
    """
    with transaction.atomic():
        current = Incident.with_drills.select_for_update().get(pk=incident.pk)
        if seen_version is not None and seen_version != current.version:
            raise RecordChanged(current)
        changes = _with_what_follows(current, changes)
        wanted = dict(changes) if services is None else {**changes, "services": dict(services)}
        for name, value in (seen or {}).items():
            holds = _minutes(value_of(current, name))
            if holds not in [_minutes(value), _minutes(wanted.get(name, value))]:
                raise RecordChanged(current)
        before = _in_words(current)
        changed = _set_fields(current, changes, by=by, at=at)
        if services is not None and _set_services(current, services, by=by, at=at):
            changed.add("services")
        if changed:
            current.version += 1
            _keep_moments(current, changed, at)
            current.full_clean()
            refuse_moments_ahead(current, changed, at=at)
            current.save()
            resolved = "state" in changed and current.state == State.RESOLVED
            act = Done.RESOLVED if resolved else Done.CHANGED_RECORD
            what = differences(before, _in_words(current))
            record_act(act, current.reference, by=by, at=at, detail=what)
    incident.refresh_from_db()
    return changed


def _with_what_follows(incident: Incident, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Another cause is a guess until somebody confirms that one: the tick was given to the old words."""
    another = "cause" in changes and changes["cause"] != incident.cause
    return {"cause_confirmed": False, **changes} if another else changes


def _set_fields(
    incident: Incident, changes: Mapping[str, Any], *, by: Person | None, at: datetime
) -> set[str]:
    if unknown := set(changes) - set(FIELDS):
        raise ValidationError(f"The record has no field {', '.join(sorted(unknown))}.")
    changed = {name for name, value in changes.items() if getattr(incident, name) != value}
    for name in sorted(changed):
        before, after = getattr(incident, name), changes[name]
        setattr(incident, name, after)
        record_entry(
            incident,
            f"{FIELDS[name]}: {_words(before)} → {_words(after)}",
            source=Source.RECORD,
            at=at,
            by=by,
        )
    return changed


def _in_words(incident: Incident) -> dict[str, str]:
    """The whole record as the timeline would write it, to see what became different."""
    lines = incident.affected.select_related("service")
    services = ", ".join(f"{line.service} {line.get_status_display().lower()}" for line in lines)
    return {words: _words(getattr(incident, name)) for name, words in FIELDS.items()} | {"services": services}


def _set_services(
    incident: Incident, wanted: Mapping[Service, ServiceStatus], *, by: Person | None, at: datetime
) -> bool:
    before = value_of(incident, "services")
    if before == dict(wanted):
        return False
    incident.affected.exclude(service__in=wanted).delete()
    for service, status in wanted.items():
        AffectedService.objects.update_or_create(
            incident=incident, service=service, defaults={"status": status}
        )
        if before.get(service) != status:
            text = f"{service}: {ServiceStatus(status).label.lower()}"
            record_entry(incident, text, source=Source.RECORD, at=at, by=by)
    for service in before.keys() - wanted.keys():
        record_entry(incident, f"{service}: no longer listed as affected", source=Source.RECORD, at=at, by=by)
    return True


def value_of(incident: Incident, name: str) -> Any:
    """The value of a field of the record; of "services", a mapping of service to status."""
    if name == "services":
        return {line.service: line.status for line in incident.affected.select_related("service")}
    return getattr(incident, name)


def _minutes(value: Any) -> Any:
    """Moments are shown, and so compared, to the minute."""
    return value.replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def _keep_moments(incident: Incident, changed: set[str], at: datetime) -> None:
    """The moment "resolved" follows the state: set on resolving, cleared when the incident goes back.

    Planned work starts when it leaves the state in which it lies ahead.
    """
    if "state" not in changed:
        return
    if (
        incident.planned
        and incident.started_at is None
        and incident.state in {State.IDENTIFIED, State.MONITORING}
    ):
        incident.started_at = at
    if incident.state == State.RESOLVED:
        incident.resolved_at = incident.resolved_at or at
    else:
        incident.resolved_at = None


def _words(value: Any) -> str:
    match value:
        case None | "" | []:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M} UTC"
        case Decimal():
            return f"{value.normalize():f}"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
