"""What no reason can override in a text of planned work: a window that there is, and a time that fits what it says."""

from datetime import UTC, datetime, timedelta

from clarion.incidents.planned_window import window_of
from clarion.incidents.states import State
from clarion.updates.audiences import Kind
from clarion.updates.drafts import Draft

#: How late a text that was written ahead may go out: a sweep that was down for longer would tell readers what was true
#: some time ago. They see meanwhile that nobody has said it yet.
AT_MOST_LATE = timedelta(minutes=10)


def about_the_plan(draft: Draft, *, at: datetime) -> list[str]:
    """Why the text does not fit the plan, one sentence each; empty for what nobody planned."""
    incident = draft.incident
    if not incident.planned:
        return []
    if draft.publish_at:
        return _about_its_time(draft, at=at)
    window = window_of(incident)
    said_to_be_ahead = (
        draft.state == State.INVESTIGATING and draft.kind != Kind.CORRECTION and not draft.heartbeat
    )
    known = window is not None and window.end > window.start and incident.source_key is None
    if said_to_be_ahead and known and window and window.end <= at:
        when = f"{window.end.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return [f"The window ended at {when}. Move it, or say that the work has begun or is finished."]
    return []


def _about_its_time(draft: Draft, *, at: datetime) -> list[str]:
    if draft.publish_at is None:
        return []
    if at > draft.publish_at + AT_MOST_LATE:
        return [
            f"This text was meant for {draft.publish_at:%Y-%m-%d %H:%M} UTC, which has passed. Discard it and write one now."
        ]
    if draft.state == State.IDENTIFIED and not draft.incident.is_ahead:
        return ["Readers know already that the work has begun. Discard this text."]
    return []
