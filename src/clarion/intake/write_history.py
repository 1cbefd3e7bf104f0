"""Write the past of another page: services, incidents, updates with the source's times, subscribers.

All or nothing in one transaction, and each thing once: an incident whose key is known, a service that answers to the name and a
subscriber whose address is known are left as they are. Public ids of the source are kept where they are free, so that links
and clients go on finding what they know.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.template.defaultfilters import pluralize

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.incidents.timeline import Entry, Source
from clarion.intake.history import (
    PastIncident,
    PastService,
    PastSubscriber,
    PastUpdate,
    kind_of,
    window_of_past,
)
from clarion.intake.known_ids import Kept
from clarion.intake.write_services import write_services
from clarion.intake.write_subscribers import write_subscribers
from clarion.statuspage.publishing import freeze, write_behind
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate
from clarion.updates.translations import language_of_texts


@dataclass(frozen=True)
class Written:
    """How many incidents are new, and how many of those that were handed in are there now; how many others are new."""

    new: int
    incidents: int
    updates: int
    services: int = 0
    subscribers: int = 0


@transaction.atomic
def write_history(
    history: Iterable[PastIncident],
    *,
    services: Iterable[PastService] = (),
    subscribers: Iterable[PastSubscriber] = (),
    dry_run: bool = False,
    by: Person,
    at: datetime,
) -> Written:
    """Keep what is not kept yet; published to the public page, told to nobody. `dry_run` counts and keeps nothing.

    Raises NotAllowed.
    """
    require(by, Act.IMPORT)
    # One import at a time: two of the same file would both find nothing and both write.
    Workspace.objects.select_for_update().get(pk=Workspace.current().pk)
    handed_in = {past.key: past for past in history}
    known = set(Incident.objects.filter(source_key__in=handed_in).values_list("source_key", flat=True))
    new = [past for key, past in handed_in.items() if key not in known]
    new_services = write_services(services)
    if new:
        _write(new, at=at)
        origins = ", ".join(sorted({past.origin for past in new})[:5])
        record_act(
            Done.IMPORTED, f"{len(new)} incident{pluralize(len(new))}", by=by, at=at, detail=f"from {origins}"
        )
    new_subscribers = write_subscribers(subscribers, at=at)
    if new_services or new_subscribers:
        counted = f"{new_services} service{pluralize(new_services)}, {new_subscribers} subscriber{pluralize(new_subscribers)}"
        record_act(Done.IMPORTED, counted, by=by, at=at)
    if new or new_services:
        freeze(None, at=at)
        transaction.on_commit(partial(write_behind, at=at))
    written = Written(
        services=new_services,
        subscribers=new_subscribers,
        new=len(new),
        incidents=Incident.objects.filter(source_key__in=handed_in).count(),
        updates=IncidentUpdate.objects.filter(
            incident__source_key__in=handed_in, source_key__isnull=False
        ).count(),
    )
    if dry_run:
        transaction.set_rollback(True)
    return written


def _write(new: Sequence[PastIncident], *, at: datetime) -> None:
    services = _services(name for past in new for name in past.services)
    kept = Kept(Incident, (past.id for past in new))
    incidents = Incident.objects.bulk_create([_incident(past, kept) for past in new])
    pairs = list(zip(new, incidents, strict=True))
    AffectedService.objects.bulk_create(
        AffectedService(incident=incident, service=service, status=past.status)
        for past, incident in pairs
        for service in _affected(past, services)
    )
    kept = Kept(IncidentUpdate, (update.id for past in new for update in past.updates))
    IncidentUpdate.objects.bulk_create(
        (update for past, incident in pairs for update in _updates(past, incident, services, kept)),
        batch_size=2000,
    )
    Entry.objects.bulk_create(
        Entry(
            incident=incident,
            occurred_at=at,
            recorded_at=at,
            source=Source.IMPORT,
            text=f"imported from {past.origin}",
        )
        for past, incident in pairs
    )


def _services(names: Iterable[str]) -> dict[str, Service]:
    """The service that answers to each name; one that is missing is added under that name."""
    services = list(Service.objects.all())
    found: dict[str, Service] = {}
    for name in dict.fromkeys(names):
        service = next((service for service in services if service.answers_to(name)), None)
        if service is None:
            service = add_service(name)
            services.append(service)
        found[name] = service
    return found


def _affected(past: PastIncident, services: dict[str, Service]) -> list[Service]:
    """Each service once, although two names of the source may mean the same one."""
    return list(dict.fromkeys(services[name] for name in past.services))


def _incident(past: PastIncident, kept: Kept) -> Incident:
    """Only moments that the source tells are set; nobody knows when it was detected or mitigated."""
    start, end = window_of_past(past)
    return Incident(
        public_id=kept.public_id(past.id),
        planned_start=start,
        planned_end=end,
        title=past.title,
        severity=past.severity,
        state=past.state,
        planned=past.planned,
        started_at=past.started_at,
        declared_at=past.updates[0].at,
        first_published_at=past.updates[0].at,
        resolved_at=past.resolved_at,
        source_key=past.key,
    )


def _updates(
    past: PastIncident, incident: Incident, services: dict[str, Service], kept: Kept
) -> Iterator[IncidentUpdate]:
    affected, language = _affected(past, services), language_of_texts()
    before = ServiceStatus.OPERATIONAL
    start, end = window_of_past(past)
    for number, update in enumerate(past.updates):
        status = ServiceStatus.OPERATIONAL if update.state == State.RESOLVED else past.status
        yield IncidentUpdate(
            public_id=kept.public_id(update.id),
            incident=incident,
            audience=Audience.PUBLIC,
            kind=kind_of(number, update),
            state=update.state,
            severity=past.severity,
            title=past.title,
            text=update.text,
            language=language,
            services=_said(update, services)
            or [
                {"id": service.public_id, "name": service.name, "status": status, "before": before}
                for service in affected
            ],
            published_at=update.at,
            planned_start=start,
            planned_end=end,
            source_key=f"{past.key}#{number}",
        )
        before = status


def _said(update: PastUpdate, services: dict[str, Service]) -> list[dict[str, str]]:
    """What the message itself said of services; empty where the source does not tell."""
    found = {services[line.name].public_id: (services[line.name], line) for line in update.services or ()}
    return [
        {"id": service.public_id, "name": service.name, "status": line.status, "before": line.before}
        for service, line in found.values()
    ]
