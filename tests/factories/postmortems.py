"""Post-mortems, made by the real verbs."""

from datetime import datetime, timedelta

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.record import change_record
from clarion.incidents.states import Severity, State
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem
from tests.factories.incidents import an_incident


def a_postmortem(
    title: str = "Card payments fail", *, severity: Severity = Severity.SEV1, by: Person, at: datetime
) -> PostMortem:
    """The draft of a post-mortem of one incident, declared two hours before and known since a little earlier."""
    declared = at - timedelta(hours=2)
    incident = an_incident(
        title, severity=severity, by=by, at=declared, started_at=declared - timedelta(minutes=9),
        impact="about a quarter of card payments fail", users_affected=1200,
    )  # fmt: skip
    end(incident, by=by, at=at - timedelta(minutes=30))
    return open_postmortem([incident], by=by, at=at, owner=by)


def a_postmortem_of(*incidents: Incident, by: Person, at: datetime) -> PostMortem:
    """The draft that covers these incidents, which are ended first where they last."""
    for incident in incidents:
        if incident.is_open:
            end(incident, by=by, at=at)
    return open_postmortem(incidents, by=by, at=at)


def end(incident: Incident, *, by: Person, at: datetime) -> None:
    """Resolve it without a word to readers and without a post-mortem, as long ago as tests like."""
    change_record(incident, {"state": State.RESOLVED, "mitigated_at": at}, by=by, at=at)
    incident.refresh_from_db()
