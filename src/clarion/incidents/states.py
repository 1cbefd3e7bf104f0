"""States, severities and service statuses: closed sets with their words."""

from django.core.exceptions import ValidationError
from django.db import models


class State(models.TextChoices):
    """Where an incident stands. It may go back, for example when a fix did not hold."""

    INVESTIGATING = "investigating", "Investigating"
    IDENTIFIED = "identified", "Identified"
    MONITORING = "monitoring", "Monitoring"
    RESOLVED = "resolved", "Resolved"


#: The words for the states of planned work, as Statuspage has them.
PLANNED_STATES = {
    State.INVESTIGATING: "scheduled",
    State.IDENTIFIED: "in_progress",
    State.MONITORING: "verifying",
    State.RESOLVED: "completed",
}


def state_label(state: str, *, planned: bool) -> str:
    """A state as people read it; planned work has words of its own: "Investigating", "In progress"."""
    if planned:
        return PLANNED_STATES[State(state)].replace("_", " ").capitalize()
    return str(State(state).label)


class Severity(models.TextChoices):
    SEV1 = "SEV1", "SEV1"
    SEV2 = "SEV2", "SEV2"
    SEV3 = "SEV3", "SEV3"
    SEV4 = "SEV4", "SEV4"


class ServiceStatus(models.TextChoices):
    """What the reader of the public page sees of a service; the values are Statuspage's."""

    OPERATIONAL = "operational", "Operational"
    DEGRADED_PERFORMANCE = "degraded_performance", "Degraded performance"
    PARTIAL_OUTAGE = "partial_outage", "Partial outage"
    MAJOR_OUTAGE = "major_outage", "Major outage"
    UNDER_MAINTENANCE = "under_maintenance", "Under maintenance"


#: From best to worst, to find the worst of several.
STATUS_ORDER = (
    ServiceStatus.OPERATIONAL,
    ServiceStatus.UNDER_MAINTENANCE,
    ServiceStatus.DEGRADED_PERFORMANCE,
    ServiceStatus.PARTIAL_OUTAGE,
    ServiceStatus.MAJOR_OUTAGE,
)

_PRIORITIES = {"P0": "SEV1", "P1": "SEV2", "P2": "SEV3", "P3": "SEV4"}


def parse_severity(text: str) -> Severity:
    """SEV1 to SEV4, in any case, with or without "SEV"; P0 to P3 are accepted.

    Raises ValidationError that names what is accepted.
    """
    word = text.strip().upper().replace("-", "").replace(" ", "")
    word = _PRIORITIES.get(word, f"SEV{word}" if word.isdigit() else word)
    try:
        return Severity(word)
    except ValueError:
        raise ValidationError(
            f"Severity “{text[:40]}” is not known. Use SEV1, SEV2, SEV3 or SEV4 (or P0 to P3)."
        ) from None


def worst(statuses: list[str]) -> ServiceStatus:
    """The worst of several service statuses; operational when there is none."""
    return max(
        (ServiceStatus(status) for status in statuses), key=STATUS_ORDER.index, default=STATUS_ORDER[0]
    )
