"""Learn from an incident: its post-mortem opens when it is resolved, where its severity asks for one."""

from datetime import datetime

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.postmortems.demands import asked_of
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem


def learn_from(incident: Incident, *, by: Person, at: datetime) -> PostMortem | None:
    """Open the post-mortem of an incident that has just been resolved; None where none is asked for, or one exists.

    Call it in the transaction that resolves. Its owner is whoever led: the commander, else the communications lead, else who resolved it.
    """
    if incident.planned or not asked_of(incident.severity).asked or incident.postmortems.exists():
        return None
    leading = (incident.commander, incident.communications_lead, by)
    owner = next(person for person in leading if person and person.is_active)
    return open_postmortem([incident], by=by, at=at, owner=owner, by_itself=True)
