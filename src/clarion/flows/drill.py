"""Start, follow and end a drill: its incident is declared like any other, in a room of its own, and nothing of it leaves.

start_drill -> follow_drill (whenever somebody looks, and every sweep) -> end_drill, by a person or when its minutes are over

A team gathers first: start_drill(waits=True) -> join_drill, each of them -> start_clock, by whoever started the drill.
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.origin import unlogged
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed, require
from clarion.accounts.roles import Act
from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.services import drill_service
from clarion.incidents.states import ServiceStatus, Severity
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.drill import Drill, DrillRole, Participant
from clarion.practice.drills.engine import Shown, catch_up, ends_at
from clarion.practice.drills.script import MINUTE, Script
from clarion.practice.drills.timing import first_word_within
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.promise_clock import mark_missed
from clarion.updates.promises import Outcome, end_promises, make_promise


@transaction.atomic
def start_drill(
    script: Script,
    *,
    people: Mapping[DrillRole, Person],
    pace: int,
    seed: int,
    waits: bool = False,
    by: Person,
    at: datetime,
) -> Drill:
    """`people` holds somebody for every role of the script; one person may have several. Its clock begins at `at`, as the wall's.

    `waits`: the clock shows that time and stands still until `start_clock`, so that nothing comes in before all are there.
    Raises NotAllowed, ValidationError by field.
    """
    require(by, Act.PRACTISE)
    _must_be_filled(script, people, by)
    with unlogged():  # the log tells of the start; what is practised stays with those who practise
        incident = _declare(script, people, by=by, at=at)
    drill = Drill(
        title=script.title, script=script.source, seed=seed, pace=pace, begins_at=at,
        started_at=None if waits else at, started_by=by, incident=incident,
        cadence=dict(current_cadence().minutes),
    )  # fmt: skip
    drill.full_clean()
    drill.save()
    Participant.objects.bulk_create(
        Participant(drill=drill, person=person, role=role) for role, person in people.items()
    )
    detail = f"{incident.reference}, {pace}x" + (", its clock waits" if waits else "")
    record_act(Done.STARTED_DRILL, str(drill), by=by, at=at, detail=detail)
    if waits:
        join_drill(drill, by=by, at=at)
    else:
        catch_up(drill, now=at)
    return drill


def join_drill(drill: Drill, *, by: Person, at: datetime) -> bool:
    """Somebody for whom the drill waits is there; False when they were before. Who practises what stands in no log."""
    return bool(drill.participants.filter(person=by, joined_at=None).update(joined_at=at))


@transaction.atomic
def start_clock(drill: Drill, *, by: Person, at: datetime) -> bool:
    """From `at` on the clock runs; False when it ran already, or the drill was called off. Raises NotAllowed."""
    locked = (
        Drill.objects.select_for_update(of=("self",))
        .select_related("incident", "started_by")
        .get(pk=drill.pk)
    )
    if by != locked.started_by:
        raise NotAllowed(f"{locked.started_by} starts the clock of this drill, once everybody is there.")
    if not locked.waits:
        return False
    locked.started_at = at
    locked.save(update_fields=["started_at"])
    record_act(Done.STARTED_DRILL_CLOCK, str(locked), by=by, at=at, detail=locked.incident.reference)
    catch_up(locked, now=at)
    drill.started_at = at
    return True


def _must_be_filled(script: Script, people: Mapping[DrillRole, Person], by: Person) -> None:
    lacking = [DrillRole(role.value) for role, _ in script.roles if role.value not in people]
    if lacking:
        raise ValidationError({role.value: f"Choose who is {role.label.lower()}." for role in lacking})
    if by not in people.values():
        raise ValidationError("Take a role yourself: a drill is seen only by those who take part.")
    if resting := [person for person in people.values() if not person.is_active]:
        raise ValidationError(f"{resting[0]} cannot sign in. Choose somebody else.")


def _declare(script: Script, people: Mapping[DrillRole, Person], *, by: Person, at: datetime) -> Incident:
    """The incident of the drill, with what the script says is known at the beginning."""
    opening = script.opening
    incident = declare(
        opening.title,
        severity=Severity(script.severity.value),
        services={drill_service(each.name): ServiceStatus(each.status.value) for each in script.services},
        facts={"impact": opening.impact, "started_at": at - opening.started * MINUTE},
        drill=True,
        by=by,
        at=at,
    )
    lead = people[DrillRole.COMMUNICATIONS]
    incident.commander = people.get(DrillRole.COMMANDER, lead)
    incident.communications_lead = lead
    others = (people.get(role) for role in (DrillRole.COMMANDER, DrillRole.SUPPORT, DrillRole.ENGINEER))
    incident.backup = next((person for person in others if person and person != lead), None)
    incident.operations_lead = people.get(DrillRole.ENGINEER)
    incident.save(update_fields=["commander", "communications_lead", "backup", "operations_lead"])
    record_entry(incident, opening.known, source=Source.IMPORT, at=at)
    for told in script.audiences:
        within = first_word_within(current_cadence(), script.severity.value, told.value)
        make_promise(incident, told.value, due_at=at + within, at=at)
    return incident


def follow_drill(drill: Drill, *, now: datetime) -> tuple[Shown, ...]:
    """Show what is due by now, write down missed promises, and end the drill when its minutes are over.

    Ask it as often as you like; a drill that waits for its people or is over does not change.
    """
    if drill.ended_at or drill.waits:
        return ()
    shown = catch_up(drill, now=now)
    by_its_clock = min(drill.clock.shows(now), ends_at(drill))
    passed = drill.incident.promises.filter(outcome=Outcome.OPEN, closed_at=None, due_at__lt=by_its_clock)
    if passed.exists():  # asked by every poll: a transaction would wait for whoever writes
        mark_missed(at=by_its_clock, among=passed)
    if drill.clock.shows(now) >= ends_at(drill):
        end_drill(drill, by=None, at=now)
    return shown


def follow_drills(*, now: datetime) -> int:
    """All that run: nobody has to look for a drill to go on and to end. How many there were.

    None waits for another: what failed is raised in the end (ExceptionGroup).
    """
    running = list(Drill.objects.running().select_related("incident"))
    failures = []
    for drill in running:
        try:
            follow_drill(drill, now=now)
        except Exception as error:  # noqa: BLE001  # all are raised below
            failures.append(error)
    if failures:
        raise ExceptionGroup("A drill did not go on", failures)
    return len(running)


@transaction.atomic
def end_drill(drill: Drill, *, by: Person | None, at: datetime) -> bool:
    """False when it had ended before. `by` None: its minutes are over; it ends when they were, not when somebody noticed.

    One that still waits is called off: its clock never ran.

    What is still due is shown first, so that the debrief tells of all that the clock had reached.
    """
    # The incident first, as a publication locks it: neither may wait for the other.
    Incident.with_drills.select_for_update(of=("self",)).get(pk=drill.incident_id)
    locked = Drill.objects.select_for_update(of=("self",)).select_related("incident").get(pk=drill.pk)
    if locked.ended_at is None:
        locked.ended_at = _over_at(locked, at)
        locked.save(update_fields=["ended_at"])
        end_promises(locked.incident, at=locked.clock.shows(at))
        record_act(Done.ENDED_DRILL, str(locked), by=by, at=at, detail=locked.incident.reference)
        drill.ended_at = locked.ended_at
        return True
    drill.ended_at = locked.ended_at
    return False


def _over_at(drill: Drill, at: datetime) -> datetime:
    """When it is over, for whoever ends it at `at`; what was due until then is shown."""
    if drill.started_at is None:
        return at
    catch_up(drill, now=at)
    return max(min(at, drill.clock.real(ends_at(drill))), drill.started_at)
