"""Everything public at one moment, as values: what the renderers are given, and all that they are given."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from clarion.incidents.states import ServiceStatus, worst
from clarion.statuspage.public_incident import Impact, PublicIncident, PublicUpdate

type Indicator = Literal["none", "maintenance", "minor", "major", "critical"]

#: From best to worst.
INDICATORS: tuple[Indicator, ...] = ("none", "maintenance", "minor", "major", "critical")

_BY_SERVICE: dict[ServiceStatus, Indicator] = {
    ServiceStatus.OPERATIONAL: "none",
    ServiceStatus.UNDER_MAINTENANCE: "maintenance",
    ServiceStatus.DEGRADED_PERFORMANCE: "minor",
    ServiceStatus.PARTIAL_OUTAGE: "major",
    ServiceStatus.MAJOR_OUTAGE: "critical",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The page itself. `address` has no slash at its end; `updated_at` is the time of the last publication."""

    id: str
    name: str
    address: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicService:
    """A service with the status that the open incidents' last public updates give it."""

    id: str
    name: str
    group: str
    description: str
    position: int
    status: ServiceStatus
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicState:
    """`open` holds what is not over, planned work included; the other lists hold what feeds and history show.

    All incidents are in order of the first word about them, newest first; updates newest first. `calendar` is planned
    work whose window lies ahead or ended not long ago, in order of the windows.
    """

    page: Page
    services: tuple[PublicService, ...]
    open: tuple[PublicIncident, ...]
    recent: tuple[PublicIncident, ...] = ()
    latest_incidents: tuple[PublicIncident, ...] = ()
    latest_maintenances: tuple[PublicIncident, ...] = ()
    latest_updates: tuple[tuple[PublicIncident, PublicUpdate], ...] = ()
    calendar: tuple[PublicIncident, ...] = ()

    def as_of(self, at: datetime) -> "PublicState":
        """As it stands at that moment without another word; itself, where no window of planned work has begun since."""
        if not any(incident.as_of(at) is not incident for incident in self.open):
            return self
        current = tuple(incident.as_of(at) for incident in self.open)
        return replace(
            self,
            open=current,
            services=tuple(replace(each, status=status_now(each.id, current)) for each in self.services),
            latest_maintenances=tuple(incident.as_of(at) for incident in self.latest_maintenances),
        )

    @property
    def open_incidents(self) -> list[PublicIncident]:
        return [incident for incident in self.open if not incident.planned]

    @property
    def worst_first(self) -> list[PublicIncident]:
        """The open incidents in the order in which a reader needs them; equally bad ones newest first."""
        return sorted(self.open_incidents, key=lambda each: INDICATORS.index(each.impact), reverse=True)

    @property
    def open_maintenances(self) -> list[PublicIncident]:
        """What is under way, then what lies ahead; each the soonest first."""
        planned = [(incident, incident.window) for incident in self.open if incident.window]
        planned.sort(key=lambda each: (each[0].is_ahead, each[1].start, each[0].id))
        return [incident for incident, _ in planned]

    @property
    def maintenances_under_way(self) -> list[PublicIncident]:
        return [incident for incident in self.open_maintenances if not incident.is_ahead]

    @property
    def maintenances_ahead(self) -> list[PublicIncident]:
        return [incident for incident in self.open_maintenances if incident.is_ahead]

    @property
    def groups(self) -> list[tuple[str, list[PublicService]]]:
        """Services by group in the order of their first service; those without a group first, under ""."""
        named: dict[str, list[PublicService]] = {}
        for service in sorted(self.services, key=lambda service: bool(service.group)):
            named.setdefault(service.group, []).append(service)
        return list(named.items())

    @property
    def indicator(self) -> Indicator:
        """The roll-up: the worst of the services' states and of the open incidents' impact."""
        by_service: list[Indicator] = [_BY_SERVICE[service.status] for service in self.services]
        by_incident: list[Impact] = [incident.impact for incident in self.open if not incident.is_ahead]
        return max([*by_service, *by_incident], key=INDICATORS.index, default="none")


def status_now(service_id: str, incidents: Iterable[PublicIncident]) -> ServiceStatus:
    """The worst that the last update of an open incident says of the service; operational when none names it."""
    return worst(
        [
            line.status
            for incident in incidents
            if incident.is_open and not incident.is_ahead
            for line in incident.latest.services
            if line.id == service_id
        ]
    )
