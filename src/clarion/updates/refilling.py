"""Fill a draft again from the record, perhaps as another kind of message: what it may become, and the new text.

The old text goes. So whoever asks says which version they saw, as for every edit.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.people import Person
from clarion.updates.audiences import AFTER_THE_END, KINDS, Audience, Kind
from clarion.updates.drafts import Draft, locked_open_draft
from clarion.updates.editing import edit_draft
from clarion.updates.heartbeats import heartbeat_kind, proposed_due
from clarion.updates.publication import latest_update
from clarion.updates.replies import is_reply
from clarion.updates.suggested_text import HEARTBEAT, suggested_text
from clarion.updates.withdrawals import explained_by


def refill_draft(
    draft: Draft,
    *,
    kind: str | None = None,
    found: Mapping[str, str] | None = None,
    seen_version: int | None,
    by: Person | None,
    at: datetime,
) -> bool:
    """Replace the text by a new one from the record; True when something changed, which voids approvals.

    `kind` is a kind of update, or HEARTBEAT for no news with a new promise; None keeps what the draft is. `found`:
    what a post-mortem found, see `start_looking_back`. Raises
    DraftChanged, DraftClosed, and ValidationError for what this draft cannot become.
    """
    with transaction.atomic():
        current = locked_open_draft(draft, seen_version=seen_version)
        changes = _as_kind(current, kind or (HEARTBEAT if current.heartbeat else current.kind), at=at)
        for name, value in changes.items():
            setattr(current, name, value)
        changes["text"] = suggested_text(current, found=found, at=at)
        return edit_draft(draft, changes, found=found, seen_version=seen_version, by=by, at=at)


def kinds_to_become(draft: Draft) -> list[Kind]:
    """What the draft can become; a correction begins at the update that it corrects, a reply with a customer, and
    what looks back at the post-mortem.
    """
    if draft.corrects_id or is_reply(draft) or draft.kind in AFTER_THE_END:
        return [Kind(draft.kind)]
    elsewhere = {Kind.CORRECTION, Kind.CUSTOMER_REPLY, *AFTER_THE_END}
    return [kind for kind in KINDS[Audience(draft.audience)] if kind not in elsewhere]


def why_not_no_news(draft: Draft) -> str:
    """Why the draft cannot say that there is no news, and what to do; empty where it can."""
    if draft.corrects_id or is_reply(draft):
        return "A correction or a reply has something to say. Start an update beside it."
    if draft.kind in AFTER_THE_END:
        return "What looks back has something to say, and promises nothing. Leave it as it is."
    if not draft.incident.is_open:
        return f"{draft.incident.reference} is resolved; nothing is owed any more. Choose another kind of message."
    if latest_update(draft.incident, draft.audience) is None:
        return (
            "They have heard nothing yet, so there is nothing to keep alive. Choose another kind of message."
        )
    return ""


def _as_kind(draft: Draft, wanted: str, *, at: datetime) -> dict[str, Any]:
    """What of the draft becomes different, beside its text. Raises ValidationError."""
    if wanted == HEARTBEAT:
        if why := why_not_no_news(draft):
            raise ValidationError({"kind": why})
        kind = heartbeat_kind(draft.audience)
        due = proposed_due(draft.incident, draft.audience, at=at)
        return {
            "kind": kind,
            "heartbeat": True,
            "explains": explained_by(draft.incident, kind),
            "next_update_at": due,
        }
    if wanted not in kinds_to_become(draft):
        raise ValidationError({"kind": _not_written(draft, wanted)})
    kind = Kind(wanted)
    return {"kind": kind, "heartbeat": False, "explains": explained_by(draft.incident, kind)}


def _not_written(draft: Draft, wanted: str) -> str:
    if wanted == Kind.CORRECTION:
        return "A correction names the update that it corrects. Open that update and press Correct."
    if wanted in AFTER_THE_END and draft.kind not in AFTER_THE_END:
        return "A text that looks back is begun at the post-mortem of the incident."
    return "This kind of message is not written for this audience."
