"""Drills are incidents of practice: they use the real room, and nothing else of the company knows of them.

The one predicate: `objects` of an incident, an update, a draft, a promise, an entry or a service never holds those of
drills. Whoever works inside a drill says so, by `with_drills`, or comes from the incident itself (`incident.updates`).
"""

from typing import TYPE_CHECKING

from django.db import models

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act

if TYPE_CHECKING:
    from clarion.incidents.incident import Incident


class WouldLeave(Exception):
    """Something of a drill was about to leave its room. That is a defect of Clarion; nothing was sent or shown."""


#: On the rows of an incident.
OF_REAL_INCIDENTS = models.Q(incident__drill=False)


def may_in(incident: "Incident", person: Person, act: Act) -> bool:
    """In a drill, everybody who takes part may do what a lead does: nothing leaves, and that is what is practised."""
    return incident.drill or person.may(act)


def require_in(incident: "Incident", person: Person, act: Act) -> None:
    """Raises NotAllowed where `may_in` says no."""
    if not incident.drill:
        require(person, act)


def must_be_real(incident: "Incident") -> None:
    """The last door before anything leaves; whoever comes from a drill has taken a wrong way. Raises WouldLeave."""
    if incident.drill:
        raise WouldLeave(WouldLeave.__doc__)
