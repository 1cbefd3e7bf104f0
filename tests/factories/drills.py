"""A drill that was taken: started by the real flow, with messages published on its clock."""

from datetime import datetime, timedelta
from pathlib import Path

from clarion.accounts.people import Person
from clarion.flows.drill import follow_drill, start_drill
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.practice.drills.drill import Drill, DrillRole
from clarion.practice.drills.offered import find_script
from clarion.practice.drills.script import Script
from tests.factories.incidents import say


def a_script(name: str = "appointment-booking") -> Script:
    script = find_script(name, folder=Path("nowhere"))
    assert script, name
    return script


def a_drill(*people: Person, name: str = "appointment-booking", pace: int = 10, at: datetime) -> Drill:
    """Running since `at`. The roles of the script go round among the people; the first one starts it."""
    script = a_script(name)
    roles = [DrillRole(role.value) for role, _ in script.roles]
    held = {role: people[place % len(people)] for place, role in enumerate(roles)}
    return start_drill(script, people=held, pace=pace, seed=1, by=people[0], at=at)


def a_drill_called(title: str, *people: Person, at: datetime, **facts: str) -> Drill:
    """One whose incident has this title and these facts, on a clock that runs as fast as the wall's."""
    drill = a_drill(*people, name="account-sign-ins", pace=1, at=at)
    Drill.objects.filter(pk=drill.pk).update(title=title)
    Incident.with_drills.filter(pk=drill.incident_id).update(title=title, **facts)
    return Drill.objects.select_related("incident").get(pk=drill.pk)


def tell(
    drill: Drill,
    text: str,
    *,
    minute: float,
    audience: str = "public",
    state: State | None = None,
    promise: int | None = 20,
    kind: str | None = None,
    by: Person,
) -> None:
    """Publish a text when the drill's clock shows that minute; `promise` is in minutes from then."""
    at = drill.begins_at + timedelta(minutes=minute)
    follow_drill(drill, now=drill.clock.real(at))
    due = timedelta(minutes=promise) if promise else None
    say(drill.incident, text, state=state, promise=due, audience=audience, kind=kind, by=by, at=at)


def over(drill: Drill) -> Drill:
    """The drill after its minutes are over."""
    follow_drill(drill, now=drill.started_at + timedelta(hours=5))
    return Drill.objects.select_related("incident").get(pk=drill.pk)
