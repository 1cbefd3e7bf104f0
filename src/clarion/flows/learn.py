"""Learn from an incident: its post-mortem opens when it is resolved, where its severity asks for one."""

from datetime import datetime

from django.db import transaction

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.postmortems.demands import asked_of
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem, Stage


def learn_from(incident: Incident, *, by: Person, at: datetime) -> PostMortem | None:
    """Open the post-mortem of an incident that has just been resolved; None where none is asked for, or one exists.

    Call it in the transaction that resolves. Its owner is whoever led: the commander, else the communications lead, else who resolved it.
    """
    if (
        incident.planned
        or incident.drill
        or not asked_of(incident.severity).asked
        or incident.postmortems.exists()
    ):
        return None
    return open_postmortem([incident], by=by, at=at, owner=_led(incident, by), by_itself=True)


@transaction.atomic
def open_once(incident: Incident, *, by: Person, at: datetime) -> PostMortem:
    """The post-mortem of an incident that is over, opened by hand where there is none. Raises NotAllowed, ValidationError."""
    require(by, Act.LEARN)
    # Locked, so that two who press at once, or one who presses twice, open one.
    current = Incident.objects.select_for_update().get(pk=incident.pk)
    written = current.postmortems.exclude(stage=Stage.SET_ASIDE).first() or current.postmortems.first()
    return written or open_postmortem([current], by=by, at=at, owner=_led(current, by))


def _led(incident: Incident, by: Person) -> Person:
    leading = (incident.commander, incident.communications_lead, by)
    return next(person for person in leading if person and person.is_active)
