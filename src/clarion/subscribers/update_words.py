"""The words around an update in a mail to subscribers, in the reader's language."""

from django.utils.translation import gettext, gettext_lazy, override

from clarion.incidents.states import ServiceStatus, State
from clarion.updates.messages import Words, mail_of
from clarion.updates.publication import IncidentUpdate
from clarion.updates.translations import said_to

STATES = {
    State.INVESTIGATING: gettext_lazy("investigating"),
    State.IDENTIFIED: gettext_lazy("identified"),
    State.MONITORING: gettext_lazy("monitoring"),
    State.RESOLVED: gettext_lazy("resolved"),
}
PLANNED_STATES = {
    State.INVESTIGATING: gettext_lazy("scheduled"),
    State.IDENTIFIED: gettext_lazy("in progress"),
    State.MONITORING: gettext_lazy("verifying"),
    State.RESOLVED: gettext_lazy("completed"),
}
STATUSES = {
    ServiceStatus.OPERATIONAL: gettext_lazy("operational"),
    ServiceStatus.DEGRADED_PERFORMANCE: gettext_lazy("degraded performance"),
    ServiceStatus.PARTIAL_OUTAGE: gettext_lazy("partial outage"),
    ServiceStatus.MAJOR_OUTAGE: gettext_lazy("major outage"),
    ServiceStatus.UNDER_MAINTENANCE: gettext_lazy("under maintenance"),
}


def state_in_words(state: str, *, planned: bool) -> str:
    """In the active language."""
    return str((PLANNED_STATES if planned else STATES)[State(state)])


def status_in_words(status: str) -> str:
    return str(STATUSES[ServiceStatus(status)]) if status in STATUSES else status.replace("_", " ")


def subject_of(update: IncidentUpdate, language: str) -> str:
    """The subject of a mail, the headline of a message."""
    with override(language):
        words = Words(
            state=state_in_words(update.state, planned=update.incident.planned),
            correction=gettext("Correction: %(title)s"),
            title=said_to(update, language).title,
            postmortem=gettext("Post-mortem: %(title)s"),
            rca=gettext("Executive RCA: %(title)s"),
        )
        return mail_of(update, words).subject
