"""Texts of planned work: which step of its life a draft announces, and the template of that step.

One set of templates for all audiences; inside the company a line says who answers questions from outside. Corrections
and updates without news take the templates of incidents.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from clarion.drafting import shipped_template
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import Window, window_in_words, window_of
from clarion.incidents.states import State
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Kind
from clarion.updates.drafts import Draft
from clarion.updates.publication import latest_update

#: The folder of the templates.
PLANNED = "planned"
WHO_ANSWERS = (
    "\nExternal questions go to {external_questions_go_to} only; please do not answer them yourself.\n"
)


class Step(StrEnum):
    """What a text of planned work says; the value is the name of its template."""

    ANNOUNCEMENT = "announcement"
    NEW_WINDOW = "new_window"
    START = "start"
    PROGRESS = "progress"
    FINISH = "finish"
    CANCELLATION = "cancellation"


STATE_OF = {
    Step.ANNOUNCEMENT: State.INVESTIGATING,
    Step.NEW_WINDOW: State.INVESTIGATING,
    Step.START: State.IDENTIFIED,
    Step.PROGRESS: State.IDENTIFIED,
    Step.FINISH: State.RESOLVED,
    Step.CANCELLATION: State.RESOLVED,
}
KIND_OF_STEP = {Step.ANNOUNCEMENT: Kind.ACKNOWLEDGEMENT}


def step_of(draft: Draft) -> Step | None:
    """None for what is no planned work, and for corrections, replies and updates without news."""
    if not draft.incident.planned or draft.heartbeat:
        return None
    if draft.kind in {Kind.CORRECTION, Kind.CUSTOMER_REPLY}:
        return None
    if draft.cancels:
        return Step.CANCELLATION
    if draft.state == State.RESOLVED:
        return Step.FINISH
    heard = latest_update(draft.incident, draft.audience)
    if draft.state == State.INVESTIGATING:
        return Step.NEW_WINDOW if heard else Step.ANNOUNCEMENT
    return Step.PROGRESS if heard and heard.state != State.INVESTIGATING else Step.START


def planned_template(step: Step, audience: str) -> str:
    text = shipped_template(PLANNED, step)
    return text if audience in EXTERNAL_AUDIENCES else text + WHO_ANSWERS


def state_by_now(incident: Incident, *, at: datetime) -> State:
    """What the next text most likely announces: once the window has begun, that the work has."""
    window = window_of(incident)
    if incident.is_ahead and window and at >= window.start:
        return State.IDENTIFIED
    return State(incident.state)


def window_words(draft: Draft) -> dict[str, Any]:
    """The facts of a template that only planned work has."""
    window = window_of(draft.incident)
    if window is None:
        return {"planned": draft.incident.planned}
    before = _told(draft)
    return {
        "planned": True,
        "window": window_in_words(window),
        "window_before": window_in_words(before) if before and before != window else "",
    }


def _told(draft: Draft) -> Window | None:
    """When it takes place by what the audience was told last."""
    last = latest_update(draft.incident, draft.audience)
    return window_of(last) if last else None
