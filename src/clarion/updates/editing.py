"""Editing a draft: what voids approvals is written with what voids them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clarion.accounts.people import Person
from clarion.updates.approval import void_approvals
from clarion.updates.drafts import Draft, locked_open_draft

WRITABLE = frozenset({"kind", "text", "state", "next_update_at", "heartbeat"})


def edit_draft(
    draft: Draft, changes: Mapping[str, Any], *, seen_version: int | None, by: Person | None, at: datetime
) -> bool:
    """Save changes of kind, text, state, promise or the mark of a heartbeat; True when something changed, which voids approvals.

    Raises DraftChanged, DraftClosed, ValidationError. `seen_version` None does not ask.
    """
    with transaction.atomic():
        current = locked_open_draft(draft, seen_version=seen_version)
        changed = {name for name in WRITABLE & set(changes) if getattr(current, name) != changes[name]}
        for name in changed:
            setattr(current, name, changes[name])
        if changed:
            current.version += 1
            current.edited_at, current.edited_by = at, by
            current.full_clean(exclude=["incident", "corrects", "edited_by"])
            current.save()
            void_approvals(current, "the draft was edited", at=at)
    draft.refresh_from_db()
    return bool(changed)


def discard_draft(draft: Draft, *, at: datetime) -> None:
    """Put a draft away; its text stays in the database. Raises DraftClosed."""
    with transaction.atomic():
        current = locked_open_draft(draft)
        current.discarded_at = at
        current.save()
