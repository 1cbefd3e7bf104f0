"""Texts written ahead: the start and the end of planned work, approved by people for an exact time.

Clarion publishes nothing of its own: somebody wrote these words, somebody approved them for this minute, and any edit of
the text or the plan voids that as it voids every approval. Without such a text nothing is published; the page itself then
says that the window has begun, and that nobody has said yet that it is finished.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import Window, window_of
from clarion.incidents.states import State
from clarion.updates.audiences import Audience, Kind
from clarion.updates.drafts import Draft
from clarion.updates.plan_in_order import AT_MOST_LATE
from clarion.updates.suggested_text import suggested_text

#: The states that a text can announce ahead, each with the kind of its message.
KIND_OF = {State.IDENTIFIED: Kind.PROGRESS, State.RESOLVED: Kind.RESOLUTION}


def its_time(window: Window, state: str) -> datetime:
    """When a text goes out that announces this state."""
    return window.end if state == State.RESOLVED else window.start


def write_ahead(incident: Incident, state: str, *, text: str = "", by: Person | None, at: datetime) -> Draft:
    """The draft that announces the start (identified) or the end (resolved) at its time; the one there is, or a new one.

    `text` empty fills the template. Raises ValidationError when that time has passed, or there is no window.
    """
    if state not in KIND_OF:
        raise ValidationError("Only the start and the end of planned work are written ahead.")
    with transaction.atomic():
        incident = Incident.with_drills.select_for_update().get(pk=incident.pk)
        waiting = incident.drafts.written_ahead().filter(audience=Audience.PUBLIC, state=state)
        if existing := waiting.first():
            return existing
        window = window_of(incident) if incident.planned else None
        if window is None or not incident.is_open:
            raise ValidationError(f"{incident.reference} has no window that lies ahead.")
        when = its_time(window, state)
        if when <= at:
            raise ValidationError("That time has passed. Write an update instead; a person publishes it.")
        draft = Draft(
            incident=incident, audience=Audience.PUBLIC, kind=KIND_OF[State(state)], state=state,
            publish_at=when, created_at=at, edited_at=at, edited_by=by,
        )  # fmt: skip
        draft.text = text or suggested_text(draft, at=at)
        draft.save()
        record_act(Done.STARTED_DRAFT, str(draft), by=by, at=at, detail=f"for {when:%Y-%m-%d %H:%M} UTC")
    return draft


def move_with_window(incident: Incident) -> None:
    """Texts written ahead wait for the new time; their approvals were voided with the change of the window."""
    if window := window_of(incident):
        for draft in incident.drafts.written_ahead():
            draft.publish_at = its_time(window, draft.state)
            draft.save(update_fields=["publish_at"])


def due_now(*, at: datetime, at_most: int = 100) -> list[Draft]:
    """Texts whose time has come, not longer ago than they stay true, with an approval that nobody voided."""
    due = Draft.objects.written_ahead().filter(publish_at__lte=at, publish_at__gte=at - AT_MOST_LATE)
    approved = due.filter(approvals__voided_at=None, approvals__isnull=False).distinct()
    return list(approved.select_related("incident")[:at_most])
