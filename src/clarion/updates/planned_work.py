"""What planned work owes its readers, and what the publication of a text about it changes besides.

No clock of incidents runs for it: no first acknowledgement, no cadence. Its window is its promise: readers are owed a word
when it begins, and a word when it is finished. That promise is a row like every other, so that whoever owns the work is
warned before, called at the time, and the backup after it.
"""

from datetime import datetime

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import window_of
from clarion.incidents.states import State
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft
from clarion.updates.promises import make_promise
from clarion.updates.publication import IncidentUpdate


def word_owed_at(incident: Incident, *, at: datetime) -> datetime | None:
    """When the public page is owed the next word by the window; None once it is over, or has no end that lies ahead."""
    window = window_of(incident)
    if window is None or not incident.is_open:
        return None
    owed = window.start if incident.is_ahead else window.end
    return owed if owed > at else None


def promise_by_window(update: IncidentUpdate, incident: Incident, *, at: datetime) -> None:
    """The promise that an update without one of its own makes; call it once the standing one is settled."""
    due = word_owed_at(incident, at=at)
    if due and update.audience == Audience.PUBLIC:
        make_promise(incident, update.audience, due_at=due, at=at, made_by=update)


def follow_publication(
    update: IncidentUpdate, incident: Incident, *, by: Person | None, at: datetime
) -> None:
    """Keep the record in step with what readers were told; call it in the transaction that publishes."""
    if update.cancels and incident.cancelled_at is None:
        incident.cancelled_at = at
        incident.save(update_fields=["cancelled_at"])
    _put_away_what_was_overtaken(update, incident, by=by, at=at)


def _put_away_what_was_overtaken(
    update: IncidentUpdate, incident: Incident, *, by: Person | None, at: datetime
) -> None:
    """Texts written ahead for a step that is behind: the start once it has begun, all of them once it is over."""
    waiting = incident.drafts.written_ahead()
    if update.state == State.INVESTIGATING:
        return
    if update.state != State.RESOLVED:
        waiting = waiting.filter(state=State.IDENTIFIED, audience=update.audience)
    for draft in waiting:
        put_away(draft, by=by, at=at, why="overtaken by what was published")


def put_away(draft: Draft, *, by: Person | None, at: datetime, why: str) -> None:
    draft.discarded_at = at
    draft.save(update_fields=["discarded_at"])
    record_act(Done.DISCARDED_DRAFT, str(draft), by=by, at=at, detail=why)
