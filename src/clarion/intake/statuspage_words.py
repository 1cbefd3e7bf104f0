"""The words of Statuspage's family of formats, and what they mean here."""

from collections.abc import Mapping

from clarion.incidents.states import ServiceStatus, Severity, State

#: Impact -> severity, and what the services had meanwhile where no message tells.
IMPACTS: Mapping[str, tuple[Severity, ServiceStatus]] = {
    "critical": (Severity.SEV1, ServiceStatus.MAJOR_OUTAGE),
    "major": (Severity.SEV2, ServiceStatus.PARTIAL_OUTAGE),
    "minor": (Severity.SEV3, ServiceStatus.DEGRADED_PERFORMANCE),
    "none": (Severity.SEV4, ServiceStatus.OPERATIONAL),
    "maintenance": (Severity.SEV4, ServiceStatus.UNDER_MAINTENANCE),
}
#: A published post-mortem is the last word about something that is over. The second half is planned work.
STATUSES: Mapping[str, State] = {
    "investigating": State.INVESTIGATING,
    "identified": State.IDENTIFIED,
    "monitoring": State.MONITORING,
    "resolved": State.RESOLVED,
    "postmortem": State.RESOLVED,
    "scheduled": State.INVESTIGATING,
    "in_progress": State.IDENTIFIED,
    "verifying": State.MONITORING,
    "completed": State.RESOLVED,
}
COMPONENT_STATUSES: Mapping[str, ServiceStatus] = {status.value: status for status in ServiceStatus}
