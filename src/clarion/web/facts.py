"""The record as the room shows it: facts that are read and edited one by one, each in its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html

from clarion.incidents.incident import AffectedService, Incident
from clarion.web.templatetags.clocks import clock_time


@dataclass(frozen=True)
class Fact:
    """`name` is its address, `fields` what of the record it holds; `services` that it holds the affected services."""

    name: str
    label: str
    fields: tuple[str, ...] = ()
    services: bool = False
    in_head: bool = False


#: In the order of the room.
FACTS = (
    Fact("title", "What does not work", ("title",), in_head=True),
    Fact("severity", "Severity", ("severity",), in_head=True),
    Fact("state", "State", ("state",), in_head=True),
    Fact("services", "Services", services=True),
    Fact("impact", "What readers cannot do", ("impact",)),
    Fact("affected", "Affected", ("percent_affected", "users_affected")),
    Fact("regions", "Regions", ("regions",)),
    Fact("cause", "Cause", ("cause", "cause_confirmed")),
    Fact("workaround", "Workaround", ("workaround",)),
    Fact("moments", "Moments", ("started_at", "detected_at", "acknowledged_at", "mitigated_at")),
)
BY_NAME = {fact.name: fact for fact in FACTS}


@dataclass(frozen=True)
class ShownFact:
    """A fact with its words, line by line; no line when the record does not know it."""

    fact: Fact
    lines: tuple[str, ...]


def shown_facts(
    incident: Incident, affected: Iterable[AffectedService], *, at: datetime
) -> dict[str, ShownFact]:
    """Every fact by its name, as the record holds it now."""
    lines = {
        "title": (incident.title,),
        "severity": (incident.severity,),
        "state": (incident.state_label.lower(),),
        "services": tuple(f"{line.service}: {line.get_status_display().lower()}" for line in affected),
        "impact": _known(incident.impact),
        "affected": _affected(incident),
        "regions": _known(", ".join(incident.regions)),
        "cause": _cause(incident),
        "workaround": _known(incident.workaround),
        "moments": _moments(incident, at=at),
    }
    return {fact.name: ShownFact(fact, lines[fact.name]) for fact in FACTS}


def _known(words: str) -> tuple[str, ...]:
    return (words,) if words else ()


def _affected(incident: Incident) -> tuple[str, ...]:
    lines = []
    if incident.percent_affected is not None:
        lines.append(f"{incident.percent_affected.normalize():f} % of users")
    if incident.users_affected is not None:
        lines.append(f"{incident.users_affected:,} users")
    return tuple(lines)


def _cause(incident: Incident) -> tuple[str, ...]:
    certainty = "confirmed" if incident.cause_confirmed else "suspected, not to be told"
    return (f"{incident.cause} ({certainty})",) if incident.cause else ()


def _moments(incident: Incident, *, at: datetime) -> tuple[str, ...]:
    moments = {
        "planned start": incident.planned_start,
        "planned end": incident.planned_end,
        "started": incident.started_at if incident.planned else incident.began_at(),
        "detected": incident.detected_at,
        "acknowledged": incident.acknowledged_at,
        "declared": incident.declared_at,
        "first published": incident.first_published_at,
        "works again": incident.mitigated_at,
        "resolved": incident.resolved_at,
    }
    known = {name: moment for name, moment in moments.items() if moment}
    return tuple(format_html("{} {}", clock_time(moment, at), name) for name, moment in known.items())
