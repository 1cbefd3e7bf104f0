"""Everything public at one moment, as values: what the renderers are given, and all that they are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from clarion.incidents.states import ServiceStatus, worst
from clarion.statuspage.public_incident import Impact, PublicIncident, PublicUpdate
from clarion.statuspage.public_look import AS_SHIPPED, PublicLook
from clarion.statuspage.service_history import ServiceHistory, Told, last_days

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
    """The page itself, as readers of one language see it.

    `address` has no slash at its end; "." says that links are relative, because the page has an address per key.
    `updated_at` is the time of the last publication. `languages` are all that the page has: the first one stands at the
    plain addresses, every other one below a prefix ("/de").
    """

    id: str
    name: str
    address: str
    updated_at: datetime
    languages: tuple[str, ...] = ("en",)
    language: str = "en"
    look: PublicLook = AS_SHIPPED

    @property
    def prefix(self) -> str:
        """What stands before every path in this language; empty for the first one."""
        return self.prefix_of(self.language)

    @property
    def home(self) -> str:
        return f"{self.prefix}/"

    def prefix_of(self, language: str) -> str:
        return "" if language == self.languages[0] else f"/{language}"

    def at_no_time(self) -> "Page":
        """The page without the time of its last change, for what does not depend on it."""
        return replace(self, updated_at=datetime.min.replace(tzinfo=UTC))

    def read_in(self, language: str) -> "Page":
        return replace(self, language=language)


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
    `beside` holds what is open on the public page, where this is the state of another one.

    All incidents are in order of the first word about them, newest first; updates newest first. `calendar` is planned
    work whose window lies ahead or ended not long ago, in order of the windows. `told` has what readers were told of
    each service, by its public id; `first_named` is for the manifest.
    """

    page: Page
    services: tuple[PublicService, ...]
    open: tuple[PublicIncident, ...]
    recent: tuple[PublicIncident, ...] = ()
    latest_incidents: tuple[PublicIncident, ...] = ()
    latest_maintenances: tuple[PublicIncident, ...] = ()
    latest_updates: tuple[tuple[PublicIncident, PublicUpdate], ...] = ()
    beside: tuple[PublicIncident, ...] = ()
    calendar: tuple[PublicIncident, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    first_named: Mapping[str, float] = field(default_factory=dict)

    def history_of(self, service: PublicService, *, at: datetime) -> ServiceHistory:
        """The last 90 days of the service."""
        return last_days(self.told.get(service.id) or Told(service.created_at), at=at)

    def as_of(self, at: datetime) -> "PublicState":
        """As it stands at that moment without another word; itself, where no window of planned work has begun since."""
        if not any(incident.as_of(at) is not incident for incident in (*self.open, *self.beside)):
            return self
        current, beside = _as_of(self.open, at), _as_of(self.beside, at)
        return replace(
            self,
            open=current,
            beside=beside,
            services=tuple(
                replace(each, status=status_now(each.id, (*current, *beside))) for each in self.services
            ),
            latest_maintenances=_as_of(self.latest_maintenances, at),
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
    def only_beside(self) -> list[PublicIncident]:
        """What is open on the public page, and of which this page says nothing itself."""
        here = {incident.id for incident in self.open}
        return [incident for incident in self.beside if incident.id not in here]

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
        spoken_of = (*self.open, *self.beside)
        by_incident: list[Impact] = [incident.impact for incident in spoken_of if not incident.is_ahead]
        return max([*by_service, *by_incident], key=INDICATORS.index, default="none")


def _as_of(incidents: Iterable[PublicIncident], at: datetime) -> tuple[PublicIncident, ...]:
    return tuple(incident.as_of(at) for incident in incidents)


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
