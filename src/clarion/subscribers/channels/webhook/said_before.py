"""What the audience was told up to an update: its incident's updates, and how services and other incidents stood.

Read from published updates of that audience only, never from the record, so that a webhook knows what its readers know.
Nothing here reads all of the history: an incident's newest updates, and the last word on what is open or just over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import PLANNED_STATES, STATUS_ORDER, ServiceStatus, Severity, State, worst
from clarion.updates.audiences import Kind
from clarion.updates.leaving import shown_since
from clarion.updates.publication import IncidentUpdate

#: Updates of one incident that a document holds; the page has all of them.
UPDATES = 50
#: How long after its end the record of an incident may be ahead of what readers were told.
JUST_OVER = timedelta(days=1)

#: As Statuspage has them; the page's own are in statuspage/public_incident.py, and a test compares them.
IMPACTS = {Severity.SEV1: "critical", Severity.SEV2: "major", Severity.SEV3: "minor", Severity.SEV4: "none"}
INDICATORS = ("none", "maintenance", "minor", "major", "critical")
DESCRIPTIONS = {
    "none": "All Systems Operational",
    "maintenance": "Service Under Maintenance",
    "minor": "Minor Service Outage",
    "major": "Partial System Outage",
    "critical": "Major Service Outage",
}
_BY_STATUS = dict(zip(STATUS_ORDER, INDICATORS, strict=True))


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """`updates` newest first, the update itself at their head; `statuses` by public id of a service."""

    updates: list[IncidentUpdate]
    first: IncidentUpdate
    services: list[Service]
    statuses: dict[str, ServiceStatus]
    indicator: str

    @property
    def description(self) -> str:
        return DESCRIPTIONS[self.indicator]


def said_before(update: IncidentUpdate) -> SaidBefore:
    told = _told(update)
    updates = list(told.filter(incident=update.incident).prefetch_related("quiet_corrections")[:UPDATES])
    first = told.filter(incident=update.incident).last() or update
    named = {line["id"] for each in updates for line in each.services}
    open_now = _open(update, told)
    statuses = {service: _status(service, open_now) for service in named}
    return SaidBefore(
        updates=updates,
        first=first,
        services=list(Service.objects.filter(is_public=True, public_id__in=named)),
        statuses=statuses,
        indicator=_indicator(open_now),
    )


def state_of(update: IncidentUpdate) -> str:
    """As Statuspage calls it; planned work has words of its own."""
    return PLANNED_STATES[State(update.state)] if update.incident.planned else update.state


def impact_of(update: IncidentUpdate) -> str:
    return "maintenance" if update.incident.planned else IMPACTS[Severity(update.severity)]


def _told(update: IncidentUpdate) -> QuerySet[IncidentUpdate]:
    """What the audience was told up to the update, newest first; letters to one customer are not told to all.

    Partners are told nothing again that was published for them before they had a page.
    """
    until = Q(published_at__lt=update.published_at) | Q(published_at=update.published_at, pk__lte=update.pk)
    told = IncidentUpdate.objects.filter(until, audience=update.audience).exclude(kind=Kind.CUSTOMER_REPLY)
    since = shown_since(update.audience)
    if since and update.published_at >= since:
        told = told.filter(published_at__gte=since)
    return told.select_related("incident", "corrects").order_by("-published_at", "-pk")


def _open(update: IncidentUpdate, told: QuerySet[IncidentUpdate]) -> list[IncidentUpdate]:
    """The last word about each incident that the audience takes to be going on."""
    going_on = (
        ~Q(state=State.RESOLVED)
        | Q(resolved_at__gte=update.published_at - JUST_OVER)
        | Q(pk=update.incident_id)
    )
    last = told.filter(incident=OuterRef("pk")).values("pk")[:1]
    ids = Incident.objects.filter(going_on).annotate(last=Subquery(last)).values_list("last", flat=True)
    words = IncidentUpdate.objects.filter(pk__in=[pk for pk in ids if pk]).select_related("incident")
    return [
        each for each in words.exclude(state=State.RESOLVED) if not _is_ahead(each, at=update.published_at)
    ]


def _is_ahead(update: IncidentUpdate, *, at: datetime) -> bool:
    """Planned work affects nothing before its window begins; then it does, without another word, as on the page."""
    announced = update.incident.planned and update.state == State.INVESTIGATING
    return announced and at < (update.planned_start or update.published_at)


def _status(service: str, open_now: Iterable[IncidentUpdate]) -> ServiceStatus:
    return worst([line["status"] for each in open_now for line in each.services if line["id"] == service])


def _indicator(open_now: list[IncidentUpdate]) -> str:
    """The roll-up: the worst of the services' states and of the open incidents' impact."""
    by_service = [_BY_STATUS[ServiceStatus(line["status"])] for each in open_now for line in each.services]
    return max([*by_service, *map(impact_of, open_now)], key=INDICATORS.index, default="none")
