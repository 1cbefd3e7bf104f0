"""Write the past of another page: services, incidents, updates with the source's times, subscribers.

Each thing once: an incident whose key is known, a service that answers to the name and a subscriber whose address is known are
left as they are. Public ids of the source are kept where they are free, so that links and clients go on finding what they know.

In steps, each a short transaction, so that whoever publishes an outage meanwhile does not wait for a hundred thousand incidents.
Each incident comes whole. The last step takes the snapshot with which the page shows them; before it, a publication can show old
incidents of its own month, whose pages are written after the last step. An import that is cut short goes on where it stopped
when the same files are imported again: something is still unknown then, because the last things and the snapshot are one step.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.template.defaultfilters import pluralize

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import only_visible
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service
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
from clarion.intake.one_import import one_import
from clarion.intake.write_services import services_by_name, write_services
from clarion.intake.write_subscribers import write_subscribers
from clarion.statuspage.publishing import freeze, write_behind
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate
from clarion.updates.translations import language_of_texts

#: Incidents, and subscribers, of one step: some tenths of a second on SQLite.
AT_ONCE = 300
LOOKED_UP_AT_ONCE = 2000
#: Seconds between two steps on SQLite.
PAUSE = 0.12


@dataclass(frozen=True)
class Written:
    """How many incidents are new, and how many of those that were handed in are there now; how many others are new."""

    new: int
    incidents: int
    updates: int
    services: int = 0
    subscribers: int = 0


def write_history(
    history: Iterable[PastIncident],
    *,
    services: Iterable[PastService] = (),
    subscribers: Iterable[PastSubscriber] = (),
    by: Person,
    at: datetime,
) -> Written:
    """Keep what is not kept yet; published to the public page, told to nobody. Waits for another import to end.

    Raises NotAllowed; OSError when CLARION_DATA cannot be written.
    """
    require(by, Act.IMPORT)
    handed_in = {past.key: past for past in history}
    with one_import():
        known = here_already(handed_in)
        new = [past for key, past in handed_in.items() if key not in known]
        added, told = _write_in_steps(new, list(services), list(subscribers), by=by, at=at)
    if new or added:
        transaction.on_commit(partial(write_behind, at=at))
    return Written(
        services=added,
        subscribers=told,
        new=len(new),
        incidents=len(here_already(handed_in)),
        updates=updates_here(handed_in),
    )


def here_already(handed_in: Mapping[str, PastIncident]) -> set[str]:
    """The keys of those that are here: imported before, or our own, when files of this page come back to it.

    An id has twelve characters out of 36: one that is taken here by chance is less likely than a mistake.
    """
    by_id = {past.id: key for key, past in handed_in.items() if past.id}
    known = _imported(handed_in)
    for some in batched(by_id, LOOKED_UP_AT_ONCE):
        here = Incident.objects.filter(public_id__in=some).values_list("public_id", flat=True)
        known.update(by_id[public_id] for public_id in here)
    return known


def _imported(keys: Iterable[str]) -> set[str]:
    """Those under which an incident was imported."""
    known: set[str] = set()
    for some in batched(keys, LOOKED_UP_AT_ONCE):
        here = Incident.objects.filter(source_key__in=some)
        known.update(key for key in here.values_list("source_key", flat=True) if key)
    return known


def updates_here(keys: Iterable[str]) -> int:
    """How many imported updates of these incidents are here."""
    imported = IncidentUpdate.objects.filter(source_key__isnull=False)
    return sum(
        imported.filter(incident__source_key__in=some).count() for some in batched(keys, LOOKED_UP_AT_ONCE)
    )


def _write_in_steps(
    new: Sequence[PastIncident],
    services: Sequence[PastService],
    subscribers: Sequence[PastSubscriber],
    *,
    by: Person,
    at: datetime,
) -> tuple[int, int]:
    """How many services and subscribers are new."""
    steps = _steps(sorted(new, key=_written_late), subscribers)
    added = told = 0
    by_name: dict[str, Service] = {}
    for number, (incidents, others) in enumerate(steps, start=1):
        if number > 1:
            _let_others_write()
        with transaction.atomic():
            if number == 1:
                before = Service.objects.count()
                write_services(services)
                by_name = services_by_name(name for past in new for name in past.services)
                added = Service.objects.count() - before
                if added and not new:
                    freeze(None, at=at)
                if len(steps) > 1:
                    record_act(
                        Done.IMPORTED,
                        "begun",
                        by=by,
                        at=at,
                        detail=f"{_counted(len(new), 'incident')} that are new",
                    )
            _write(incidents, by_name, at=at)
            told += write_subscribers(others, at=at)
            if number == len(steps):
                _finish(new, added, told, by=by, at=at)
    return added, told


def _let_others_write() -> None:
    """SQLite has no queue: who waits looks every 100 ms whether the lock is free, and would find it taken each time."""
    if connection.vendor == "sqlite":
        time.sleep(PAUSE)


def _written_late(past: PastIncident) -> tuple[bool, datetime]:
    """Oldest first. What is open, and what readers see first, is not there before the step that shows it."""
    return past.state != State.RESOLVED, past.updates[0].at


def _steps(
    incidents: Sequence[PastIncident], subscribers: Sequence[PastSubscriber]
) -> list[tuple[Sequence[PastIncident], Sequence[PastSubscriber]]]:
    """Some of each; the last step has the last of both. At least one."""
    some, others = _portions(incidents), _portions(subscribers)
    number = max(len(some), len(others), 1)
    none: list[Sequence[Any]] = [()]
    return list(zip(none * (number - len(some)) + some, none * (number - len(others)) + others, strict=True))


def _portions[T](things: Sequence[T]) -> list[Sequence[T]]:
    """In their order; the last one is full."""
    ends = range(len(things), 0, -AT_ONCE)
    return [things[max(0, end - AT_ONCE) : end] for end in ends][::-1]


def _finish(new: Sequence[PastIncident], added: int, told: int, *, by: Person, at: datetime) -> None:
    if new:
        freeze(None, at=at)
        origins = ", ".join(sorted({past.origin for past in new})[:5])
        record_act(Done.IMPORTED, _counted(len(new), "incident"), by=by, at=at, detail=f"from {origins}")
    if added or told:
        counted = f"{_counted(added, 'service')}, {_counted(told, 'subscriber')}"
        record_act(Done.IMPORTED, counted, by=by, at=at)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{pluralize(number)}"


def _write(new: Sequence[PastIncident], services: dict[str, Service], *, at: datetime) -> None:
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
        title=only_visible(past.title),
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
            title=only_visible(past.title),
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
