"""States and statuses as readers see them, in the language that is spoken: on the page, in feeds and in messages."""

from django.utils.translation import pgettext_lazy

from clarion.incidents.states import PLANNED_STATES, ServiceStatus, State
from clarion.updates.audiences import Kind

#: As Statuspage calls them -> as readers see them.
STATES = {
    "investigating": pgettext_lazy("state of an incident", "Investigating"),
    "identified": pgettext_lazy("state of an incident", "Identified"),
    "monitoring": pgettext_lazy("state of an incident", "Monitoring"),
    "resolved": pgettext_lazy("state of an incident", "Resolved"),
    "scheduled": pgettext_lazy("state of maintenance", "Scheduled"),
    "in_progress": pgettext_lazy("state of maintenance", "In progress"),
    "verifying": pgettext_lazy("state of maintenance", "Verifying"),
    "completed": pgettext_lazy("state of maintenance", "Completed"),
}
#: What looks back says what it is in place of a state, which it does not change.
LOOKING_BACK = {
    Kind.POSTMORTEM: pgettext_lazy("kind of update", "Post-mortem"),
    Kind.RCA: pgettext_lazy("kind of update", "Executive RCA"),
}
STATUSES = {
    ServiceStatus.OPERATIONAL: pgettext_lazy("status of a service", "Operational"),
    ServiceStatus.UNDER_MAINTENANCE: pgettext_lazy("status of a service", "Under maintenance"),
    ServiceStatus.DEGRADED_PERFORMANCE: pgettext_lazy("status of a service", "Degraded performance"),
    ServiceStatus.PARTIAL_OUTAGE: pgettext_lazy("status of a service", "Partial outage"),
    ServiceStatus.MAJOR_OUTAGE: pgettext_lazy("status of a service", "Major outage"),
}


def state_name(state: str, *, planned: bool) -> str:
    """ "Identified"; of planned work "In progress"."""
    return str(STATES[PLANNED_STATES[State(state)] if planned else state])


def status_name(status: str) -> str:
    return str(STATUSES[ServiceStatus(status)])
