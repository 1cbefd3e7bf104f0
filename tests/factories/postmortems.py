"""Post-mortems, made by the real verbs."""

from datetime import datetime, timedelta

from clarion.accounts.people import Person
from clarion.incidents.states import Severity
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
    return open_postmortem([incident], by=by, at=at, owner=by)
