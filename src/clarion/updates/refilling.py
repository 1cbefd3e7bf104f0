"""Fill the text of a draft again from the record, perhaps as another kind of message, perhaps as one without news."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.updates.audiences import KINDS, Audience, Kind
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.heartbeats import heartbeat_kind, proposed_due
from clarion.updates.replies import is_reply
from clarion.updates.suggested_text import suggested_text
from clarion.updates.withdrawals import explained_by


def possible_kinds(draft: Draft) -> list[Kind]:
    """What the draft can become; a correction begins at the update that it corrects, a reply with a customer."""
    if draft.corrects_id or is_reply(draft):
        return [Kind(draft.kind)]
    return [
        kind for kind in KINDS[Audience(draft.audience)] if kind not in {Kind.CORRECTION, Kind.CUSTOMER_REPLY}
    ]


def refill_draft(
    draft: Draft,
    *,
    kind: str | None = None,
    no_news: bool = False,
    seen_version: int | None,
    by: Person,
    at: datetime,
) -> None:
    """The words that stood there are lost. `kind` None keeps it; without news it follows from the audience.

    Raises DraftChanged, DraftClosed, ValidationError. `seen_version` None does not ask.
    """
    wanted = heartbeat_kind(draft.audience).value if no_news else kind or draft.kind
    if wanted not in possible_kinds(draft):
        raise ValidationError({"kind": "This kind of message is not written for this audience."})
    draft.kind, draft.heartbeat = wanted, no_news
    draft.explains = explained_by(draft.incident, wanted)
    changes: dict[str, Any] = {"kind": wanted, "heartbeat": no_news, "explains": draft.explains}
    if no_news:
        draft.next_update_at = changes["next_update_at"] = proposed_due(draft.incident, draft.audience, at=at)
    changes["text"] = suggested_text(draft, at=at)
    draft.refresh_from_db()
    edit_draft(draft, changes, seen_version=seen_version, by=by, at=at)
