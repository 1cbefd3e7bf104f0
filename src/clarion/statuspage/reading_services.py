"""What public updates said of each service in the last 90 days, read through `visible.py`.

Texts are not fetched. What is read depends on what was said in these days and on what is open, never on how long
the history is.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from itertools import chain, pairwise

from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage import visible
from clarion.statuspage.public_state import PublicService
from clarion.statuspage.service_history import Spell, Told, first_day


@dataclass(frozen=True, slots=True)
class SaidOfServices:
    """What is fetched of an update, and nothing else."""

    pk: int
    incident__public_id: str
    incident__planned: bool
    state: str
    services: list[dict[str, str]]
    published_at: datetime
    planned_start: datetime | None

    @property
    def affects_from(self) -> datetime | None:
        """From when on services are as it says; None when all is over.

        Planned work that is announced affects them from the start of its window, as `PublicIncident.as_of` has it.
        """
        if self.state == State.RESOLVED:
            return None
        ahead = self.incident__planned and self.state == State.INVESTIGATING
        return max(self.published_at, self.planned_start or self.published_at) if ahead else self.published_at


COLUMNS = tuple(field.name for field in fields(SaidOfServices))


def read_what_was_said(open_ids: Iterable[str], *, at: datetime) -> list[list[SaidOfServices]]:
    """By incident, the one that spoke last first, its updates oldest first.

    `open_ids`: public ids of what may be open, though nobody spoke of it for longer.
    """
    since = datetime.combine(first_day(at), time(), UTC)
    rows = visible.updates_of_spoken_of_since(since).values_list(*COLUMNS)
    said = [SaidOfServices(*row) for row in rows]
    if silent := set(open_ids) - {row.incident__public_id for row in said}:
        said += [SaidOfServices(*row) for row in visible.updates_of(silent).values_list(*COLUMNS)]
    of_incident: dict[str, list[SaidOfServices]] = defaultdict(list)
    for row in sorted(said, key=lambda row: (row.published_at, row.pk)):
        of_incident[row.incident__public_id].append(row)
    return sorted(of_incident.values(), key=lambda rows: (rows[-1].published_at, rows[-1].pk), reverse=True)


def told_of(
    services: Iterable[PublicService],
    said: Iterable[list[SaidOfServices]],
    *,
    first_named: Mapping[str, float],
) -> dict[str, Told]:
    """Public id of a service -> what readers were told of it. `first_named`: see `Manifest`."""
    spells: dict[str, list[Spell]] = defaultdict(list)
    incidents: dict[str, list[str]] = defaultdict(list)
    for updates in said:
        for service in {line["id"] for update in updates for line in update.services}:
            incidents[service].append(updates[0].incident__public_id)
        for update, after in pairwise([*updates, None]):
            start = update.affects_from if update else None
            if update and start and (after is None or start < after.published_at):
                for line in update.services:
                    _add_spell(spells[line["id"]], line["status"], start, after)
    return {
        service.id: Told(
            known_since=_known_since(service, first_named),
            spells=tuple(spells[service.id]),
            incidents=tuple(incidents[service.id]),
        )
        for service in services
    }


def named_first(said: Iterable[list[SaidOfServices]], *, before: Mapping[str, float]) -> dict[str, float]:
    """Public id of a service -> POSIX second of the first update that names it; `before`: as known without these."""
    first = dict(before)
    for update in chain.from_iterable(said):
        _note_first(first, update.services, update.published_at)
    return first


def named_first_ever() -> dict[str, float]:
    """The same, of all updates. Reads all of the history."""
    first: dict[str, float] = {}
    for published_at, services in visible.services_named():
        _note_first(first, services, published_at)
    return first


def _note_first(first: dict[str, float], services: list[dict[str, str]], published_at: datetime) -> None:
    for line in services:
        first[line["id"]] = min(first.get(line["id"], math.inf), published_at.timestamp())


def _add_spell(spells: list[Spell], status: str, start: datetime, after: SaidOfServices | None) -> None:
    if status != ServiceStatus.OPERATIONAL:
        spells.append(Spell(start, after.published_at if after else None, ServiceStatus(status)))


def _known_since(service: PublicService, first_named: Mapping[str, float]) -> datetime:
    """An imported history may name a service long before it was added here."""
    named = first_named.get(service.id)
    return min(service.created_at, datetime.fromtimestamp(named, UTC)) if named else service.created_at
