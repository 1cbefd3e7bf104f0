"""Drills that are under way, made by the real flows."""

from datetime import datetime
from typing import Any

from clarion.accounts.people import Person
from clarion.flows.declare import declare
from clarion.incidents.services import drill_service
from clarion.incidents.states import ServiceStatus, Severity
from clarion.practice.drills.drill import Drill, DrillRole, Participant


def a_drill(
    title: str = "Parcels cannot be tracked", *, by: Person, at: datetime, pace: int = 1, others: tuple[Person, ...] = (), **facts: Any
) -> Drill:  # fmt: skip
    """`by` commands and takes part; so do the others. Its clock begins at `at`."""
    incident = declare(
        title,
        severity=Severity.SEV1,
        services={drill_service("Parcel tracking"): ServiceStatus.MAJOR_OUTAGE},
        communications_lead=others[0] if others else by,
        facts=facts,
        drill=True,
        by=by,
        at=at,
    )
    drill = Drill.objects.create(
        title=title, script="", seed=1, pace=pace, begins_at=at, started_at=at, started_by=by, incident=incident
    )  # fmt: skip
    roles = {by: DrillRole.COMMANDER, **dict.fromkeys(others, DrillRole.COMMUNICATIONS)}
    for person, role in roles.items():
        Participant.objects.create(drill=drill, person=person, role=role)
    return drill
