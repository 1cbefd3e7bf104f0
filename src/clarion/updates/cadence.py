"""Cadence: how long an audience may wait for the next update, by severity and state, in minutes.

The table as shipped; sources: PagerDuty's and GitLab's incident response guides.
"""

from datetime import datetime, timedelta

from clarion.incidents.states import Severity, State
from clarion.updates.audiences import Audience

EXTERNAL = {
    Severity.SEV1: {State.INVESTIGATING: 15, State.IDENTIFIED: 20, State.MONITORING: 30},
    Severity.SEV2: {State.INVESTIGATING: 20, State.IDENTIFIED: 30, State.MONITORING: 60},
    Severity.SEV3: {State.INVESTIGATING: 30, State.IDENTIFIED: 60, State.MONITORING: 60},
    Severity.SEV4: {State.INVESTIGATING: 60, State.IDENTIFIED: 120, State.MONITORING: 240},
}
ENGINEERING = {Severity.SEV1: 10, Severity.SEV2: 20, Severity.SEV3: 30, Severity.SEV4: 60}
#: Leaders are told in the worst incidents; in others when there is something to decide.
LEADERSHIP = {Severity.SEV1: 30, Severity.SEV2: None, Severity.SEV3: None, Severity.SEV4: None}

#: Minutes from declaring to the first public acknowledgement; None where the table sets no time.
FIRST_ACKNOWLEDGEMENT = {Severity.SEV1: 5, Severity.SEV2: 5, Severity.SEV3: None, Severity.SEV4: None}

#: Before and after the due time of a promise.
WARN_BEFORE = timedelta(minutes=5)
ESCALATE_AFTER = timedelta(minutes=5)


def interval(severity: str, state: str, audience: str) -> timedelta | None:
    """How soon the next update is due; None once the incident is resolved, and where the table sets no time.

    Partners and support explain what the public hears, so they hear as often.
    """
    if state == State.RESOLVED:
        return None
    if audience == Audience.ENGINEERING:
        return timedelta(minutes=ENGINEERING[Severity(severity)])
    if audience == Audience.LEADERSHIP:
        minutes = LEADERSHIP[Severity(severity)]
        return timedelta(minutes=minutes) if minutes else None
    return timedelta(minutes=EXTERNAL[Severity(severity)][State(state)])


def next_update_at(severity: str, state: str, audience: str, *, at: datetime) -> datetime | None:
    """The due time to propose: by the table, on a full five minutes so that it reads well, never earlier."""
    wait = interval(severity, state, audience)
    if wait is None:
        return None
    due = at + wait
    rounded = due.replace(minute=due.minute - due.minute % 5, second=0, microsecond=0)
    return rounded if rounded == due else rounded + timedelta(minutes=5)
